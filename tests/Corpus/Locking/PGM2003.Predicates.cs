using System;
using System.Collections.Generic;
using System.Threading;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: a predicate of one's own answers alike each time, numbers are compared with several others, and a value that somebody else has a copy of stays as it is.</summary>
public sealed class PGM2003Predicates
{
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

    private static bool Writes(Mode mode) => mode is Mode.Write or Mode.Append;

    private static bool NextWrites(IEnumerator<Mode> modes) => modes.MoveNext() && modes.Current == Mode.Write;

    private static void Log(object? what) => Console.WriteLine(what);

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
