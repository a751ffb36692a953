using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003, PGM2006: each reference that is taken beside the first is given back once.</summary>
public sealed class PGM4003Counted
{
    private Page? _page;

    public static void OneTooFewBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        page.Release();
    }

    public static void OneTooFewGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
    }

    public static void OneTooManyBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static int UsedAfterTheLastBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        page.Release();
        return page.Size; // PGM4001
    }

    public static int UsedBetweenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.Release();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static void TwiceTakenBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference(); // PGM4003
        page.AddReference();
        page.Release();
    }

    public static void TwiceTakenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release();
    }

    public static void TwiceTakenOneTooManyBad([Requires(State.Held)] Page page)
    {
        page.AddReference();
        page.AddReference();
        page.Release();
        page.Release();
        page.Release();
        page.Release(); // PGM4002
    }

    public static void GivenTwiceBad(PageArena arena, PagePipe one, PagePipe other)
    {
        Page page = arena.Allocate();
        page.AddReference();
        one.Gift(page, page.Size);
        other.Gift(page, page.Size);
        page.Release(); // PGM4002
    }

    public static void GivenTwiceGood(PageArena arena, PagePipe one, PagePipe other)
    {
        Page page = arena.Allocate();
        page.AddReference();
        if (!one.TryGift(page, page.Size))
            page.Release();
        if (!other.TryGift(page, page.Size))
            page.Release();
    }

    public static void ReleasedForTheRequestBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        if (!request.TryUnlock())
            request.End();
        page.MarkDirty();
        page.Release();
        page.MarkDirty(); // PGM2006
    }

    public static void ReleasedForTheRequestGood([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        page.AddReference();
        page.Release();
        page.MarkDirty();
    }

    public static bool TakenForTheCallerGood(Page page, List<Page> pages)
    {
        if (!page.TryAddReference())
            return false;
        if (pages[0] == page)
            return true;
        page.Release();
        return false;
    }

    public static void TakenForTheCallerAlwaysGood(Page page) => page.AddReference();

    public static void TakenInALoopGood(PageArena arena, int users)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < users; i++)
        {
            page.AddReference();
            page.Release();
        }

        page.Release();
    }

    public static void TakenOnOneWayGood(Page page, bool isShared)
    {
        if (isShared)
            page.AddReference();
        Thread.Yield();
        if (isShared)
            page.Release();
    }

    public static void TakenForTheListGood(PageArena arena, List<Page> pages)
    {
        Page page = arena.Allocate();
        page.AddReference();
        pages.Add(page);
        page.Release();
    }

    public static void TakenForALambdaGood(PageArena arena, Action<Action> schedule)
    {
        Page page = arena.Allocate();
        page.AddReference();
        schedule(() => page.Release());
        page.Release();
    }

    public static void MappedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        page.Release();
    }

    public static void PinnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        using (MemoryHandle handle = page.Pin())
            page.MarkDirty();
        page.Release();
    }

    public static void TakenByAHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        TakeTwo(page);
        page.Release();
        page.Release();
        page.Release();
    }

    public static Page HandedOutGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        return page;
    }

    public void TakenForAFieldGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        _page = page;
        page.Release();
    }

    public static void OneForEachReaderGood(Page page, int readers)
    {
        for (int i = 0; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            page.Release();
        Console.WriteLine(page.Index);
    }

    public static void OneForEachReaderButTheFirstGood(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        for (int i = 1; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            page.Release();
    }

    public static void AsManyAsThereAreGood(Page page, int wanted)
    {
        int taken = 0;
        while (taken < wanted && page.TryAddReference())
            taken++;
        while (taken-- > 0)
            page.Release();
    }

    public static void OneInEachRoundBad(Page page, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            page.AddReference(); // PGM4001
            page.Release();
            page.Release(); // PGM4002
        }
    }

    public static void NoneTakenBad(PageArena arena, int rounds)
    {
        Page page = arena.Allocate(); // PGM4003
        for (int i = 0; i < rounds; i++)
            page.Release(); // PGM4002
    }

    private static void TakeTwo(Page page)
    {
        page.AddReference();
        page.AddReference();
    }
}
