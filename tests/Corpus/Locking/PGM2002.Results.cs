using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003, PGM2008: a result that is kept in a place which is not followed may be asked for there.</summary>
public static class PGM2002Results
{
    public static void InATupleGood(AddressSpace file, Page page)
    {
        var tried = (Locked: page.TryLock(), page.Index);
        if (!tried.Locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void DeconstructedGood(AddressSpace file, Page page)
    {
        (bool locked, long _) = (page.TryLock(), page.Index);
        if (!locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void DeconstructedBad(AddressSpace file, Page page)
    {
        (bool locked, long index) = (page.TryLock(), page.Index);
        file.Remove(page); // PGM2008
        if (locked)
            page.Unlock();
        Console.WriteLine(index);
    }

    public static bool SwitchOverATupleGood(AddressSpace file, Page page, bool waits)
    {
        switch (page.TryLock(), waits)
        {
            case (false, false):
                return false;
            case (false, true):
                page.Lock();
                break;
        }

        bool removed = file.Remove(page);
        page.Unlock();
        return removed;
    }

    public static void InAnArrayGood(AddressSpace file, Page first, Page second)
    {
        bool[] locked = [first.TryLock(), second.TryLock()];
        if (locked[0])
        {
            file.Remove(first);
            first.Unlock();
        }

        if (locked[1])
        {
            file.Remove(second);
            second.Unlock();
        }
    }

    public static void InAnArrayBad(Page first, Page second)
    {
        bool[] locked = [first.TryLock(), second.TryLock()];
        if (locked[0])
            first.Unlock();
        if (!locked[1])
            second.Unlock(); // PGM2002
        else
            second.Unlock();
    }

    public static void InAnArrayAndLeftBad(Page first, Page second)
    {
        bool[] locked = new bool[2];
        locked[0] = first.TryLock(); // PGM2003
        locked[1] = second.TryLock();
        if (locked[0] && locked[1])
            first.Unlock();
        if (locked[1])
            second.Unlock();
    }

    public static void InAnArrayThatACalleeWritesGood(Page first, Action<bool[]> decide)
    {
        bool[] locked = [first.TryLock()];
        decide(locked);
        if (locked[0])
            first.Unlock();
    }

    public static void InAnArrayByNumberGood(Page first, Page second, int number)
    {
        bool[] locked = [first.TryLock(), second.TryLock()];
        locked[number] = false;
        if (locked[0])
            first.Unlock();
        if (locked[1])
            second.Unlock();
    }

    public static void InAnElementGood(AddressSpace file, Page[] pages)
    {
        bool[] locked = new bool[pages.Length];
        Page first = pages[0];
        locked[0] = first.TryLock();
        if (locked[0])
        {
            file.Remove(first);
            first.Unlock();
        }
    }

    public static void InAListGood(AddressSpace file, Page page, List<bool> locked)
    {
        locked.Add(page.TryLock());
        if (!locked[^1])
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void ByAHelperGood(AddressSpace file, Page page)
    {
        if (!Logged(page.TryLock()))
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void ByAHelperBad(Page page)
    {
        if (!Logged(page.TryLock()))
        {
            page.Unlock(); // PGM2002
            return;
        }

        page.Unlock();
    }

    public static void ByAHelperAndLeftBad(AddressSpace file, Page page)
    {
        if (!Logged(page.TryLock())) // PGM2003
            return;
        if (file.Remove(page))
            return;
        page.Unlock();
    }

    public static void ByAHelperInAVariableBad(Page page)
    {
        bool locked = page.TryLock();
        bool logged = Counted("locks", locked);
        page.MarkDirty();
        if (!logged)
            page.Unlock(); // PGM2002
        else
            page.Unlock();
    }

    public static void ByAHelperThatDecidesGood(AddressSpace file, Page page, bool isMine)
    {
        if (!Decided(page.TryLock(), isMine))
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void OrGood(AddressSpace file, Page page)
    {
        bool locked = false;
        locked |= page.TryLock();
        if (!locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void OrBad(AddressSpace file, Page page)
    {
        bool locked = false;
        locked |= page.TryLock();
        file.Remove(page); // PGM2008
        if (locked)
            page.Unlock();
    }

    public static void HelperThatAlwaysLocksGood(AddressSpace file, Page page, bool waits)
    {
        bool locked = waits ? Enter(page) : page.TryLock();
        if (!locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void HelperThatUndoesGood(Page first, Page second)
    {
        if (first.TryLock() && (second.TryLock() || Leave(first)))
        {
            second.Unlock();
            first.Unlock();
        }
    }

    public static void HelperThatUndoesBad(Page first, Page second)
    {
        if (first.TryLock() && (second.TryLock() || !Leave(first)))
        {
            second.Unlock(); // PGM2002
            first.Unlock(); // PGM2001
        }
    }

    public static void ToldByReferenceGood(AddressSpace file, Page page)
    {
        bool locked = false;
        try
        {
            EnterAndTell(page, ref locked);
            file.Remove(page);
        }
        finally
        {
            if (locked)
                page.Unlock();
        }
    }

    public static void NullableGood(AddressSpace file, Page page)
    {
        bool? locked = page.TryLock() ? true : null;
        if (locked is null)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void ToggledGood(Page page, IEnumerable<bool> wishes)
    {
        bool locked = false;
        foreach (bool wish in wishes)
        {
            if (wish == locked)
                continue;
            if (wish)
                page.Lock();
            else
                page.Unlock();
            locked = wish;
        }

        if (locked)
            page.Unlock();
    }

    public static void ToggledBad(Page page, IEnumerable<bool> wishes)
    {
        bool locked = false;
        foreach (bool wish in wishes)
        {
            if (wish == locked)
                continue;
            if (wish)
                page.Lock(); // PGM2003 PGM2007
            locked = false;
        }

        if (locked)
            page.Unlock();
    }

    private static bool Enter(Page page)
    {
        page.Lock();
        return true;
    }

    private static bool Leave(Page page)
    {
        page.Unlock();
        return false;
    }

    private static void EnterAndTell(Page page, ref bool locked)
    {
        page.Lock();
        locked = true;
    }

    private static bool Logged(bool locked)
    {
        Console.WriteLine(locked);
        return locked;
    }

    private static bool Counted(string what, bool locked) => locked;

    private static bool Decided(bool locked, bool isMine)
    {
        locked |= isMine;
        return locked;
    }

    public static void AnswerOfAnotherGood(Page page, Predicate<bool> verify)
    {
        bool locked = page.TryLock();
        if (!verify(locked))
            return;
        page.MarkDirty();
        page.Unlock();
    }

    public static void AnswerOfAnotherInAVariableGood(Page page, Predicate<bool> verify)
    {
        bool locked = page.TryLock();
        bool isFine = verify(locked);
        if (isFine)
            page.Unlock();
    }

    public static void OnlyToldBad(Page page, Action<bool> tell)
    {
        bool locked = page.TryLock(); // PGM2003
        tell(locked);
        if (locked)
            page.MarkDirty();
    }

    public static void ByAHelpersAliasBad(Page page)
    {
        if (Kept(page.TryLock())) // PGM2003
            return;
        page.Unlock(); // PGM2002
    }

    private static bool Kept(bool locked)
    {
        bool result = locked;
        Console.WriteLine(result);
        return result;
    }

    public static void ThrowHelperUponFailureGood(Page page)
    {
        if (!page.TryLock())
            ThrowBusy();
        page.Unlock();
    }

    public static void ThrowHelperAfterUnlockGood(Page page)
    {
        page.Lock();
        if (page.MapCount > 0)
        {
            page.Unlock();
            ThrowMapped(page);
        }

        page.Unlock();
    }

    public static void ThrowHelperByAnotherGood(Page page)
    {
        if (!page.TryLock())
            ThrowAtOnce();
        page.Unlock();
    }

    public static void ThrowHelperThatIsLocalGood(Page page)
    {
        if (!page.TryLock())
            Fail();
        page.Unlock();

        void Fail() => throw new InvalidOperationException();
    }

    public static void ThrowHelperThatMayReturnBad(Page page)
    {
        if (!page.TryLock())
            ThrowIfMapped(page);
        page.Unlock(); // PGM2002
    }

    private static void ThrowBusy() => throw new InvalidOperationException("The page is locked.");

    private static void ThrowAtOnce() => ThrowBusy();

    private static void ThrowMapped(Page page)
    {
        string message = $"Page {page.Index} is mapped.";
        throw new InvalidOperationException(message);
    }

    private static void ThrowIfMapped(Page page)
    {
        if (page.MapCount == 0)
            return;
        throw new InvalidOperationException();
    }

    public static void ThrowHelperThatIsLeftOutBad(Page page)
    {
        page.Lock();
        ThrowInDebugBuilds();
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    [Conditional("DEBUG")]
    private static void ThrowInDebugBuilds() => throw new InvalidOperationException();

    public static async Task WaitThatIsCancelledGood(Page page, CancellationTokenSource source)
    {
        await page.LockAsync();
        try
        {
            ValueTask waiting = page.LockAsync(source.Token);
            await source.CancelAsync();
            await waiting;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("cancelled");
        }

        page.Unlock();
    }
}
