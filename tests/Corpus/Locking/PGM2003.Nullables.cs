using System;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: a page is locked by how a number compares that may be missing, and that is asked again in other words.</summary>
public static class PGM2003Nullables
{
    public static void ValueOfWhatIsThereGood(Page page, int? limit)
    {
        if (limit > 3)
            page.Lock();
        page.MarkDirty();
        if (limit.HasValue && limit.Value > 3)
            page.Unlock();
    }

    public static void NamedByAPatternGood(Page page, int? limit)
    {
        if (limit > 3)
            page.Lock();
        page.MarkDirty();
        if (limit is { } most && most > 3)
            page.Unlock();
    }

    public static void AnotherNumberBad(Page page, int? limit)
    {
        if (limit > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (limit is { } most && most > 5)
            page.Unlock();
    }

    public static void LimitOnTheRightGood(Page page, int? limit, int size)
    {
        if (size > limit)
            page.Lock();
        page.MarkDirty();
        if (limit is not null && size > limit.Value)
            page.Unlock();
    }

    public static void OnlyWhereThereIsALimitGood(Page page, int? limit, int size)
    {
        if (size > limit)
            page.Lock();
        page.MarkDirty();
        if (limit is null)
            return;
        if (size > limit)
            page.Unlock();
    }

    public static void OppositeGood(Page page, int? limit, int size)
    {
        if (size > limit)
            page.Lock();
        page.MarkDirty();
        if (limit is null || size <= limit)
            return;
        page.Unlock();
    }

    public static void OppositeOfNothingBad(Page page, int? limit, int size)
    {
        if (!(size < limit))
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (size >= limit)
            page.Unlock();
    }

    public static void OppositeOfSomethingGood(Page page, int? limit, int size)
    {
        if (limit is null)
            return;
        if (!(size < limit))
            page.Lock();
        page.MarkDirty();
        if (size >= limit)
            page.Unlock();
    }

    public static void BetweenTwoGood(Page page, int? least, int? most, int size)
    {
        if (size >= least && size <= most)
            page.Lock();
        page.MarkDirty();
        if (least <= size && most >= size)
            page.Unlock();
    }

    public static void TimeGood(Page page, DateTime? until, DateTime now)
    {
        if (until > now)
            page.Lock();
        page.MarkDirty();
        if (until is not null && until.Value > now)
            page.Unlock();
    }

    public static void SpanOfTimeGood(Page page, TimeSpan? limit, TimeSpan taken)
    {
        if (limit is { } most && taken > most)
            page.Lock();
        page.MarkDirty();
        if (taken > limit)
            page.Unlock();
    }

    public static void ElementGood(Page page, int?[] limits, int slot)
    {
        if (limits[slot] > 3)
            page.Lock();
        page.MarkDirty();
        if (limits[slot] is > 3)
            page.Unlock();
    }

    public static void LimitChangedBad(Page page, int? limit)
    {
        if (limit > 3)
            page.Lock(); // PGM2003
        limit = null;
        if (limit is > 3)
            page.Unlock();
    }
}
