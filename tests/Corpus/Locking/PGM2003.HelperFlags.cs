using System;
using System.IO;
using System.Threading.Tasks;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001, PGM2003, PGM4002, PGM4003: a helper that changes a flag together with the object, and a flag in a field that others may change meanwhile.</summary>
public sealed class PGM2003HelperFlags
{
    private bool _locked;
    private bool _closed;
    private int _state;
    private int _count;
    private Phase _phase;

    private bool Held { get; set; }

    private enum Phase
    {
        Idle,
        Held,
        Done,
    }

    public static void DroppedGood(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock();
        if (!work())
            Drop();
        if (locked)
            page.Unlock();

        void Drop()
        {
            page.Unlock();
            locked = false;
        }
    }

    public static void DroppedInHandlerGood(Page page, Action work)
    {
        bool locked = true;
        page.Lock();
        try
        {
            work();
        }
        catch (IOException)
        {
            Drop();
            throw;
        }
        finally
        {
            if (locked)
                page.Unlock();
        }

        void Drop()
        {
            page.Unlock();
            locked = false;
        }
    }

    public static bool DroppedInFilterGood(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock();
        try
        {
            return work();
        }
        catch (IOException) when (Drop())
        {
            return false;
        }
        finally
        {
            if (locked)
                page.Unlock();
        }

        bool Drop()
        {
            page.Unlock();
            locked = false;
            return true;
        }
    }

    public static void DroppedByAnotherGood(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock();
        if (!work())
            Stop();
        if (locked)
            page.Unlock();

        void Stop() => Drop();

        void Drop()
        {
            page.Unlock();
            locked = false;
        }
    }

    public static void GivenGood(PageArena arena, PagePipe pipe, Func<bool> work)
    {
        Page page = arena.Allocate();
        int owned = 1;
        if (work())
            Give();
        if (owned == 1)
            page.Release();

        void Give()
        {
            pipe.Gift(page, 1);
            owned = 0;
        }
    }

    public static void GivenPerhapsGood(PageArena arena, PagePipe pipe, Func<bool> work)
    {
        Page page = arena.Allocate();
        bool owned = true;
        try
        {
            if (work())
                Give();
        }
        finally
        {
            if (owned)
                page.Release();
        }

        void Give()
        {
            if (pipe.TryGift(page, 1))
                owned = false;
        }
    }

    public static bool TriedGood(Page page, Func<bool> work)
    {
        bool locked = false;
        Enter();
        if (!locked)
            return false;
        work();
        page.Unlock();
        return true;

        void Enter() => locked = page.TryLock();
    }

    public static void CountedGood(Page page, Action work)
    {
        int held = 0;
        Enter();
        try
        {
            work();
        }
        finally
        {
            if (held > 0)
                Leave();
        }

        void Enter()
        {
            page.Lock();
            held++;
        }

        void Leave()
        {
            held--;
            page.Unlock();
        }
    }

    public static void FlagLeftAsItWasBad(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock();
        if (!work())
            Drop();
        else
            locked = false;
        if (locked)
            page.Unlock(); // PGM2001
        else
            page.Unlock();

        void Drop() => page.Unlock();
    }

    public static void DroppedBad(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock(); // PGM2003
        if (!work())
            Drop();
        if (!locked)
            page.Unlock(); // PGM2001

        void Drop()
        {
            page.Unlock();
            locked = false;
        }
    }

    public static void GivenBad(PageArena arena, PagePipe pipe, Func<bool> work)
    {
        Page page = arena.Allocate(); // PGM4003
        bool owned = true;
        if (work())
            Give();
        if (!owned)
            page.Release(); // PGM4002

        void Give()
        {
            pipe.Gift(page, 1);
            owned = false;
        }
    }

    public static void AskedTooLateBad(Page page, Func<bool> work)
    {
        bool locked = true;
        page.Lock(); // PGM2003
        if (!work())
            return;
        Drop();
        if (locked)
            page.Unlock();

        void Drop()
        {
            page.Unlock();
            locked = false;
        }
    }

