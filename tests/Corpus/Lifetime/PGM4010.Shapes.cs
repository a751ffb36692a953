using System;
using System.Threading.Tasks;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4010 in the shapes that its other file does not show.</summary>
public static class PGM4010Shapes
{
    public static void StraightLineGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        page.Map();
        page.Unmap();
        page.Release();
    }

    public static void BranchBad(PageArena arena, bool isRead)
    {
        Page page = arena.Allocate();
        if (isRead)
            page.Map();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void BranchGood(PageArena arena, bool isRead)
    {
        Page page = arena.Allocate();
        if (isRead)
        {
            page.Map();
            page.Unmap();
        }

        page.Release();
    }

    public static void EarlyReturnBad(PageArena arena, bool isEmpty)
    {
        Page page = arena.Allocate();
        page.Map();
        page.Unmap();
        if (isEmpty)
        {
            page.Unmap(); // PGM4010
            page.Release();
            return;
        }

        page.MarkDirty();
        page.Release();
    }

    public static void EarlyReturnGood(PageArena arena, bool isEmpty)
    {
        Page page = arena.Allocate();
        page.Map();
        if (isEmpty)
        {
            page.Unmap();
            page.Release();
            return;
        }

        page.MarkDirty();
        page.Unmap();
        page.Release();
    }

    public static void LoopBad(PageArena arena, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = arena.Allocate();
            page.Map();
            page.Unmap();
            page.Unmap(); // PGM4010
            page.Release();
        }
    }

    public static void LoopGood(PageArena arena, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = arena.Allocate();
            page.Map();
            page.Unmap();
            page.Release();
        }
    }

    public static void TryFinallyBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        try
        {
            page.MarkDirty();
            page.Unmap();
        }
        finally
        {
            page.Unmap(); // PGM4010
        }

        page.Release();
    }

    public static void TryFinallyGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        try
        {
            page.MarkDirty();
        }
        finally
        {
            page.Unmap();
        }

        page.Release();
    }

    public static void UsingBad(PageArena arena, Func<IDisposable> begin)
    {
        Page page = arena.Allocate();
        using (begin())
        {
            page.Map();
            page.Unmap();
        }

        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void UsingGood(PageArena arena, Func<IDisposable> begin)
    {
        Page page = arena.Allocate();
        using (begin())
            page.Map();
        page.Unmap();
        page.Release();
    }

    public static void AliasBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Page same = page;
        page.Map();
        same.Unmap();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void AliasGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Page same = page;
        page.Map();
        same.Unmap();
        page.Release();
    }

    public static void OutBad(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static void OutGood(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Map();
        page.Unmap();
        page.Release();
    }

    public static void CorrelatedBad(PageArena arena, bool isRead)
    {
        Page page = arena.Allocate();
        if (isRead)
            page.Map();
        page.MarkDirty();
        if (!isRead)
            page.Unmap(); // PGM4010
        else
            page.Unmap();
        page.Release();
    }

    public static void CorrelatedGood(PageArena arena, bool isRead)
    {
        Page page = arena.Allocate();
        if (isRead)
            page.Map();
        page.MarkDirty();
        if (isRead)
            page.Unmap();
        page.Release();
    }

    public static async Task AsyncBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        await Task.Yield();
        page.Unmap();
        page.Unmap(); // PGM4010
        page.Release();
    }

    public static async Task AsyncGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Map();
        await Task.Yield();
        page.Unmap();
        page.Release();
    }
}
