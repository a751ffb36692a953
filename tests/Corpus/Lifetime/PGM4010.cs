using System;
using System.Buffers;
using System.Collections.Generic;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4010: a page is unmapped as often as it was mapped, by whoever mapped it.</summary>
public sealed class PGM4010
{
    private Page? _page;

    public static void BeforeItIsMappedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Unmap(); // PGM4010
        page.Map();
        page.Release();
    }

    public static void StraightLineTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void OnOneWayTwiceBad(PageArena arena, bool hurry)
    {
        Page page = arena.Allocate();
        page.Map();
        if (hurry)
            page.Unmap();
        page.MarkDirty();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void OfTwoMappingsThreeBad(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Map();
        page.Map();
        page.Unmap();
        page.Unmap();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void ArrivedUnmappedBad([Requires(State.Unmapped)] Page page) => page.Unmap(); // PGM4010

    public static void WrapperMapsBad(PageArena arena)
    {
        Page page = arena.Allocate();
        MapOnce(page);
        page.Unmap();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void OfTwoMappingsTwoGood(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Map();
        page.Map();
        page.Unmap();
        page.Unmap();
        page.Release();
    }

    public static void WrapperMapsGood(PageArena arena)
    {
        Page page = arena.Allocate();
        MapOnce(page);
        page.Unmap();
        page.Release();
    }

    public static void ByAHelperNowAndThenGood(PageArena arena, bool shared)
    {
        Page page = arena.Allocate();
        MapIf(page, shared);
        if (shared)
            page.Unmap();
        page.Release();
    }

    public static void BySomebodyElseGood(Page page)
    {
        page.Map();
        page.MarkDirty();
        page.Unmap();
        page.Unmap();
    }

    public static void ByACalleeGood(PageArena arena, Action<Page> map)
    {
        Page page = arena.Allocate();
        map(page);
        page.Unmap();
        page.Release();
    }

    public static void ByWhoeverHasTheListGood(PageArena arena, List<Page> pages, Action mapAll)
    {
        Page page = arena.Allocate();
        pages.Add(page);
        mapAll();
        page.Unmap();
    }

    public void ByWhoeverHasTheFieldGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _page = page;
        MapField();
        page.Unmap();
    }

    public static void ByAHandleGood(PageArena arena)
    {
        Page page = arena.Allocate();
        MemoryHandle handle = page.Pin();
        page.MarkDirty();
        page.Unpin();
        page.Release();
        GC.KeepAlive(handle);
    }

    public static void OneForEachReaderGood(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < readers; i++)
            page.Map();
        for (int i = 0; i < readers; i++)
            page.Unmap();
        page.Release();
    }

    public static void OneInEachRoundGood(PageArena arena, int rounds)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < rounds; i++)
        {
            page.Map();
            page.MarkDirty();
            page.Unmap();
        }

        page.Release();
    }

    public static void StolenGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
            page.Unmap();
        page.Unlock();
        buffer.Release();
    }

    private static void MapOnce(Page page) => page.Map();

    private static void MapIf(Page page, bool shared)
    {
        if (shared)
            page.Map();
    }

    private void MapField() => _page?.Map();
}
