using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003: who asks about the same variables in other words may mean the same; who asks about others, or says the same of another constant, does not.</summary>
public static class PGM2003OtherWords
{
    public static void SumGood(PageArena arena, int offset, int length, int size)
    {
        Page page = arena.Allocate();
        if (offset + length > size)
            page.Lock();
        page.MarkDirty();
        if (length > size - offset)
            page.Unlock();
        page.Release();
    }

    public static void DifferenceGood(PageArena arena, int end, int start)
    {
        Page page = arena.Allocate();
        if (end > start)
            page.Lock();
        page.MarkDirty();
        if (end - start > 0)
            page.Unlock();
        page.Release();
    }

    public static void RemainingGood(PageArena arena, int total, int done)
    {
        Page page = arena.Allocate();
        if (total - done == 0)
            page.Lock();
        page.MarkDirty();
        if (done == total)
            page.Unlock();
        page.Release();
    }

    public static void RemainderGood(PageArena arena, int index)
    {
        Page page = arena.Allocate();
        if (index % 2 == 0)
            page.Lock();
        page.MarkDirty();
        if ((index & 1) == 0)
            page.Unlock();
        page.Release();
    }

    public static void HighBitGood(PageArena arena, byte flags)
    {
        Page page = arena.Allocate();
        if ((flags & 0x80) != 0)
            page.Lock();
        page.MarkDirty();
        if (flags >= 0x80)
            page.Unlock();
        page.Release();
    }

    public static void ByIndexGood(PageArena arena, List<int> indices, int index)
    {
        Page page = arena.Allocate();
        if (indices.Contains(index))
            page.Lock();
        page.MarkDirty();
        if (indices.IndexOf(index) >= 0)
            page.Unlock();
        page.Release();
    }

    public static void ByPredicateGood(PageArena arena, List<int> indices, int index)
    {
        Page page = arena.Allocate();
        if (indices.Contains(index))
            page.Lock();
        page.MarkDirty();
        if (indices.Any(one => one == index))
            page.Unlock();
        page.Release();
    }

    public static void ByAnotherComparerGood(PageArena arena, string name, string other)
    {
        Page page = arena.Allocate();
        if (name == other)
            page.Lock();
        page.MarkDirty();
        if (name.Equals(other, StringComparison.Ordinal))
            page.Unlock();
        page.Release();
    }

    public static void BothGood(PageArena arena, bool isNew, bool isDirty)
    {
        Page page = arena.Allocate();
        if (isNew & isDirty)
            page.Lock();
        page.MarkDirty();
        if (isNew && isDirty)
            page.Unlock();
        page.Release();
    }

    public static void EitherGood(PageArena arena, bool isNew, bool isDirty)
    {
        Page page = arena.Allocate();
        if (isNew | isDirty)
            page.Lock();
        page.MarkDirty();
        if (isNew || isDirty)
            page.Unlock();
        page.Release();
    }

    public static void OneOfBothGood(PageArena arena, bool isNew, bool isDirty)
    {
        Page page = arena.Allocate();
        if (isNew ^ isDirty)
            page.Lock();
        page.MarkDirty();
        if (isNew ? !isDirty : isDirty)
            page.Unlock();
        page.Release();
    }

    public static void LeastGood(PageArena arena, int reads, int writes)
    {
        Page page = arena.Allocate();
        if (Math.Min(reads, writes) > 5)
            page.Lock();
        page.MarkDirty();
        if (reads > 5 && writes > 5)
            page.Unlock();
        page.Release();
    }

    public static void MagnitudeGood(PageArena arena, int delta)
    {
        Page page = arena.Allocate();
        if (Math.Abs(delta) > 5)
            page.Lock();
        page.MarkDirty();
        if (delta > 5 || delta < -5)
            page.Unlock();
        page.Release();
    }

    public static void OrNoneGood(PageArena arena, List<int>? indices)
    {
        Page page = arena.Allocate();
        if ((indices?.Count ?? 0) > 0)
            page.Lock();
        page.MarkDirty();
        if (indices?.Count > 0)
            page.Unlock();
        page.Release();
    }

    public static void WhereThereAreAnyGood(PageArena arena, List<int>? indices)
    {
        Page page = arena.Allocate();
        if (indices != null && indices.Count > 0)
            page.Lock();
        page.MarkDirty();
        if (indices?.Any() == true)
            page.Unlock();
        page.Release();
    }

    public static void WhereThereIsTextGood(PageArena arena, string? name)
    {
        Page page = arena.Allocate();
        if (name is not null && name.Length > 3)
            page.Lock();
        page.MarkDirty();
        if (name?.Length > 3)
            page.Unlock();
        page.Release();
    }

    public static void NumberThatMayBeMissingGood(PageArena arena, int? limit)
    {
        Page page = arena.Allocate();
        if (limit is > 0)
            page.Lock();
        page.MarkDirty();
        if (limit.HasValue && limit.Value > 0)
            page.Unlock();
        page.Release();
    }

    public static void ByTypeGood(PageArena arena, object item)
    {
        Page page = arena.Allocate();
        if (item is string)
            page.Lock();
        page.MarkDirty();
        if (item.GetType() == typeof(string))
            page.Unlock();
        page.Release();
    }

