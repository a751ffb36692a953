using System.Collections.Generic;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002: a loop takes a further reference in each round but the last, to which it gives away the one that it was given.</summary>
public sealed class PGM4002LastRound(List<PagePipe> pipes)
{
    private readonly bool _isShared = pipes.Count > 3;

    public static void LessThanTheLastGood(Page page, PagePipe[] readers)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            if (i < readers.Length - 1)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void NoReferenceTakenBad(Page page, PagePipe[] readers)
    {
        for (int i = 0; i < readers.Length; i++)
            readers[i].Gift(page, 4); // PGM4002
    }

    public static void OneMoreIsLessGood(Page page, PagePipe[] readers)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            if (i + 1 < readers.Length)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void NotLessGood(Page page, PagePipe[] readers)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            if (i >= readers.Length - 1)
            {
                readers[i].Gift(page, 4);
            }
            else
            {
                page.AddReference();
                readers[i].Gift(page, 4);
            }
        }
    }

    public static void DownToZeroGood(Page page, PagePipe[] readers)
    {
        for (int i = readers.Length - 1; i >= 0; i--)
        {
            if (i > 0)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void LastInAVariableGood(Page page, List<PagePipe> readers)
    {
        int last = readers.Count - 1;
        for (int i = 0; i < readers.Count; i++)
        {
            if (i < last)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void AnswerInAVariableGood(Page page, PagePipe[] readers)
    {
        for (int i = 0; i < readers.Length; i++)
        {
            bool isMore = i < readers.Length - 1;
            if (isMore)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void AllocatedGood(PageArena arena, PagePipe[] readers)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        if (readers.Length == 0)
        {
            page.Release();
            return;
        }

        for (int i = 0; i < readers.Length; i++)
        {
            if (i < readers.Length - 1)
                page.AddReference();
            readers[i].Gift(page, 4);
        }
    }

    public static void CountedDownGood(Page page, PagePipe[] readers)
    {
        int left = readers.Length;
        foreach (PagePipe reader in readers)
        {
            if (--left > 0)
                page.AddReference();
            reader.Gift(page, 4);
        }
    }

    public static void CountedUpInAVariableGood(Page page, PagePipe[] readers)
    {
        int round = 0;
        foreach (PagePipe reader in readers)
        {
            bool isLast = ++round == readers.Length;
            if (!isLast)
                page.AddReference();
            reader.Gift(page, 4);
        }
    }

    public static void UntilTheQueueIsEmptyGood(Page page, Queue<PagePipe> readers)
    {
        while (readers.TryDequeue(out PagePipe? reader))
        {
            if (readers.Count > 0)
                page.AddReference();
            reader.Gift(page, 4);
        }
    }

    public void NotTheLastOfTheListGood(Page page)
    {
        foreach (PagePipe pipe in pipes)
        {
            if (!ReferenceEquals(pipe, pipes[^1]))
                page.AddReference();
            pipe.Gift(page, 4);
        }
    }

    public void IfTheyShareItBad(Page page)
    {
        foreach (PagePipe pipe in pipes)
        {
            if (_isShared)
                page.AddReference();
            pipe.Gift(page, 4); // PGM4002
        }
    }

    public static void IfThatReaderIsBusyBad(Page page, PagePipe[] readers)
    {
        foreach (PagePipe reader in readers)
        {
            bool isBusy = reader.Count > 0;
            if (isBusy)
                page.AddReference(); // PGM4001
            reader.Gift(page, 4); // PGM4002
        }
    }

    public static void LeakBesideRoundsBad(PageArena arena, int[] weights)
    {
        Page page = arena.Allocate(); // PGM4003
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                page.AddReference();
                page.Span[0] = 1;
                page.Release();
            }
        }
    }

    public static void LeakOnAnExitBeforeRoundsBad(PageArena arena, List<PagePipe> readers, bool fails)
    {
        Page page = arena.Allocate(); // PGM4003
        page.Span.Clear();
        if (fails)
            return;
        foreach (PagePipe reader in readers)
        {
            if (reader != readers[^1])
                page.AddReference();
            reader.Gift(page, 4);
        }
    }

    public static bool OfferedToEachBad(PageArena arena, PagePipe[] readers)
    {
        Page page = arena.Allocate();
        bool isGiven = false;
        foreach (PagePipe reader in readers)
        {
            if (reader.TryGift(page, 64)) // PGM4002
                isGiven = true;
        }

        if (!isGiven)
            page.Release();
        return isGiven;
    }

    public static bool OfferedUntilOneTakesItGood(PageArena arena, PagePipe[] readers)
    {
        Page page = arena.Allocate();
        foreach (PagePipe reader in readers)
        {
            if (reader.TryGift(page, 64))
                return true;
        }

        page.Release();
        return false;
    }
}