    public void FieldGood(Page page, Func<bool> work)
    {
        _locked = true;
        page.Lock();
        try
        {
            if (work())
                Drop(page);
        }
        finally
        {
            if (_locked)
                Drop(page);
        }
    }

    public async Task FieldAsyncGood(Page page, Func<Task<bool>> work)
    {
        await page.LockAsync();
        _locked = true;
        if (await work())
            Drop(page);
        if (_locked)
            Drop(page);
    }

    public void NumberInFieldGood(PipeBuffer buffer, Func<bool> work)
    {
        _state = 1;
        if (work())
            Finish(buffer);
        if (_state == 1)
            buffer.Release();
    }

    public void EnumInFieldGood(Page page, Func<bool> work)
    {
        page.Lock();
        _phase = Phase.Held;
        if (work())
        {
            page.Unlock();
            _phase = Phase.Done;
        }

        if (_phase == Phase.Held)
            page.Unlock();
        _phase = Phase.Idle;
    }

    public void SetHereGood(Page page, Func<bool> work)
    {
        page.Lock();
        _locked = true;
        if (work())
        {
            page.Unlock();
            _locked = false;
        }

        if (_locked)
            page.Unlock();
    }

    public void PropertyGood(Page page, Func<bool> work)
    {
        Held = true;
        page.Lock();
        if (work())
            LeaveHeld(page);
        if (Held)
            LeaveHeld(page);
    }

    public void PropertySetHereGood(Page page, Func<bool> work)
    {
        page.Lock();
        Held = true;
        if (work())
        {
            page.Unlock();
            Held = false;
        }

        if (Held)
            page.Unlock();
    }

    public bool TriedInPropertyGood(Page page, Action work)
    {
        Held = page.TryLock();
        work();
        if (Held)
            page.Unlock();
        return Held;
    }

    public void PropertyBad(Page page, Func<bool> work)
    {
        Held = true;
        page.Lock();
        if (work())
            LeaveHeld(page);
        if (!Held)
            page.Unlock(); // PGM2001
    }

    public void PropertyKnownBad(Page page)
    {
        Held = true;
        page.Lock(); // PGM2003
        if (!Held)
            page.Unlock();
    }

    public bool TriedInFieldGood(Page page)
    {
        Try(page);
        if (!_locked)
            return false;
        page.Unlock();
        return true;
    }

    public void FieldBad(Page page, Func<bool> work)
    {
        _locked = true;
        page.Lock();
        if (work())
            Drop(page);
        if (!_locked)
            page.Unlock(); // PGM2001
        else
            Drop(page);
    }

    public void SetHereBad(Page page, Func<bool> work)
    {
        page.Lock();
        _locked = true;
        if (work())
        {
            page.Unlock();
            _locked = false;
        }

        if (!_locked)
            page.Unlock(); // PGM2001
    }

    public void NeverAskedBad(Page page, Func<bool> work)
    {
        page.Lock(); // PGM2003
        _locked = true;
        if (work())
            return;
        page.Unlock();
        _locked = false;
    }

    public void SetByOthersBad(Page page, Action work)
    {
        page.Lock(); // PGM2003
        if (_closed)
        {
            page.Unlock();
            return;
        }

        work();
        if (_closed)
            return;
        page.Unlock();
    }

    public int CounterBad(Page page, Action work)
    {
        _count = 0;
        page.Lock(); // PGM2003
        work();
        if (_count > 0)
            return _count;
        page.Unlock();
        return 0;
    }

    private void Drop(Page page)
    {
        page.Unlock();
        _locked = false;
    }

    private void LeaveHeld(Page page)
    {
        page.Unlock();
        Held = false;
    }

    private void Try(Page page) => _locked = page.TryLock();

    private void Finish(PipeBuffer buffer)
    {
        buffer.Release();
        _state = 2;
    }
}
