using System;
using System.Threading;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003: a loop's counter, asked when the loop is over, tells whether the loop ended early.</summary>
public static class PGM2003Counters
{
    public static bool AtItsBoundGood(Page page, int attempts)
    {
        int attempt = 0;
        for (; attempt < attempts; attempt++)
        {
            if (page.TryLock())
                break;
        }

        if (attempt == attempts)
            return false;
        page.Unlock();
        return true;
    }

    public static int AtItsBoundInEachRoundGood(Page[] pages, int attempts)
    {
        int locked = 0;
        foreach (Page page in pages)
        {
            int attempt = 0;
            for (; attempt < attempts; attempt++)
            {
                if (page.TryLock())
                    break;
            }

            if (attempt == attempts)
                continue;
            locked++;
            page.Unlock();
        }

        return locked;
    }

    public static int AtItsBoundInEachRoundBad(Page page, int attempts, int rounds)
    {
        int locked = 0;
        for (int round = 0; round < rounds; round++)
        {
            int attempt = 0;
            for (; attempt < attempts; attempt++)
            {
                if (page.TryLock()) // PGM2003
                    break;
            }

            if (attempt == attempts)
                return locked;
            locked++;
            if (locked > 1)
                page.Unlock();
        }

        return locked;
    }

    public static bool AtItsBoundBad(Page page, int attempts)
    {
        int attempt = 0;
        for (; attempt < attempts; attempt++)
        {
            if (page.TryLock())
                break;
        }

        if (attempt == attempts)
            Console.WriteLine("the page stays locked");
        page.Unlock(); // PGM2002
        return true;
    }

    public static bool BoundOnTheLeftGood(Page page, int attempts)
    {
        int attempt = 0;
        while (attempts > attempt && !page.TryLock())
            attempt++;
        if (attempts == attempt)
            return false;
        page.Unlock();
        return true;
    }

    public static bool ConstantBoundGood(Page page)
    {
        int attempt;
        for (attempt = 0; attempt < 50; ++attempt)
        {
            if (page.TryLock())
                break;
            Thread.Yield();
        }

        if (attempt == 50)
            return false;
        page.Unlock();
        return true;
    }

    public static int ConstantBoundInEachRoundGood(Page[] pages)
    {
        int locked = 0;
        foreach (Page page in pages)
        {
            int attempt;
            for (attempt = 0; attempt < 50; ++attempt)
            {
                if (page.TryLock())
                    break;
            }

            if (attempt == 50)
                continue;
            locked++;
            page.Unlock();
        }

        return locked;
    }

    public static bool ConstantBoundInABlockThatIsLeftByBreakGood(Page page)
    {
        int attempt;
        do
        {
            for (attempt = 0; attempt < 50; ++attempt)
            {
                if (page.TryLock())
                    break;
            }

            if (attempt == 50)
                break;
            page.Unlock();
        }
        while (false);
        return attempt < 50;
    }

    public static bool ConstantBoundInABlockThatIsLeftByBreakBad(Page page)
    {
        int attempt;
        do
        {
            for (attempt = 0; attempt < 50; ++attempt)
            {
                if (page.TryLock()) // PGM2003
                    break;
            }

            if (attempt == 50 || page.MapCount > 0)
                break;
            page.Unlock();
        }
        while (false);
        return attempt < 50;
    }

    public static bool ConstantBoundBad(Page page)
    {
        int attempt;
        for (attempt = 0; attempt < 50; ++attempt)
        {
            if (page.TryLock()) // PGM2003
                break;
            Thread.Yield();
        }

        if (attempt != 50)
            return true;
        page.Unlock(); // PGM2002
        return false;
    }

    public static bool UnlessAtItsBoundGood(Page page, int attempts)
    {
        int attempt = 0;
        for (; attempt != attempts; attempt++)
        {
            if (page.TryLock())
                break;
        }

        if (attempt >= attempts)
            return false;
        page.Unlock();
        return true;
    }

    public static bool CountedDownGood(Page page, int left)
    {
        while (left > 0)
        {
            if (page.TryLock())
                break;
            left--;
        }

        if (left == 0)
            return false;
        page.Unlock();
        return true;
    }

    public static bool CountedDownBad(Page page, int left)
    {
        while (left > 0)
        {
            if (page.TryLock()) // PGM2003
                break;
            left--;
        }

        if (left != 0)
            return false;
        page.Unlock(); // PGM2002
        return true;
    }

    public static void AskedWhileItCountsGood(Page page, int rounds, int first)
    {
        for (int round = 0; round < rounds; round++)
        {
            if (round == first)
                page.Lock();
            page.MarkDirty();
            if (round == first)
                page.Unlock();
        }
    }

    public static int FromOneGood(Page page, int rounds)
    {
        int sum = 0;
        for (int round = 1; round <= rounds; round++)
        {
            if (round == 1)
                page.Lock();
            sum += page.Span[round];
            if (round == rounds)
                page.Unlock();
        }

        return sum;
    }

    public static int FromOneInVariablesGood(Page page, int rounds)
    {
        int sum = 0;
        for (int round = 1; round <= rounds; round++)
        {
            bool isFirst = round == 1;
            bool isLast = round == rounds;
            if (isFirst)
                page.Lock();
            sum += page.Span[round];
            if (!isLast)
                continue;
            page.Unlock();
        }

        return sum;
    }

    public static int FromOneByAWhileGood(Page page, int rounds)
    {
        int sum = 0;
        int round = 1;
        while (round <= rounds)
        {
            if (round == 1)
                page.Lock();
            sum += page.Span[round];
            if (round == rounds)
                page.Unlock();
            round++;
        }

        return sum;
    }

    public static int UpToAConstantGood(Page page)
    {
        int sum = 0;
        for (int round = 0; round < 8; round++)
        {
            if (round == 0)
                page.Lock();
            sum += page.Span[round];
            if (round == 7)
                page.Unlock();
        }

        return sum;
    }

    public static int FromOneButNotToTheLastBad(Page page, int rounds)
    {
        int sum = 0;
        for (int round = 1; round <= rounds; round++)
        {
            if (round == 1)
                page.Lock(); // PGM2003
            sum += page.Span[round];
            if (round == rounds - 1)
                page.Unlock();
        }

        return sum;
    }

    public static int FromOneEachTimeBad(Page page, int rounds)
    {
        int sum = 0;
        for (int round = 1; round <= rounds; round++)
        {
            if (round >= 1)
                page.Lock(); // PGM2007
            sum += page.Span[round];
            if (round == rounds)
                page.Unlock();
        }

        return sum;
    }

    public static int UpToAConstantButNotToTheLastBad(Page page)
    {
        int sum = 0;
        for (int round = 0; round < 8; round++)
        {
            if (round == 0)
                page.Lock(); // PGM2003
            sum += page.Span[round];
            if (round == 8)
                page.Unlock();
        }

        return sum;
    }
}
