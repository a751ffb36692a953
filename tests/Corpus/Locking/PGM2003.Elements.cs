using System;
using System.IO;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: a page is locked by what an element says, and the element is asked again.</summary>
public sealed class PGM2003Elements
{
    private readonly bool[] _isShared = new bool[8];

    public static void AskedAgainGood(Page page, bool[] isShared, int slot)
    {
        if (isShared[slot])
            page.Lock();
        page.MarkDirty();
        if (isShared[slot])
            page.Unlock();
    }

    public static void WrittenInBetweenBad(Page page, bool[] isShared, int slot)
    {
        if (isShared[slot])
            page.Lock(); // PGM2003
        isShared[slot] = false;
        if (isShared[slot])
            page.Unlock();
    }

    public static void AnotherWrittenInBetweenGood(Page page, bool[] isShared, int slot, int other)
    {
        if (isShared[slot])
            page.Lock();
        isShared[other] = false;
        if (isShared[slot])
            page.Unlock();
    }

    public static void OfAnotherArrayWrittenInBetweenGood(Page page, byte[] header)
    {
        if (header[0] > 3)
            page.Lock();
        try
        {
            page.Span[0] = header[1];
        }
        finally
        {
            if (header[0] > 3)
                page.Unlock();
        }
    }

    public static void WrittenOutInBetweenGood(Page page, byte[] header, Stream stream)
    {
        if (header[0] > 3)
            page.Lock();
        stream.Write(header, 0, 3);
        if (header[0] > 3)
            page.Unlock();
    }

    public static void LockedOnceGood(Page page, bool[] isHeld, int slot)
    {
        if (isHeld[slot])
            return;
        page.Lock();
        isHeld[slot] = true;
        page.MarkDirty();
        if (isHeld[slot])
            page.Unlock();
    }

    public static void LockedOnceBad(Page page, bool[] isHeld, int slot)
    {
        if (isHeld[slot])
            return;
        page.Lock(); // PGM2003
        isHeld[slot] = false;
        page.MarkDirty();
        if (isHeld[slot])
            page.Unlock();
    }

    public static void HandedOutInBetweenBad(Page page, bool[] isShared, int slot)
    {
        if (isShared[slot])
            page.Lock(); // PGM2003
        Flip(ref isShared[slot]);
        if (isShared[slot])
            page.Unlock();
    }

    public static void EachAskedTwiceGood(Page page, bool[] isShared)
    {
        for (int i = 0; i < isShared.Length; i++)
        {
            if (isShared[i])
                page.Lock();
            page.MarkDirty();
            if (isShared[i])
                page.Unlock();
        }
    }

    public static void LeftInALaterRoundBad(Page page, bool[] isShared)
    {
        for (int i = 0; i < isShared.Length; i++)
        {
            if (isShared[i])
                page.Lock(); // PGM2003
            if (i > 3)
                return;
            if (isShared[i])
                page.Unlock();
        }
    }

    public static void OfATableGood(Page page, bool[,] isShared, int row, int column)
    {
        if (isShared[row, column])
            page.Lock();
        page.MarkDirty();
        if (isShared[row, column])
            page.Unlock();
    }

    public static void NumberGood(Page page, int[] readers, int slot)
    {
        if (readers[slot] > 0)
            page.Lock();
        page.MarkDirty();
        if (readers[slot] > 0)
            page.Unlock();
    }

    public static void CountedDownBad(Page page, int[] readers, int slot)
    {
        if (readers[slot] > 0)
            page.Lock(); // PGM2003
        readers[slot]--;
        if (readers[slot] > 0)
            page.Unlock();
    }

    public static void RememberedAndCountedDownGood(Page page, int[] readers, int slot)
    {
        bool isRead = readers[slot] > 0;
        if (isRead)
            page.Lock();
        readers[slot]--;
        if (isRead)
            page.Unlock();
    }

    public static void WaitedForGood(Page page, bool[] isDone)
    {
        while (true)
        {
            page.Lock();
            if (isDone[0])
            {
                page.Unlock();
                return;
            }

            page.Unlock();
            if (isDone[0])
                return;
        }
    }

    public void OwnElementGood(Page page, int slot)
    {
        if (_isShared[slot])
            page.Lock();
        page.MarkDirty();
        if (_isShared[slot])
            page.Unlock();
    }

    private static void Flip(ref bool truth) => truth = !truth;
}
