using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2007, PGM4003: what a contract says of the end is kept on every exit, and what a field keeps is still in sight.</summary>
public sealed class PGM2003Promised
{
    private readonly ManualResetEventSlim _filled = new();
    private readonly List<Page> _queue = [];
    private Page? _page;
    private volatile Page? _shared;

    public static void UnlockedBad([Requires(State.Locked), Produces(State.Unlocked)] Page page, bool isFast) // PGM2003
    {
        if (isFast)
            return; // earlier PGM2003
        page.Unlock();
    }

    public static void NothingDoneBad([Requires(State.Locked), Produces(State.Unlocked)] Page page) // PGM2003
    {
    } // earlier PGM2003

    public static bool NothingDoneUponTrueBad([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page) // PGM2003
    {
        if (page.MapCount > 0)
            return false;
        page.MarkDirty();
        return true;
    }

    public static void NothingDoneWithTheBufferBad([Produces(State.Released)] PipeBuffer buffer) => Console.WriteLine(buffer.Length); // PGM4003

    public static bool NothingDoneUponFalseGood([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page) => false;

    public static void NothingDoneButThrownGood([Requires(State.Locked), Produces(State.Unlocked)] Page page) => throw new NotSupportedException(page.ToString());

    public static void UnlockedGood([Requires(State.Locked), Produces(State.Unlocked)] Page page, bool isFast)
    {
        if (!isFast)
            page.MarkDirty();
        page.Unlock();
    }

    public static bool LockedUponFalseBad([Produces(State.Locked, When = true)] Page page)
    {
        if (!page.TryLock()) // PGM2003
            return false;
        if (page.MapCount > 0)
            return false;
        page.MarkDirty();
        return true;
    }

    public static bool LockedUponTrueGood([Produces(State.Locked, When = true)] Page page)
    {
        if (!page.TryLock())
            return false;
        if (page.MapCount == 0)
            return true;
        page.Unlock();
        return false;
    }

    public static void RelockedBad([Requires(State.Locked), Produces(State.Unlocked)] Page page)
    {
        page.Unlock();
        Thread.Yield();
        page.Lock(); // PGM2003
    }

    public static bool UponTrueBad([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page) // PGM2003
    {
        if (page.MapCount > 0)
            return true;
        page.Unlock();
        return true;
    }

    public static bool UponTrueGood([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page)
    {
        if (page.MapCount > 0)
            return false;
        page.Unlock();
        return true;
    }

    public static bool UponUnknownGood([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page, Func<bool> unlocks)
    {
        bool isDone = unlocks();
        if (isDone)
            page.Unlock();
        return isDone;
    }

    public static void ThrowGood([Requires(State.Locked), Produces(State.Unlocked)] Page page, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > page.Size)
            throw new ArgumentOutOfRangeException(nameof(length));
        page.Unlock();
    }

    public static void HandedOnGood([Requires(State.Locked), Produces(State.Unlocked)] Page page, Action<Page> finish) => finish(page);

    public static void TakenOverBad([Transfers] Page page, bool isWanted) // PGM4003
    {
        if (!isWanted)
            return;
        page.Release();
    }

    public static void TakenOverGood([Transfers] Page page, bool isWanted, List<Page> list)
    {
        if (isWanted)
            list.Add(page);
        else
            page.Release();
    }

    public static void ReleasedBad([Produces(State.Released)] PipeBuffer buffer) // PGM4003
    {
        if (buffer.Length > 0)
            buffer.Release();
    }

    public static void ReleasedGood([Produces(State.Released)] PipeBuffer buffer)
    {
        if (buffer.Length > 0)
            Console.WriteLine(buffer.Length);
        buffer.Release();
    }

    public static void LeaveOpenGood([Requires(State.Locked)] Page page, bool leavesLocked)
    {
        if (!leavesLocked)
            page.Unlock();
    }

    public void TakenIntoFieldGood([Transfers] Page page) => _page = page;

    public void TakenIntoQueueGood([Transfers] Page page) => _queue.Add(page);

    public void KeptTwiceLockedBad(Page next)
    {
        _page = next;
        _page.Lock();
        next.Lock(); // PGM2007
        _page.Unlock();
    }

    public void KeptTwiceUnlockedBad(Page next)
    {
        _page = next;
        next.Lock();
        _page.Unlock();
        next.Unlock(); // PGM2001
    }

    public void KeptAndReplacedBad(Page next, Page other)
    {
        _page = next;
        next.Lock(); // PGM2003
        _page = other;
    }

    public void KeptLockedGood(Page next)
    {
        _page = next;
        _page.Lock();
    }

    public void KeptOwnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _page = page;
        page.MarkUpToDate();
    }

    public void UnlockedByAnotherThreadGood(Page next)
    {
        _page = next;
        _page.Lock();
        _filled.Wait();
        _page.Lock();
        _page.Unlock();
    }

    public void UnlockedByOwnMethodGood(Page next)
    {
        _page = next;
        _page.Lock();
        Finish();
        _page?.Lock();
        next.Unlock();
    }

    public async Task UnlockedMeanwhileGood(Page next, Task filled)
    {
        _page = next;
        next.Lock();
        await filled;
        next.Lock();
        next.Unlock();
    }

    public void SharedGood(Page next)
    {
        _shared = next;
        next.Lock();
        next.Lock();
    }

    public void KeptByAnotherGood(PGM2003Promised other, Page next)
    {
        other._page = next;
        next.Lock();
        next.Lock();
    }

    private void Finish()
    {
        _page?.Unlock();
        _page = null;
    }

    private static bool UnlocksWhatItNeedsLocked([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        return true;
    }

    private static void NeedsItLocked([Requires(State.Locked)] Page page) => page.Span[0]++;

    public static bool HelperUnlocksGood(Page page) => page.TryLock() && UnlocksWhatItNeedsLocked(page);

    public static void HelperLeavesItLockedBad(Page page)
    {
        page.Lock(); // PGM2003
        NeedsItLocked(page);
    }

    public static void UnlockedAfterTheHelperBad(Page page)
    {
        page.Lock();
        UnlocksWhatItNeedsLocked(page);
        page.Unlock(); // PGM2001
    }

    public static void UnlockedBeforeTheHelperBad(Page page)
    {
        page.Lock();
        page.Unlock();
        UnlocksWhatItNeedsLocked(page); // PGM2008
    }
}
