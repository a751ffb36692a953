using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4003: what is written through a variable by reference lies where that points to, and is not lost.</summary>
public static class PGM4003RefLocals
{
    public static void OfAParameterGood(PageArena arena, ref Page place)
    {
        ref Page slot = ref place;
        slot = arena.Allocate();
    }

    public static void OfAnElementGood(PageArena arena, Page[] pages)
    {
        ref Page slot = ref pages[0];
        slot = arena.Allocate();
    }

    public static void OfEitherGood(PageArena arena, bool first, ref Page one, ref Page two)
    {
        ref Page slot = ref first ? ref one : ref two;
        slot = arena.Allocate();
    }

    public static void PointedElsewhereGood(PageArena arena, bool first, ref Page one, ref Page two)
    {
        ref Page slot = ref two;
        if (first)
            slot = ref one;
        slot = arena.Allocate();
    }

    public static void HandedOutGood(PageArena arena, Page?[] pages)
    {
        ref Page? slot = ref pages[0];
        if (!arena.TryAllocate(out slot))
            slot = null;
    }

    public static void OnlyReadBad(PageArena arena, Page[] pages)
    {
        ref Page slot = ref pages[0];
        Page page = arena.Allocate(); // PGM4003
        page.Span[0] = slot.Span[0];
    }

    public static void ReleasedTwiceBad([Requires(State.Held)] ref Page place)
    {
        ref Page slot = ref place;
        Page page = slot;
        page.Release();
        page.Release(); // PGM4002
    }
}
