using System;
using System.Collections.Generic;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM2001 to PGM2003, PGM4001 to PGM4003: what a method returns as it was given it is the same object.</summary>
public static class PGM4003PassedOn
{
    public static void CheckedBad(PageArena arena)
    {
        Page page = Checked(arena.Allocate()); // PGM4003
        page.MarkDirty();
    }

    public static void CheckedGood(PageArena arena)
    {
        Page page = Checked(arena.Allocate());
        page.MarkDirty();
        page.Release();
    }

    public static void ReleasedByBothNamesBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Page same = Checked(page);
        same.Release();
        page.Release(); // PGM4002
    }

    public static int UsedByTheOtherNameBad(Page page)
    {
        Page same = page.OrThrow();
        page.Release();
        return same.Size; // PGM4001
    }

    public static void TakenByAHelperBad(Page page)
    {
        Page same = Locked(page); // PGM2003
        same.MarkDirty();
    }

    public static void TakenByAHelperGood(Page page)
    {
        Page same = Locked(page);
        same.MarkDirty();
        same.Unlock();
    }

    public static void UnlockedByAHelperBad([Requires(State.Locked)] Page page)
    {
        Unlocked(page).MarkDirty();
        page.Unlock(); // PGM2001
    }

    public static void ChainedBad(PageArena arena)
    {
        Page page = Checked(arena.Allocate()).OrThrow(); // PGM4003
        page.MarkDirty();
    }

    public static void ChainedAndGivenGood(PageArena arena, PagePipe pipe)
    {
        Page page = Checked(arena.Allocate()).OrThrow();
        pipe.Gift(page, page.Size);
    }

    public static Page ChainedAndReturnedGood(PageArena arena) => Checked(arena.Allocate()).OrThrow();

    public static void OfAnyTypeBad(PageArena arena)
    {
        Page page = OfAnyType(arena.Allocate()); // PGM4003
        page.MarkDirty();
    }

    public static void OfAnyTypeUnlockedTwiceBad([Requires(State.Locked)] Page page)
    {
        Page same = OfAnyType(page);
        same.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void InEachRoundGood(PageArena arena, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            Page page = Checked(arena.Allocate());
            page.Release();
        }
    }

    public static void ResultDroppedGood(Page page)
    {
        page.Lock();
        Checked(page);
        page.Unlock();
    }

    public static void PerhapsWithAReferenceGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Page same = PerhapsShared(page);
        page.Release();
        if (same.Size > 4096)
            same.Release();
    }

    public static void KeptByTheHelperGood(PageArena arena, List<Page> pages)
    {
        Page page = Kept(arena.Allocate(), pages);
        page.MarkDirty();
    }

    public static void KeptByTheExtensionGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate().KeptIn(pages);
        page.MarkDirty();
    }

    public static void EitherOfTwoGood(PageArena arena, Page other)
    {
        Page page = arena.Allocate();
        Larger(page, other).MarkDirty();
        page.Release();
    }

    public static void EitherOfTwoLeftBad(PageArena arena, Page other)
    {
        Page page = arena.Allocate(); // PGM4003
        Larger(page, other).MarkDirty();
    }

    public static int EitherOfTwoReleasedTwiceBad(PageArena arena, Page? former)
    {
        Page page = arena.Allocate();
        int size = Newer(former, page).Size;
        page.Release();
        page.Release(); // PGM4002
        return size;
    }

    public static void TheLargerOneReleasedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Page larger = Larger(page, arena.Allocate());
        larger.Release();
    }

    private static Page Checked(Page page)
    {
        if (page.Size == 0)
            throw new ArgumentException("The page is empty.", nameof(page));
        return page;
    }

    private static Page Locked(Page page)
    {
        page.Lock();
        return page;
    }

    private static Page Unlocked(Page page)
    {
        Page same = page;
        same.Unlock();
        return same;
    }

    private static Page PerhapsShared(Page page)
    {
        if (page.Size > 4096)
            page.AddReference();
        return page;
    }

    private static Page Kept(Page page, List<Page> pages)
    {
        pages.Add(page);
        return page;
    }

    private static Page Larger(Page page, Page other) => page.Size > other.Size ? page : other;

    private static Page Newer(Page? former, Page page) => former ?? page;

    private static T OfAnyType<T>(T? item)
        where T : class
        => item ?? throw new ArgumentNullException(nameof(item));

    public static void ReleasedByAHelperByAnotherNameBad(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishChecked(page);
        page.MarkDirty(); // PGM4001
    }

    private static void FinishChecked(Page page)
    {
        Page same = page.OrThrow();
        same.Release();
    }
}

public static class PassingExtensions
{
    public static Page OrThrow(this Page? page) => page ?? throw new ArgumentNullException(nameof(page));

    public static Page KeptIn(this Page page, List<Page> pages)
    {
        pages.Add(page);
        return page;
    }
}
