using System;
using System.Collections.Generic;
using System.IO;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003, PGM2007: a loop between two branches by one condition changes nothing of that, and whether a loop has a first round is known where the same was asked before.</summary>
public static class PGM2003AroundLoops
{
    public sealed class Job
    {
        public bool IsExclusive { get; set; }

        public bool IsDone { get; set; }

        public List<byte[]> Chunks { get; } = [];
    }

    public static void FillGood(Page page, int count, byte value)
    {
        if (count > 3)
            page.Lock();
        for (int i = 0; i < page.Size; i++)
            page.Span[i] = value;
        if (count > 3)
            page.Unlock();
    }

    public static void WriteJobGood(Page page, Job job)
    {
        if (job.IsExclusive)
            page.Lock();
        foreach (byte[] chunk in job.Chunks)
            chunk.CopyTo(page.Span);
        if (job.IsExclusive)
            page.Unlock();
    }

    public static void WriteListGood(Page page, List<byte[]> chunks, byte[] last)
    {
        if (chunks.Count > 0)
            page.Lock();
        for (int i = 0; i < chunks.Count; i++)
            chunks[i].CopyTo(page.Span);
        if (chunks.Contains(last))
            page.MarkDirty();
        if (chunks.Count > 0)
            page.Unlock();
    }

    public static void WriteStreamGood(Page page, Stream stream, byte[] data)
    {
        if (data.Length > 0)
            page.Lock();
        stream.Write(data, 0, data.Length);
        if (data.Length > 0)
            page.Unlock();
    }

    public static void WaitForJobBad(Page page, Job job)
    {
        if (!job.IsDone)
            page.Lock(); // PGM2003
        while (!job.IsDone)
            System.Threading.Thread.Yield();
        if (!job.IsDone)
            page.Unlock();
    }

    public static void GrowListBad(Page page, List<byte[]> chunks, int count)
    {
        if (chunks.Count == 0)
            page.Lock(); // PGM2003
        for (int i = 0; i < count; i++)
            chunks.Add([]);
        if (chunks.Count == 0)
            page.Unlock();
    }

    public static void LockInFirstRoundGood(Page page, List<byte[]> chunks)
    {
        if (chunks.Count == 0)
            return;
        bool isLocked = false;
        foreach (byte[] chunk in chunks)
        {
            if (!isLocked)
            {
                page.Lock();
                isLocked = true;
            }

            chunk.CopyTo(page.Span);
        }

        page.Unlock();
    }

    public static void LockWhenThereIsAnyGood(Page page, byte[][] chunks)
    {
        bool isFirst = true;
        foreach (byte[] chunk in chunks)
        {
            if (isFirst)
                page.Lock();
            isFirst = false;
            chunk.CopyTo(page.Span);
        }

        if (chunks.Length > 0)
            page.Unlock();
    }

    public static void LockAtFirstIndexGood(Page page, List<byte[]> chunks)
    {
        for (int i = 0; i < chunks.Count; i++)
        {
            if (i == 0)
                page.Lock();
            chunks[i].CopyTo(page.Span);
        }

        if (chunks.Count > 0)
            page.Unlock();
    }

    public static void LockAtFirstIndexBad(Page page, List<byte[]> chunks)
    {
        for (int i = 0; i < chunks.Count; i++)
        {
            if (i == 0)
                page.Lock(); // PGM2003
            chunks[i].CopyTo(page.Span);
        }

        if (chunks.Count > 1)
            page.Unlock();
    }

    public static void ForgetThatItIsLockedBad(Page page, List<byte[]> chunks)
    {
        bool isLocked = false;
        foreach (byte[] chunk in chunks)
        {
            if (!isLocked)
                page.Lock(); // PGM2007
            chunk.CopyTo(page.Span);
        }

        if (chunks.Count > 0)
            page.Unlock();
    }
}
