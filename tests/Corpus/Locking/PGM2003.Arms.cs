using System;
using System.Collections.Generic;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2003: a switch expression throws where no arm fits, but nobody means to go that way; and what a round leaves locked is lost when the next one begins.</summary>
public sealed class PGM2003Arms
{
    private readonly Queue<Page> _queue = new();

    public static int AllPairsGood(Page page, bool first, bool second)
    {
        page.Lock();
        int result = (first, second) switch
        {
            (true, true) => 1,
            (true, false) => 2,
            (false, _) => 3,
        };
        page.Unlock();
        return result;
    }

    public static int ThrowingArmBad(Page page, bool first, bool second)
    {
        page.Lock(); // PGM2003
        int result = (first, second) switch
        {
            (true, true) => 1,
            (true, false) => 2,
            (false, _) => throw new InvalidOperationException(),
        };
        page.Unlock();
        return result;
    }

    public int RoundsBad()
    {
        int done = 0;
        while (_queue.TryDequeue(out Page? page))
        {
            page.Lock(); // PGM2003
            if (page.Mapping is null)
            {
                page.Release();
                continue;
            }

            page.Unlock();
            page.Release();
            done++;
        }

        return done;
    }

    public int RoundsGood()
    {
        int done = 0;
        while (_queue.TryDequeue(out Page? page))
        {
            page.Lock();
            if (page.Mapping is null)
            {
                page.Unlock();
                page.Release();
                continue;
            }

            page.Unlock();
            page.Release();
            done++;
        }

        return done;
    }

    public void RoundsThatLockGood(List<Page> locked)
    {
        while (_queue.TryDequeue(out Page? page))
        {
            page.Lock();
            locked.Add(page);
        }
    }

    public void RoundsLeftToOthersGood()
    {
        while (_queue.TryDequeue(out Page? page))
        {
            page.Lock();
            page.MarkDirty();
        }
    }

    public static void FromTheEndBad(Page[] pages)
    {
        pages[^1].Lock();
        pages[^1].Unlock();
        pages[^1].Unlock(); // PGM2001
    }

    public static void FromTheEndGood(Page[] pages)
    {
        pages[^1].Lock();
        pages[^1].Unlock();
        pages[^2].Unlock();
    }
}
