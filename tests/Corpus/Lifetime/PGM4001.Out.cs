using System.Diagnostics.CodeAnalysis;
using PageMove.Caching;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001: what an out parameter names is the caller's when the method says so, and must not have ended.</summary>
public static class PGM4001Out
{
    public static bool ToldAsGotBad(AddressSpace space, long index, [NotNullWhen(true)] out Page? page)
    {
        if (!space.TryFind(index, out page))
            return false;
        if (!page.IsUpToDate)
        {
            page.Release();
            return true; // PGM4001
        }

        return true;
    }

    public static bool ToldAsNotGotGood(AddressSpace space, long index, [NotNullWhen(true)] out Page? page)
    {
        if (!space.TryFind(index, out page))
            return false;
        if (!page.IsUpToDate)
        {
            page.Release();
            return false;
        }

        return true;
    }

    public static bool RememberedGood(AddressSpace space, long index, [NotNullWhen(true)] out Page? page)
    {
        bool isFound = space.TryFind(index, out page);
        if (isFound && !page!.IsUpToDate)
        {
            page.Release();
            isFound = false;
        }

        return isFound;
    }

    public static bool ReleasedOnTheWayOutGood(AddressSpace space, long index, [NotNullWhen(true)] out Page? page)
    {
        bool isValid = false;
        page = null;
        try
        {
            if (!space.TryFind(index, out page))
                return false;
            isValid = page.IsUpToDate;
            return isValid;
        }
        finally
        {
            if (!isValid)
                page?.Release();
        }
    }

    public static void AlwaysBad(PageArena arena, out Page page)
    {
        page = arena.Allocate();
        page.Span.Clear();
        page.Release();
    } // PGM4001

    public static void AlwaysGood(PageArena arena, out Page page)
    {
        page = arena.Allocate();
        page.Span.Clear();
    }

    public static bool NothingSaidOfItBad(PageArena arena, out Page? page)
    {
        page = arena.Allocate();
        page.Release();
        return true; // PGM4001
    }

    public static bool NothingSaidOfItGood(PageArena arena, out Page? page)
    {
        page = arena.Allocate();
        if (page.Index == 0)
            return true;
        page.Release();
        return false;
    }
}
