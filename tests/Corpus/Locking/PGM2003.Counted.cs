using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003, PGM2007: a number by which code counts its tries, or what it has begun, tells afterwards whether the lock was taken.</summary>
public static class PGM2003Counted
{
    private const int MostTries = 3;

    public static bool TryAFewTimesGood(Page page)
    {
        int tries = 0;
        while (!page.TryLock() && ++tries < MostTries)
            Thread.Yield();
        if (tries == MostTries)
            return false;
        page.Unlock();
        return true;
    }

    public static bool CountBeforeTryingGood(Page page)
    {
        int tries = 0;
        while (tries++ < MostTries && !page.TryLock())
            Thread.Yield();
        if (tries > MostTries)
            return false;
        page.Unlock();
        return true;
    }

    public static bool TryWhileAnyAreLeftGood(Page page, int left)
    {
        while (!page.TryLock() && left-- > 0)
            Thread.Yield();
        if (left < 0)
            return false;
        page.Unlock();
        return true;
    }

    public static bool TryAtMostGood(Page page, int most)
    {
        int tries = 0;
        do
        {
            if (page.TryLock())
                break;
        }
        while (++tries < most);

        if (tries == most)
            return false;
        page.Unlock();
        return true;
    }

    public static bool TryAtMostBad(Page page, int most)
    {
        int tries = 0;
        while (!page.TryLock() && ++tries < most) // PGM2003
            Thread.Yield();
        if (tries < most)
            return false;
        page.Unlock(); // PGM2002
        return true;
    }

    public static void LockWithTheFirstItemGood(Page page, IEnumerable<byte> items)
    {
        int count = 0;
        foreach (byte item in items)
        {
            if (item == 0)
                continue;
            if (count++ == 0)
                page.Lock();
            page.Span[0] = item;
        }

        if (count > 0)
            page.Unlock();
    }

    public static void WriteInBatchesGood(Page page, IEnumerable<byte> items)
    {
        int inBatch = 0;
        foreach (byte item in items)
        {
            if (inBatch == 0)
                page.Lock();
            page.Span[inBatch] = item;
            if (++inBatch == 64)
            {
                page.Unlock();
                inBatch = 0;
            }
        }

        if (inBatch > 0)
            page.Unlock();
    }

    public static void WriteInBatchesBad(Page page, IEnumerable<byte> items)
    {
        int inBatch = 0;
        foreach (byte item in items)
        {
            if (inBatch == 0)
                page.Lock(); // PGM2003
            page.Span[inBatch] = item;
            if (++inBatch == 64)
            {
                page.Unlock();
                inBatch = 0;
            }
        }

        if (inBatch > 1)
            page.Unlock();
    }

    public static void FlushPendingBytesGood(Page page, Stream stream, byte[] buffer)
    {
        int pending = 0;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if (pending == 0)
                page.Lock();
            pending += read;
            if (pending >= page.Size)
            {
                page.Unlock();
                pending = 0;
            }
        }

        if (pending > 0)
            page.Unlock();
    }

    public static void LockWhileNestedGood(Page page, ReadOnlySpan<byte> tokens)
    {
        int depth = 0;
        foreach (byte token in tokens)
        {
            if (token == '(')
            {
                if (depth++ == 0)
                    page.Lock();
            }
            else if (token == ')')
            {
                if (--depth == 0)
                    page.Unlock();
            }
        }

        if (depth > 0)
            page.Unlock();
    }

    public static void LockInFirstRoundUnlockInLastGood(Page page, List<byte> data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            if (i == 0)
                page.Lock();
            page.Span[i] = data[i];
            if (i + 1 == data.Count)
                page.Unlock();
        }
    }

    public static void LockInFirstRoundUnlockInLastBad(Page page, List<byte> data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            if (i == 0)
                page.Lock(); // PGM2003
            page.Span[i] = data[i];
            if (i + 2 == data.Count)
                page.Unlock();
        }
    }

    public static void UnlockInLastRoundGood(Page page, byte[] data)
    {
        page.Lock();
        for (int i = 0; i < data.Length; i++)
        {
            page.Span[i] = data[i];
            if (i == data.Length - 1)
                page.Unlock();
        }

        if (data.Length == 0)
            page.Unlock();
    }

    public static void SkipAllButTheFirstRoundGood(Page page, int count)
    {
        if (count <= 0)
            return;
        for (int i = 0; i < count; i++)
        {
            page.Span[i] = 0;
            if (i > 0)
                continue;
            page.Lock();
        }

        page.Unlock();
    }
}
