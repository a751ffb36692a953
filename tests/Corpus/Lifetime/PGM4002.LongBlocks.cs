using System;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: an object is known from one end of a long piece of straight code to the other, and no longer than anybody can ask for it.</summary>
public static class LongBlocks
{
    public static void ReleasedAgainFarBehindBad(PageArena arena, int number)
    {
        Page page = arena.Allocate();
        page.Release();
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        Console.WriteLine(number + 12);
        Console.WriteLine(number + 13);
        Console.WriteLine(number + 14);
        Console.WriteLine(number + 15);
        Console.WriteLine(number + 16);
        Console.WriteLine(number + 17);
        Console.WriteLine(number + 18);
        Console.WriteLine(number + 19);
        page.Release(); // PGM4002
    }

    public static void TakenInTheMiddleBad(PageArena arena, int number)
    {
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        Page page = arena.Allocate(); // PGM4003
        page.MarkDirty();
        Console.WriteLine(number + 12);
        Console.WriteLine(number + 13);
        Console.WriteLine(number + 14);
        Console.WriteLine(number + 15);
        Console.WriteLine(number + 16);
        Console.WriteLine(number + 17);
        Console.WriteLine(number + 18);
        Console.WriteLine(number + 19);
        Console.WriteLine(number + 20);
        Console.WriteLine(number + 21);
        Console.WriteLine(number + 22);
        Console.WriteLine(number + 23);
    }

    public static void TakenInTheMiddleGood(PageArena arena, int number)
    {
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        Page page = arena.Allocate();
        page.MarkDirty();
        Console.WriteLine(number + 12);
        Console.WriteLine(number + 13);
        Console.WriteLine(number + 14);
        Console.WriteLine(number + 15);
        Console.WriteLine(number + 16);
        Console.WriteLine(number + 17);
        Console.WriteLine(number + 18);
        Console.WriteLine(number + 19);
        Console.WriteLine(number + 20);
        Console.WriteLine(number + 21);
        Console.WriteLine(number + 22);
        Console.WriteLine(number + 23);
        page.Release();
    }

    public static int AskedForWhereTheBlockEndsBad(PageArena arena, int number)
    {
        Page page = arena.Allocate();
        page.Release();
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        return page.Index == number ? 1 : 0; // PGM4001
    }

    public static void ByALocalFunctionFarBehindBad(PageArena arena, int number)
    {
        Page page = arena.Allocate();
        page.Release();
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        Again(); // PGM4002

        void Again() => page.Release();
    }

    public static void InTheNextRoundBad(PageArena arena, int number)
    {
        Page? page = null;
        while (number > 0)
        {
            page?.MarkDirty(); // PGM4001
            number--;
            page = arena.Allocate();
            page.Release();
            Console.WriteLine(number + 0);
            Console.WriteLine(number + 1);
            Console.WriteLine(number + 2);
            Console.WriteLine(number + 3);
            Console.WriteLine(number + 4);
            Console.WriteLine(number + 5);
            Console.WriteLine(number + 6);
            Console.WriteLine(number + 7);
            Console.WriteLine(number + 8);
            Console.WriteLine(number + 9);
            Console.WriteLine(number + 10);
            Console.WriteLine(number + 11);
            Console.WriteLine(number + 12);
            Console.WriteLine(number + 13);
            Console.WriteLine(number + 14);
            Console.WriteLine(number + 15);
            Console.WriteLine(number + 16);
            Console.WriteLine(number + 17);
            Console.WriteLine(number + 18);
            Console.WriteLine(number + 19);
        }
    }

    public static void InTheFirstRoundOnlyGood(PageArena arena, int number)
    {
        Page page = arena.Allocate();
        bool isFirst = true;
        do
        {
            if (isFirst)
                page.Release();
            isFirst = false;
            number--;
            Console.WriteLine(number + 0);
            Console.WriteLine(number + 1);
            Console.WriteLine(number + 2);
            Console.WriteLine(number + 3);
            Console.WriteLine(number + 4);
            Console.WriteLine(number + 5);
            Console.WriteLine(number + 6);
            Console.WriteLine(number + 7);
            Console.WriteLine(number + 8);
            Console.WriteLine(number + 9);
            Console.WriteLine(number + 10);
            Console.WriteLine(number + 11);
            Console.WriteLine(number + 12);
            Console.WriteLine(number + 13);
            Console.WriteLine(number + 14);
            Console.WriteLine(number + 15);
            Console.WriteLine(number + 16);
            Console.WriteLine(number + 17);
            Console.WriteLine(number + 18);
            Console.WriteLine(number + 19);
        }
        while (number > 0);
    }

    public static int ReferenceGivenBackFarBehindGood(Page[] pages, int number)
    {
        pages[0].AddReference();
        number += 1;
        number += 2;
        number += 3;
        number += 4;
        number += 5;
        number += 6;
        number += 7;
        number += 8;
        number += 9;
        number += 10;
        number += 11;
        number += 12;
        pages[0].Release();
        pages[0].MarkDirty();
        return number;
    }

    public static void EachInTheSameVariableGood(PageArena arena, int number)
    {
        Page page = arena.Allocate();
        page.Release();
        Console.WriteLine(number + 0);
        Console.WriteLine(number + 1);
        Console.WriteLine(number + 2);
        Console.WriteLine(number + 3);
        Console.WriteLine(number + 4);
        Console.WriteLine(number + 5);
        Console.WriteLine(number + 6);
        Console.WriteLine(number + 7);
        Console.WriteLine(number + 8);
        Console.WriteLine(number + 9);
        Console.WriteLine(number + 10);
        Console.WriteLine(number + 11);
        page = arena.Allocate();
        page.MarkDirty();
        page.Release();
    }
}
