using System;
using System.Collections.Generic;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4003, PGM3003: what is put into a collection is there, and a lambda that is expected to throw leaves nothing behind.</summary>
public static class PGM4003Collections
{
    public static void IntoACollectionInTryGood(PageArena arena, IEnumerable<int> sizes)
    {
        List<Page> pages = [];
        try
        {
            foreach (int size in sizes)
            {
                Page page = arena.Allocate();
                pages.Add(page);
                page.Span[..size].Clear();
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException();
        }
        finally
        {
            foreach (Page page in pages)
                page.Release();
        }
    }

    public static void IntoACollectionInTryBad(PageArena arena, IEnumerable<int> sizes)
    {
        List<Page> pages = [];
        try
        {
            foreach (int size in sizes)
            {
                Page page = arena.Allocate(); // PGM4003
                page.Span[..size].Clear();
                pages.Add(page);
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            Console.WriteLine("a size is too large");
        }
        finally
        {
            foreach (Page page in pages)
                page.Release();
        }
    }

    private static void Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
        }
    }

    public static void ExpectedToThrowGood(PageArena arena, ReadRequest request)
    {
        Throws<InvalidOperationException>(() => arena.Allocate());
        Throws<InvalidOperationException>(() => request.TryUnlock());
    }

    public static void RunLaterBad(PageArena arena, Action<Action> schedule)
    {
        schedule(() => arena.Allocate()); // PGM4003
    }

    public static bool LookedForBad(PageArena arena, HashSet<Page> pages)
    {
        Page page = arena.Allocate(); // PGM4003
        if (pages.Contains(page))
            return false;
        pages.Add(page);
        return true;
    }

    public static bool TakenOutGood(PageArena arena, HashSet<Page> pages, Predicate<Page> fits)
    {
        Page page = arena.Allocate();
        pages.Add(page);
        if (fits(page))
            return true;
        pages.Remove(page);
        page.Release();
        return false;
    }
}
