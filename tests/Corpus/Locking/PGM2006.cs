using System;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2006: a page of a request is pinned before the request is unlocked.</summary>
public static class PGM2006
{
    public static long StraightLineBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock()) // earlier PGM2006
            return -1;
        return page.Index; // PGM2006
    }

    public static long StraightLineGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        long index = -1;
        if (request.TryUnlock())
            index = page.Index;
        page.Release();
        return index;
    }

    public static long SlotBad([Balanced(State.Locked, -1L)] ReadRequest request, [Requires(State.Borrowed)] ref Page slot)
    {
        Page oldPage = slot;
        if (!request.TryUnlock())
            return -1;
        long index = oldPage.Index; // PGM2006
        return request.TryLock() ? index : -1;
    }

    public static void BranchBad([Requires(State.Locked)] ReadRequest request, bool early)
    {
        Page page = request.Pages[0];
        if (early && !request.TryUnlock())
            return;
        page.MarkDirty(); // PGM2006
    }

    public static void BranchGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        if (request.TryUnlock())
            return;
        page.MarkDirty();
        request.End();
    }

    public static int EarlyReturnBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        if (request.TryUnlock())
            return page.Size; // PGM2006
        return 0;
    }

    public static int EarlyReturnGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        int size = page.Size;
        return request.TryUnlock() ? size : 0;
    }

    public static long ForEachBad([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        long sum = 0;
        foreach (Page page in request.Pages)
        {
            if (!request.TryUnlock())
                return sum;
            buffer.Confirm(); // PGM1002
            sum += page.Index; // PGM2006
            if (!request.TryLock())
                return sum;
        }

        return sum;
    }

    public static long ForEachGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        long sum = 0;
        foreach (Page page in request.Pages)
        {
            long index = page.Index;
            if (!request.TryUnlock())
                return sum;
            buffer.Confirm(); // PGM1002
            sum += index;
            if (!request.TryLock())
                return sum;
        }

        return sum;
    }

    public static long AliasOfTheSlotsBad(ReadRequest request)
    {
        Span<Page> slots = request.Pages;
        Page page = slots[0];
        return request.TryUnlock() ? page.Index : 0; // PGM2006
    }

    public static long AliasOfTheSlotsGood(ReadRequest request)
    {
        Span<Page> slots = request.Pages;
        Page page = slots[0];
        long index = page.Index;
        return request.TryUnlock() ? index : 0;
    }

    public static void LoopBad([Requires(State.Locked)] ReadRequest request, int count)
    {
        Page page = request.Pages[0];
        for (int i = 0; i < count; i++)
        {
            page.MarkDirty(); // PGM2006
            if (!request.TryUnlock()) // PGM2001
                return;
            if (i > 2)
                continue;
            if (!request.TryLock())
                return;
        }
    }

    public static void LoopGood([Requires(State.Locked)] ReadRequest request, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = request.Pages[i];
            page.MarkDirty();
            if (!request.TryUnlock() || !request.TryLock())
                return;
        }
    }

    public static void TryFinallyBad([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        Page page = request.Pages[0];
        try
        {
            if (!request.TryUnlock())
                return;
            log.Flush();
        }
        finally
        {
            page.MarkDirty(); // PGM2006
        }
    }

    public static void TryFinallyGood([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        Page page = request.Pages[0];
        page.AddReference();
        try
        {
            if (!request.TryUnlock())
                return;
            log.Flush();
            page.MarkDirty();
        }
        finally
        {
            page.Release();
        }
    }

    public static void UsingBad([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        using (log)
        {
            Page page = request.Pages[0];
            if (request.TryUnlock())
                log.Write(page.Span); // PGM2006
        }
    }

    public static void UsingGood([Requires(State.Locked)] ReadRequest request, Stream log)
    {
        using (log)
        {
            Page page = request.Pages[0];
            log.Write(page.Span);
            if (!request.TryUnlock())
                request.End();
        }
    }

    public static void AliasBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        Page alias = page;
        if (request.TryUnlock())
            alias.MarkDirty(); // PGM2006
    }

    public static void AliasGood([Requires(State.Locked)] ReadRequest request, Page other)
    {
        Page page = request.Pages[0];
        page = other;
        if (request.TryUnlock())
            page.MarkDirty();
    }

    public static bool OutBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock() || !pipe.TryTake(out PipeBuffer? buffer))
            return false;
        bool whole = buffer.Length == page.Size; // PGM2006
        buffer.Release();
        return whole;
    }

    public static bool OutGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        Page page = request.Pages[0];
        int size = page.Size;
        if (!request.TryUnlock() || !pipe.TryTake(out PipeBuffer? buffer))
            return false;
        bool whole = buffer.Length == size;
        buffer.Release();
        return whole;
    }

    public static void CorrelatedBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        bool unlocked = request.TryUnlock();
        Console.WriteLine(unlocked);
        if (unlocked)
            page.MarkDirty(); // PGM2006
    }

    public static void CorrelatedGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        bool unlocked = request.TryUnlock();
        Console.WriteLine(unlocked);
        if (!unlocked)
            page.MarkDirty();
    }

    public static async Task AsyncBad([Requires(State.Locked)] ReadRequest request, Task ready)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock())
            return;
        await ready;
        page.MarkDirty(); // PGM2006
    }

    public static async Task AsyncGood([Requires(State.Locked)] ReadRequest request, Task ready)
    {
        Page page = request.Pages[0];
        page.AddReference();
        if (request.TryUnlock())
        {
            await ready;
            page.MarkDirty();
        }

        page.Release();
    }

    public static void WrapperBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        GiveUp(request);
        page.MarkDirty(); // PGM2006
    }

    public static void WrapperGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        Console.WriteLine(request.ByteCount);
        page.MarkDirty();
    }

    public static void LockedAgainGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock() || !request.TryLock())
            return;
        page.MarkDirty();
        if (!request.TryUnlock())
            request.End();
    }

    public static void PinnedTooLateBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock())
            return;
        page.AddReference(); // PGM2006
        page.Release();
    }

    public static void TwoPagesBad([Requires(State.Locked)] ReadRequest request)
    {
        Page first = request.Pages[0];
        Page second = request.Pages[1];
        second.AddReference();
        if (request.TryUnlock())
        {
            second.MarkDirty();
            first.MarkDirty(); // PGM2006
        }

        second.Release();
    }

    public static void AnotherRequestGood([Requires(State.Locked)] ReadRequest request, [Requires(State.Locked)] ReadRequest other)
    {
        Page page = request.Pages[0];
        if (other.TryUnlock())
            page.MarkDirty();
    }

    [Signals(Signal.RequestUnlocked)]
    private static void GiveUp([Requires(State.Locked), Produces(State.Unlocked)] ReadRequest request)
    {
        if (!request.TryUnlock())
            request.End();
    }

    public static void LastSlotBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[^1];
        if (request.TryUnlock())
            page.MarkError(); // PGM2006
        else
            request.End();
    }

    public static void LastSlotGood([Requires(State.Locked)] ReadRequest request)
    {
        request.Pages[^1].MarkError();
        if (!request.TryUnlock())
            request.End();
    }

    public static int RequestByAnotherNameBad([Requires(State.Locked)] ReadRequest request)
    {
        ReadRequest same = request;
        Page page = same.Pages[0];
        if (!same.TryUnlock())
        {
            same.End();
            return -1;
        }

        return page.Size; // PGM2006
    }

    public static int OneOfTwoRequestsGood([Requires(State.Locked)] ReadRequest request, ReadRequest other, bool isOther)
    {
        ReadRequest one = isOther ? other : request;
        Page page = one.Pages[0];
        if (!request.TryUnlock())
        {
            request.End();
            return -1;
        }

        return page.Size;
    }
}
