using System;
using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4003: what is known to be something matches a pattern that asks for no more, and what <c>??=</c> has asked tells of the original, too.</summary>
public static class PGM4003Matched
{
    public static void TwoPagesGood(PageArena arena, int count)
    {
        Page? first = null;
        Page? second = null;
        if (count > 0)
        {
            first = arena.Allocate();
            second = arena.Allocate();
        }

        if (first is { } one && second is { } other)
        {
            one.Release();
            other.Release();
        }
    }

    public static void OneOfTwoPagesBad(PageArena arena, int count)
    {
        Page? first = null;
        Page? second = null;
        if (count > 0)
        {
            first = arena.Allocate();
            second = arena.Allocate(); // PGM4003
        }

        if (first is { } one && second is { Size: > 4096 } other)
        {
            one.Release();
            other.Release();
        }
        else
        {
            first?.Release();
        }
    }

    public static void ByANumberGood(PageArena arena, int count)
    {
        int? slot = null;
        Page? page = null;
        if (count > 2)
        {
            page = arena.Allocate();
            slot = count;
        }

        if (slot is int taken)
        {
            Console.WriteLine(taken);
            page!.Release();
        }
    }

    public static void ByATextGood(PageArena arena, int count)
    {
        string? name = null;
        Page? page = null;
        if (count > 2)
        {
            page = arena.Allocate();
            name = "page";
        }

        if (name is { } text)
        {
            Console.WriteLine(text);
            page!.Release();
        }
    }

    public static void ByACollectionGood(PageArena arena, int count)
    {
        Page? page = null;
        List<int>? indices = null;
        if (count > 0)
        {
            page = arena.Allocate();
            indices = [];
        }

        if (indices is null)
            return;
        page!.Release();
    }

    public static void ByWhatCameOutGood(PageArena arena)
    {
        Page? first = null;
        bool hasSecond = arena.TryAllocate(out Page? second);
        if (hasSecond)
            first = arena.Allocate();
        if (second is not null)
        {
            second.Release();
            first!.Release();
        }
    }

    public static void OwnUnlessGivenGood(PageArena arena, Page? given)
    {
        Page? page = given;
        page ??= arena.Allocate();
        page.Span[0] = 1;
        if (given is null)
            page.Release();
    }

    public static void OwnUnlessGivenInAVariableGood(PageArena arena, Page? given)
    {
        Page? page = given;
        bool isOwn = given is null;
        page ??= arena.Allocate();
        page.Span[0] = 1;
        if (isOwn)
            page.Release();
    }

    public static void GivenUnlessOwnBad(PageArena arena, Page? given)
    {
        Page? page = given;
        page ??= arena.Allocate(); // PGM4003
        page.Span[0] = 1;
        if (given is not null)
            Console.WriteLine(given.Index);
    }

    public static void BoxedGood(PageArena arena, int count)
    {
        Page? page = null;
        object? mark = null;
        if (count > 0)
        {
            page = arena.Allocate();
            mark = count;
        }

        if (mark == null)
            return;
        page!.Release();
    }

    public static void ComparedByAnOperatorGood(PageArena arena, int count)
    {
        Page? page = null;
        Type? mark = null;
        if (count > 0)
        {
            page = arena.Allocate();
            mark = typeof(int);
        }

        if (mark == null)
            return;
        page!.Release();
    }

    public static void OutOfATryGood(PageArena arena)
    {
        Page? first = null;
        if (arena.TryAllocate(out Page? second))
            first = arena.Allocate();
        if (second is { } both)
        {
            both.Release();
            first!.Release();
        }
    }

    public static void SwitchOverATupleGood(PageArena arena, bool isQuiet, bool isWanted)
    {
        Page? page = null;
        if (isWanted)
            page = arena.Allocate();
        switch (isQuiet, isWanted)
        {
            case (true, true):
                page!.Release();
                break;
            case (false, true):
                Console.WriteLine(page!.Index);
                page.Release();
                break;
        }
    }

    public static void SwitchOverATupleBad(PageArena arena, bool isQuiet, bool isWanted)
    {
        Page? page = null;
        if (isWanted)
            page = arena.Allocate(); // PGM4003
        switch (isQuiet, isWanted)
        {
            case (true, true):
                page!.Release();
                break;
            case (false, true):
                Console.WriteLine(page!.Index);
                break;
        }
    }

    public static int ArmsOfATupleGood(PageArena arena, int kind, bool isWanted)
    {
        Page? page = isWanted ? arena.Allocate() : null;
        return (kind, isWanted) switch
        {
            (1, true) => Released(page!, 1),
            (2 or 3, true) => Released(page!, 2),
            (_, true) => Released(page!, 3),
            _ => 0,
        };
    }

    public static int ArmsOfATupleBad(PageArena arena, int kind, bool isWanted)
    {
        Page? page = isWanted ? arena.Allocate() : null; // PGM4003
        return (kind, isWanted) switch
        {
            (1, true) => Released(page!, 1),
            _ => 0,
        };
    }

    private static int Released(Page page, int answer)
    {
        page.Release();
        return answer;
    }
}
