using System;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003: a variable that says which step comes next is still known when a counter beside it is not.</summary>
public static class PGM2003Steps
{
    private enum Next
    {
        Take,
        Change,
        Give,
        Nothing,
    }

    public static void WithACounterGood(Page page)
    {
        Next next = Next.Take;
        int refused = 0;
        while (next != Next.Nothing)
        {
            switch (next)
            {
                case Next.Take:
                    if (page.TryLock())
                        next = Next.Change;
                    else if (++refused > 20)
                        next = Next.Nothing;
                    break;
                case Next.Change:
                    page.MarkDirty();
                    next = Next.Give;
                    break;
                case Next.Give:
                    page.Unlock();
                    next = Next.Nothing;
                    break;
            }
        }
    }

    public static void WithACounterBad(Page page)
    {
        Next next = Next.Take;
        int refused = 0;
        while (next != Next.Nothing)
        {
            switch (next)
            {
                case Next.Take:
                    if (page.TryLock()) // PGM2003
                        next = Next.Change;
                    else if (++refused > 20)
                        next = Next.Give;
                    break;
                case Next.Change:
                    page.MarkDirty();
                    next = page.MapCount > 0 ? Next.Nothing : Next.Give;
                    break;
                case Next.Give:
                    page.Unlock(); // PGM2002
                    next = Next.Nothing;
                    break;
            }
        }
    }

    public static bool AlternatelyGood(Page page, int[] commands)
    {
        bool isHeld = false;
        int done = 0;
        foreach (int command in commands)
        {
            if (command == 1 && !isHeld)
            {
                page.Lock();
                isHeld = true;
            }
            else if (command == 2 && isHeld)
            {
                page.Unlock();
                isHeld = false;
            }

            done++;
        }

        if (isHeld)
            page.Unlock();
        return done > 0;
    }
}