    public static void ByDurationGood(PageArena arena, TimeSpan timeout)
    {
        Page page = arena.Allocate();
        if (timeout > TimeSpan.Zero)
            page.Lock();
        page.MarkDirty();
        if (timeout.Ticks > 0)
            page.Unlock();
        page.Release();
    }

    public static void ByExtensionGood(PageArena arena, string path)
    {
        Page page = arena.Allocate();
        if (path.EndsWith(".gz"))
            page.Lock();
        page.MarkDirty();
        if (Path.GetExtension(path) == ".gz")
            page.Unlock();
        page.Release();
    }

    public static void ByPredicateOfOnesOwnGood(PageArena arena, DayOfWeek day)
    {
        Page page = arena.Allocate();
        if (day is DayOfWeek.Sunday or DayOfWeek.Saturday)
            page.Lock();
        page.MarkDirty();
        if (IsWeekend(day))
            page.Unlock();
        page.Release();
    }

    public static void AllOptionsGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options.IsQuick && options.Depth > 2)
            page.Lock();
        page.MarkDirty();
        if ((options.IsQuick, options.Depth) is (true, > 2))
            page.Unlock();
        page.Release();
    }

    public static void LastGood(PageArena arena, int index, int[] items)
    {
        Page page = arena.Allocate();
        if (index == items.Length - 1)
            page.Lock();
        page.MarkDirty();
        if (index + 1 == items.Length)
            page.Unlock();
        page.Release();
    }

    public static void KeptInVariablesGood(PageArena arena, int reads, int writes)
    {
        Page page = arena.Allocate();
        bool isBusy = Math.Max(reads, writes) > 5;
        if (isBusy)
            page.Lock();
        page.MarkDirty();
        bool wasBusy = reads > 5 || writes > 5;
        if (wasBusy)
            page.Unlock();
        page.Release();
    }

    public static void ReleasedEarlyGood(PageArena arena, int end, int start)
    {
        Page page = arena.Allocate();
        if (end - start <= 0)
            page.Release();
        Console.WriteLine(end);
        if (start >= end)
            return;
        page.MarkDirty();
        page.Release();
    }

    public static void MadeOnDemandGood(PageArena arena, int[] sizes, int size)
    {
        Page? page = null;
        if (Array.IndexOf(sizes, size) != -1)
            page = arena.Allocate();
        Console.WriteLine(size);
        if (sizes.Contains(size))
            page!.Release();
    }

    public static void InAFinallyGood(Page page, int offset, int length, int size)
    {
        if (offset + length <= size)
            page.Lock();
        try
        {
            Console.WriteLine(offset);
        }
        finally
        {
            if (length <= size - offset)
                page.Unlock();
        }
    }

    public static void InEachRoundGood(PageArena arena, int rounds, int end, int start)
    {
        for (int round = 0; round < rounds; round++)
        {
            Page page = arena.Allocate();
            if (end > start)
                page.Lock();
            page.MarkDirty();
            if (end - start > 0)
                page.Unlock();
            page.Release();
        }
    }

    public static void ByCasesGood(Page page, int kind)
    {
        switch (kind)
        {
            case 1 or 3:
                page.Lock();
                break;
        }

        Console.WriteLine(kind);
        if (new[] { 1, 3 }.Contains(kind))
            page.Unlock();
    }

    public static void AboutAnotherVariableBad(Page page, int end, int start, int size)
    {
        if (end > start)
            page.Lock(); // PGM2003
        Console.WriteLine(size);
        if (size - start > 0)
            page.Unlock();
    }

    public static void AboutAnotherMemberBad(Page page, Options options)
    {
        if (options.IsQuick)
            page.Lock(); // PGM2003
        Console.WriteLine(options);
        if (options.Depth > 2)
            page.Unlock();
    }

    public static void OfAnotherConstantBad(Page page, int offset, int length)
    {
        if (offset + length > 4096)
            page.Lock(); // PGM2003
        Console.WriteLine(length);
        if (offset + length > 8192)
            page.Unlock();
    }

    public static void WrittenMeanwhileBad(Page page, int end, int start)
    {
        if (end > start)
            page.Lock(); // PGM2003
        start += 8;
        Console.WriteLine(start);
        if (end - start > 0)
            page.Unlock();
    }

    public static void BehindAWayOutBad(Page page, int end, int start)
    {
        page.Lock(); // PGM2003
        if (end < start)
        {
            page.Unlock();
            return;
        }

        Console.WriteLine(end);
        if (end - start > 4096)
            return;
        page.Unlock();
    }

    public static void NothingDoneBeforeBad(Page page, int end, int start)
    {
        if (end < start)
            Console.WriteLine(end);
        page.Lock(); // PGM2003
        if (end - start > 4096)
            return;
        page.Unlock();
    }

    public static void AskedByALoopBad(Page page, int copies)
    {
        if (copies > 0)
            page.Lock(); // PGM2003
        for (int copy = 0; copy < copies; copy++)
            Console.WriteLine(copy);
        if (copies > 1)
            page.Unlock();
    }

    public static void AskedForNothingBad(Page page, string? name)
    {
        if (name is null)
            page.Lock(); // PGM2003
        Console.WriteLine(name);
        if (name?.Length > 3)
            page.Unlock();
    }

    private static bool IsWeekend(DayOfWeek day) => day is DayOfWeek.Sunday or DayOfWeek.Saturday;

    public sealed class Options
    {
        public bool IsQuick { get; set; }

        public int Depth { get; set; }
    }
}
