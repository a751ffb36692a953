using System;
using System.Collections.Generic;
using System.Threading;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: a predicate of one's own answers alike each time, numbers are compared with several others, and a value that somebody else has a copy of stays as it is.</summary>
public sealed class PGM2003Predicates
{
    private readonly HashSet<long> _marked = [];
    private int _limit;

    public static void AskedTwiceGood(Page page, Mode mode)
    {
        if (Writes(mode))
            page.Lock();
        Log(1);
        if (Writes(mode))
            page.Unlock();
    }

    public static void AskedOfAnotherBad(Page page, Mode mode, Mode other)
    {
        if (Writes(mode))
            page.Lock(); // PGM2003
        Log(1);
        if (Writes(other))
            page.Unlock();
    }

    public void AskedTwiceInAFinallyGood(Page page, int count)
    {
        if (NeedsLock(count))
            page.Lock();
        try
        {
            page.MarkDirty();
        }
        finally
        {
            if (NeedsLock(count))
                page.Unlock();
        }
    }

    public void AskedAgainOfAnotherLimitBad(Page page, int count)
    {
        if (NeedsLock(count))
            page.Lock(); // PGM2003
        _limit = count;
        if (NeedsLock(count))
            page.Unlock();
    }

    public static void AskedOfTheNextBad(Page page, IEnumerator<Mode> modes)
    {
        if (NextWrites(modes))
            page.Lock(); // PGM2003
        Log(1);
        if (NextWrites(modes))
            page.Unlock();
    }

    public static void ThreeWaysGood(Page page, Page other)
    {
        int order = page.Index.CompareTo(other.Index);
        if (order < 0)
        {
            page.Lock();
            other.Lock();
        }
        else if (order > 0)
        {
            other.Lock();
            page.Lock();
        }
        else
        {
            page.Lock();
        }

        Log(order);
        if (order != 0)
            other.Unlock();
        page.Unlock();
    }

    public static void ThreeWaysBad(Page page, Page other)
    {
        int order = page.Index.CompareTo(other.Index);
        if (order < 0)
        {
            page.Lock();
            other.Lock(); // PGM2003
        }
        else if (order > 0)
        {
            other.Lock();
            page.Lock();
        }
        else
        {
            page.Lock();
        }

        Log(order);
        if (order > 0)
            other.Unlock();
        page.Unlock();
    }

    public static void RestOfASwitchGood(Page page, int count)
    {
        switch (count)
        {
            case < 0:
                return;
            case 0:
                break;
            default:
                page.Lock();
                break;
        }

        Log(count);
        if (count > 0)
            page.Unlock();
    }

    public static void OfACopyGood(Page page, Options options)
    {
        if (options.IsDeep)
            page.Lock();
        Log(options);
        if (options.IsDeep)
            page.Unlock();
    }

    public static void OfATokenGood(Page page, CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled)
            page.Lock();
        Log(cancellation);
        if (cancellation.CanBeCanceled)
            page.Unlock();
    }

    public static void OfAnAddressGood(Page page, Uri address)
    {
        if (address.IsFile)
            page.Lock();
        Log(address);
        if (address.IsFile)
            page.Unlock();
    }

    public static void OfAnObjectThatMayChangeBad(Page page, List<int> indices)
    {
        if (indices.Count > 3)
            page.Lock(); // PGM2003
        Log(indices);
        if (indices.Count > 3)
            page.Unlock();
    }

    public static void UnlessDefaultGood(Page page, DateTime time)
    {
        if (time == default)
            return;
        page.Lock();
        Log(1);
        if (time != default)
            page.Unlock();
    }

    public static void TwoNamesGood(Page? page)
    {
        if (page is { } locked)
            locked.Lock();
        Log(1);
        if (page is { } unlocked)
            unlocked.Unlock();
    }

    public static void TwoNamesBad(Page? page, Page? other)
    {
        if (page is { } locked)
            locked.Lock(); // PGM2003
        Log(1);
        if (other is { } unlocked)
            unlocked.Unlock();
    }

    public void AskedOfACollectionGood(Page page)
    {
        if (Marked(page))
            page.Lock();
        Log(1);
        if (Marked(page))
            page.Unlock();
    }

    public void AskedByAFunctionOfNumbersGood(Page page, int distance)
    {
        if (Near(distance))
            page.Lock();
        Log(1);
        if (Near(distance))
            page.Unlock();
    }

    public void AskedOfAnotherNumberBad(Page page, int distance, int other)
    {
        if (Near(distance))
            page.Lock(); // PGM2003
        Log(1);
        if (Near(other))
            page.Unlock();
    }

    public static void SumInAVariableGood(Page page, int offset, int length)
    {
        int end = offset + length;
        if (end > 3)
            page.Lock();
        Log(1);
        if (offset + length > 3)
            page.Unlock();
    }

    public void SumOfWhatChangesGood(Page page)
    {
        int next = (_limit + 1) % 8;
        if (next == 3)
            return;
        page.Lock();
        _limit = next;
        if (next != 3)
            page.Unlock();
    }

    public static void SumOfWhatIsReadOnGood(PageArena arena, System.IO.Stream stream)
    {
        long left = stream.Length - stream.Position;
        Page? page = null;
        if (left > 0)
            page = arena.Allocate();
        stream.Flush();
        if (left > 0)
            page!.Release();
    }

    public void SumBeforeAndAfterBad(Page page)
    {
        int before = _limit + 1;
        _limit = 0;
        int after = _limit + 1;
        if (before > 3)
            page.Lock(); // PGM2003
        if (after > 3)
            page.Unlock();
    }

    public static void RangeAndListGood(Page page, int count)
    {
        if (count is >= 1 and <= 3)
            page.Lock();
        Log(1);
        if (count is 1 or 2 or 3)
            page.Unlock();
    }

    public static void RangeAndTooShortAListBad(Page page, int count)
    {
        if (count is >= 1 and <= 3)
            page.Lock(); // PGM2003
        Log(1);
        if (count is 1 or 2)
            page.Unlock();
    }

    public static void ListAndRangeGood(Page page, int count)
    {
        if (count is 1 or 2)
            page.Lock();
        Log(1);
        if (count >= 1 && count <= 2)
            page.Unlock();
    }

    private static bool Near(int distance) => Math.Abs(distance) < 4;

    private static bool Writes(Mode mode) => mode is Mode.Write or Mode.Append;

    private static bool NextWrites(IEnumerator<Mode> modes) => modes.MoveNext() && modes.Current == Mode.Write;

    private static void Log(object? what) => Console.WriteLine(what);

    private bool Marked(Page page) => _marked.Contains(page.Index);

    private bool NeedsLock(int count) => count > _limit && count < 9;

    public enum Mode
    {
        Read,
        Write,
        Append,
    }

    public readonly struct Options(int level)
    {
        public bool IsDeep => level > 3;
    }
}
