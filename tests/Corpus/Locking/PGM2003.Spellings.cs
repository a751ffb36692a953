using System;
using System.Collections.Generic;
using System.Linq;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: the lock is taken and given back under one condition, in whichever words it is asked.</summary>
public static class PGM2003Spellings
{
    [Flags]
    public enum Access
    {
        None = 0,
        Exclusive = 1,
        Durable = 2,
        Both = 3,
    }

    public sealed class Batch
    {
        public List<byte[]> Chunks { get; } = [];

        public Access Access { get; set; }

        public bool IsExclusive { get; set; }
    }

    public static void CopySpanGood(Page page, ReadOnlySpan<byte> data)
    {
        if (data.Length > 0)
            page.Lock();
        data.CopyTo(page.Span);
        if (!data.IsEmpty)
            page.Unlock();
    }

    public static void CopyMemoryGood(Page page, ReadOnlyMemory<byte> data)
    {
        bool hasData = !data.IsEmpty;
        if (hasData)
            page.Lock();
        data.Span.CopyTo(page.Span);
        if (data.Length != 0)
            page.Unlock();
    }

    public static void CopyCountedBytesGood(Page page, ReadOnlySpan<byte> data)
    {
        int length = data.Length;
        if (length == 0)
            return;
        page.Lock();
        data.CopyTo(page.Span);
        if (!data.IsEmpty)
            page.Unlock();
    }

    public static void CopySpanBad(Page page, ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
            page.Lock(); // PGM2003
        if (data.Length > 1)
            page.Unlock();
    }

    public static void CopyListGood(Page page, List<byte[]> chunks)
    {
        if (chunks.Count > 0)
            page.Lock();
        foreach (byte[] chunk in chunks)
            chunk.CopyTo(page.Span);
        if (chunks.Any())
            page.Unlock();
    }

    public static void CopyMatchedListGood(Page page, List<byte[]>? chunks)
    {
        if (chunks is { Count: > 0 })
            page.Lock();
        if (chunks is not (null or []))
            page.Unlock();
    }

    public static void CopyBatchGood(Page page, Batch batch)
    {
        if (batch.Chunks.Count == 0)
            return;
        page.Lock();
        if (batch.Chunks.Any())
            page.Unlock();
    }

    public static void CopyClearedListBad(Page page, List<byte[]> chunks)
    {
        if (chunks.Count > 0)
            page.Lock(); // PGM2003
        chunks.Clear();
        if (chunks.Any())
            page.Unlock();
    }

    public static void LockExclusivelyGood(Page page, Access access)
    {
        if (access.HasFlag(Access.Exclusive))
            page.Lock();
        page.MarkDirty();
        if ((access & Access.Exclusive) != 0)
            page.Unlock();
    }

    public static void LockForBatchGood(Page page, Batch batch)
    {
        if ((batch.Access & Access.Exclusive) == Access.Exclusive)
            page.Lock();
        if ((Access.Exclusive & batch.Access) != Access.None)
            page.Unlock();
    }

    public static void LockForEitherBad(Page page, Access access)
    {
        if ((access & Access.Both) != 0)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (access.HasFlag(Access.Both))
            page.Unlock();
    }

    public static void LockNamedGood(Page page, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            page.Lock();
        if (name is not (null or ""))
            page.Unlock();
    }

    public static void LockNamedLongGood(Page page, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            page.Lock();
        if (name != null && name.Length > 0)
            page.Unlock();
    }

    public static void LockUnnamedGood(Page page, string name)
    {
        if (name == string.Empty)
            page.Lock();
        if (name.Length == 0)
            page.Unlock();
    }

    public static void LockNamedBad(Page page, string? name)
    {
        if (name is not null)
            page.Lock(); // PGM2003
        if (!string.IsNullOrEmpty(name))
            page.Unlock();
    }

    public static void LockByKindGood(Page page, ReadOnlySpan<byte> header)
    {
        byte kind = header[0];
        if (kind == 'L')
            page.Lock();
        switch (kind)
        {
            case 0x4C:
                page.Unlock();
                break;
        }
    }

    public static void LockByOffsetGood(Page page, long offset)
    {
        if (offset > 0)
            page.Lock();
        if (offset >= 1)
            page.Unlock();
    }

    public static void LockLimitedGood(Page page, int? limit, byte[]? data)
    {
        if (limit.HasValue && data is { } bytes)
        {
            page.Lock();
            bytes.CopyTo(page.Span);
        }

        if (limit is not null && data != null)
            page.Unlock();
    }
}
