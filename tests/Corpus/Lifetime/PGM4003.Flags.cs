using System;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM2001 to PGM2003, PGM4001 to PGM4003: what a private method does upon a truth that it is given is known where that is.</summary>
public sealed class PGM4003Flags
{
    private readonly Page _page;

    public PGM4003Flags(Page page) => _page = page;

    public static void ReleasedTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page, keep: false);
        page.Release(); // PGM4002
    }

    public static void UsedAfterReleaseBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page);
        page.MarkDirty(); // PGM4001
    }

    public static void KeptBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        Finish(page, keep: true);
    }

    public static void KeptGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page, keep: true);
        page.Release();
    }

    public static void FinishedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page, false);
    }

    public static void KeptOnOneWayGood(PageArena arena, bool keep)
    {
        Page page = arena.Allocate();
        Finish(page, keep);
        if (keep)
            page.Release();
    }

    public static void KeptOnTheOtherWayBad(PageArena arena, bool isWanted)
    {
        Page page = arena.Allocate();
        if (isWanted)
            Console.WriteLine("wanted");
        Finish(page, !isWanted);
        if (isWanted)
            page.MarkDirty(); // PGM4001
        else
            page.Release();
    }

    public static void UsedWhicheverItWasBad(PageArena arena, bool keep)
    {
        Page page = arena.Allocate();
        Finish(page, keep);
        page.MarkDirty(); // PGM4001
        if (keep)
            page.Release();
    }

    public static void KeptForNobodyBad(PageArena arena, bool keep)
    {
        Page page = arena.Allocate(); // PGM4003
        Finish(page, !keep);
    }

    public static void KeptUponAComparisonGood(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        Finish(page, readers > 1);
        if (readers > 1)
            page.Release();
    }

    public static void KeptUponAComparisonBad(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        Finish(page, readers > 1);
        if (readers <= 1)
            page.MarkDirty(); // PGM4001
        else
            page.Release();
    }

    public static Page? KeptForTheCallerGood(PageArena arena, bool keep)
    {
        Page page = arena.Allocate();
        Finish(page, keep);
        return keep ? page : null;
    }

    public static void NotKnownGood(PageArena arena, Func<bool> keep)
    {
        Page page = arena.Allocate();
        Finish(page, keep());
        page.MarkDirty();
    }

    public static void LockedIfWantedBad(Page page)
    {
        Prepare(page, 3, isLocked: true); // PGM2003
        page.MarkDirty();
    }

    public static void NotLockedBad([Requires(State.Unlocked)] Page page)
    {
        Prepare(page, 3, isLocked: false);
        page.Unlock(); // PGM2001
    }

    public static void TakenIfWantedGood(Page page)
    {
        Prepare(page, 3, isLocked: true);
        page.Unlock();
    }

    public static void ByAnotherHelperBad(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishByAnother(page, keep: false);
        page.MarkDirty(); // PGM4001
    }

    public void InAFieldBad()
    {
        _page.Lock();
        Leave(really: true);
        _page.Unlock(); // PGM2001
    }

    public void InAFieldWhicheverItWasBad(bool really)
    {
        _page.Lock();
        Leave(really);
        _page.Unlock(); // PGM2001
    }

    public void InAFieldGood(bool really)
    {
        _page.Lock();
        Leave(really: false);
        _page.Unlock();
        _page.Lock();
        Leave(really);
        if (!really)
            _page.Unlock();
    }

    private static void Finish(Page page, bool keep = false)
    {
        page.MarkDirty();
        if (!keep)
            page.Release();
    }

    private static void FinishByAnother(Page page, bool keep) => Finish(page, keep);

    private static void Prepare(Page page, int count, bool isLocked)
    {
        if (isLocked)
            page.Lock();
        page.Span.Slice(0, count).Clear();
    }

    private void Leave(bool really)
    {
        if (really)
            _page.Unlock();
    }
}
