using System;
using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002, PGM2007: a loop that counts comes by each number once, and not by its bound's after the last.</summary>
public static class PGM4002Rounds
{
    public static void InOneRoundGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i == 30)
                page.Release();
        }
    }

    public static void InOneRoundOfTheFirstPassGood(Page page, int count)
    {
        for (int pass = 0; pass < 1; pass++)
        {
            for (int i = 0; i < count; i++)
            {
                if (i == 30)
                    page.Release();
            }
        }
    }

    public static void InOneRoundOfEachPassBad(Page page, int count)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < count; i++)
            {
                if (i == 30)
                    page.Release(); // PGM4002
            }
        }
    }

    public static void InOneRoundNegatedGood(Page page, int count, int which)
    {
        for (int i = 0; i < count; i++)
        {
            if (i != which)
                continue;
            page.Release();
        }
    }

    public static void InOneRoundByPatternGood(Page page, int count)
    {
        int i = 0;
        while (i < count)
        {
            if (i is 7)
                page.Release();
            i += 1;
        }
    }

    public static void InTheLastRoundGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Span[i] = 0;
            if (i == count - 1)
                page.Release();
        }
    }

    public static void InTheLastRoundOfAnArrayGood(Page page, byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; ++i)
        {
            page.Span[i] = bytes[i];
            if (i + 1 == bytes.Length)
                page.Release();
        }
    }

    public static void InTheLastRoundDownwardsGood(Page page, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            page.Span[i] = 0;
            if (i == 0)
                page.Release();
        }
    }

    public static void InTheLastRoundToTheBoundGood(Page page)
    {
        for (int i = 1; i <= 1000; i++)
        {
            page.Span[i] = 0;
            if (i == 1000)
                page.Release();
        }
    }

    public static void KeptInAVariableGood(Page page, List<int> places)
    {
        for (int i = 0; i < places.Count; i++)
        {
            bool isLast = i == places.Count - 1;
            page.Span[places[i]] = 0;
            if (isLast)
                page.Release();
        }
    }

    public static void InTheFirstRoundGood(Page page, int count)
    {
        int round = 0;
        do
        {
            if (round == 0)
                page.Lock();
            page.Span[round] = 0;
            round++;
        }
        while (round < count);
        page.Unlock();
    }

    public static void InEveryRoundThatMatchesBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 4 == 3)
                page.Release(); // PGM4002
        }
    }

    public static void NumberGoesOnBad(Page page, int count, int which)
    {
        for (int i = 0; i < count; i++)
        {
            if (i == which)
            {
                page.Release(); // PGM4002
                which += 4;
            }
        }
    }

    public static void CountedAnewBad(Page page, int rounds, int count)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < count; i++)
            {
                if (i == 30)
                    page.Release(); // PGM4002
            }
        }
    }

    public static void CountedBothWaysBad(Page page, int count, Func<bool> back)
    {
        for (int i = 0; i < count; i++)
        {
            if (i == 30)
                page.Release(); // PGM4002
            if (back())
                i -= 2;
        }
    }

    public static void UsedInTheSameRoundBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i == count - 1)
                page.Release();
            page.Span[i] = 0; // PGM4001
        }
    }

    public static void NotTheLastRoundBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Span[i] = 0; // PGM4001
            if (i == count - 2)
                page.Release();
        }
    }

    public static void NotTheLastRoundDownwardsBad(Page page, int count)
    {
        for (int i = count; i >= 0; i--)
        {
            page.Span[i] = 0; // PGM4001
            if (i == 1)
                page.Release();
        }
    }

    public static void OneRoundTooManyBad(Page page, int count)
    {
        for (int i = 0; i <= count; i++)
        {
            page.Span[i] = 0; // PGM4001
            if (i == count - 1)
                page.Release();
        }
    }

    public static void OppositeKeptInAVariableGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bool isOther = !(i == 3);
            if (!isOther)
                page.Release();
        }
    }

    public static void FirstRoundKeptInAVariableGood(Page page, int count)
    {
        int round = 0;
        do
        {
            bool isFirst = round == 0;
            if (isFirst)
                page.Lock();
            page.Span[round] = 0;
            round++;
        }
        while (round < count);
        page.Unlock();
    }

    public static void FirstRoundByASwitchGood(Page page, int count)
    {
        int round = 0;
        do
        {
            switch (round == 0)
            {
                case true:
                    page.Lock();
                    break;
                default:
                    page.MarkDirty();
                    break;
            }

            round++;
        }
        while (round < count);
        page.Unlock();
    }

    public static void InOneRoundByALabelGood(Page page, int count)
    {
        int i = 0;
    again:
        if (i < count)
        {
            if (i is 7)
                page.Release();
            i += 1;
            goto again;
        }
    }

    public static void InEachRoundByALabelBad(Page page, int count)
    {
        int i = 0;
    again:
        if (i < count)
        {
            page.Release(); // PGM4002
            i += 1;
            goto again;
        }
    }
}
