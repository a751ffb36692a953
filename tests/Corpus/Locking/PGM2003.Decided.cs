using System;
using System.Collections.Generic;
using System.IO;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2003: a truth that is kept in another variable, a nullable one, and a number or an enum whose bits say which locks are held.</summary>
public static class PGM2003Decided
{
    [Flags]
    private enum Holding
    {
        None = 0,
        One = 1,
        Two = 2,
    }

    public static void CopiedGood(Page page, bool wanted)
    {
        bool locked = wanted;
        if (locked)
            page.Lock();
        page.MarkDirty();
        if (wanted)
            page.Unlock();
    }

    public static void NegatedGood(Page page, bool leave)
    {
        bool locked = !leave;
        if (locked)
            page.Lock();
        page.MarkDirty();
        if (!leave)
            page.Unlock();
    }

    public static void CopiedAndAssignedBad(Page page, bool wanted)
    {
        bool locked = wanted;
        if (locked)
            page.Lock(); // PGM2003
        wanted = page.IsUpToDate;
        if (wanted)
            page.Unlock();
    }

    public static void BothGood(Page page, bool one, bool two)
    {
        bool both = one && two;
        if (both)
            page.Lock();
        page.MarkDirty();
        if (one && two)
            page.Unlock();
    }

    public static void EitherGood(Page page, bool one, bool two)
    {
        bool either = !one || two;
        if (either)
            page.Lock();
        page.MarkDirty();
        if (!one || two)
            page.Unlock();
    }

    public static void WithAComparisonGood(Page page, bool one, int count)
    {
        bool both = one && count > 0;
        if (both)
            page.Lock();
        page.MarkDirty();
        if (one && count > 0)
            page.Unlock();
    }

    public static void BothButAskedForOneBad(Page page, bool one, bool two)
    {
        bool both = one && two;
        if (one)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (both)
            page.Unlock();
    }

    public static void NullableGood(Page page, bool? wanted)
    {
        if (wanted == true)
            page.Lock();
        page.MarkDirty();
        if (wanted is true)
            page.Unlock();
    }

    public static void NullableMayBeNullBad(Page page, bool? wanted)
    {
        if (wanted != true)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (wanted == false)
            page.Unlock();
    }

    public static void NullableNumberGood(Page page, int? number)
    {
        if (number == 3)
            page.Lock();
        page.MarkDirty();
        if (number is 3)
            page.Unlock();
    }

    public static void HasValueGood(Page page, int? number)
    {
        if (number.HasValue)
            page.Lock();
        page.MarkDirty();
        if (number is not null)
            page.Unlock();
    }

    public static void HasValueOfAnotherBad(Page page, int? number, int? other)
    {
        if (number.HasValue)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (other is not null)
            page.Unlock();
    }

    public static void BitsGood(Page one, Page two)
    {
        int locked = 0;
        if (one.TryLock())
            locked |= 1;
        if (two.TryLock())
            locked |= 2;
        if ((locked & 1) != 0)
            one.Unlock();
        if ((locked & 2) != 0)
            two.Unlock();
    }

    public static void WrongBitBad(Page one, Page two)
    {
        int locked = 0;
        if (one.TryLock())
            locked |= 1;
        if (two.TryLock()) // PGM2003
            locked |= 2;
        if ((locked & 1) != 0)
            one.Unlock();
        if ((locked & 4) != 0)
            two.Unlock();
    }

    public static void SumGood(Page one)
    {
        int locked = 0;
        if (one.TryLock())
            locked += 1;
        if (locked == 1)
            one.Unlock();
    }

    public static void EnumBitsGood(Page one, Page two)
    {
        Holding locked = Holding.None;
        if (one.TryLock())
            locked |= Holding.One;
        if (two.TryLock())
            locked |= Holding.Two;
        if ((locked & Holding.Two) == Holding.Two)
        {
            two.Unlock();
            locked &= ~Holding.Two;
        }

        if (locked != 0)
            one.Unlock();
    }

    public static void HasFlagGood(Page one, Page two)
    {
        Holding locked = Holding.None;
        if (one.TryLock())
            locked |= Holding.One;
        if (two.TryLock())
            locked |= Holding.Two;
        if (locked.HasFlag(Holding.Two))
            two.Unlock();
        if (locked.HasFlag(Holding.One))
            one.Unlock();
    }

    public static void HasFlagOfTheOtherBad(Page one, Page two)
    {
        Holding locked = Holding.None;
        if (one.TryLock()) // PGM2003
            locked |= Holding.One;
        if (two.TryLock())
            locked |= Holding.Two;
        if (locked.HasFlag(Holding.Two))
        {
            two.Unlock();
            one.Unlock(); // PGM2002
        }
    }

    public static void CaughtGood(Page page, int kind)
    {
        page.Lock();
        try
        {
            if (kind == 0)
                throw new NotSupportedException();
        }
        catch (NotSupportedException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void CaughtByItsBaseGood(Page page, int kind)
    {
        page.Lock();
        try
        {
            _ = kind switch { 0 => 1, _ => throw new FileNotFoundException() };
        }
        catch (IOException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void CaughtBeyondAFinallyGood(Page page, int kind)
    {
        page.Lock();
        try
        {
            try
            {
                if (kind == 0)
                    throw new NotSupportedException();
            }
            finally
            {
                page.MarkDirty();
            }
        }
        catch (NotSupportedException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void NotCaughtBad(Page page, int kind)
    {
        page.Lock(); // PGM2003
        try
        {
            if (kind == 0)
                throw new NotSupportedException();
        }
        catch (IOException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void CaughtPerhapsBad(Page page, int kind)
    {
        page.Lock(); // PGM2003
        try
        {
            if (kind == 0)
                throw new NotSupportedException();
        }
        catch (NotSupportedException) when (kind > 3)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void CaughtWhereItIsOfThatTypeBad(Page page, int kind, Exception error)
    {
        page.Lock(); // PGM2003
        try
        {
            if (kind == 0)
                throw error;
        }
        catch (NotSupportedException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void AnothersHandlerGood(Page page, int kind)
    {
        page.Lock();
        try
        {
            if (kind == 0)
            {
                page.Unlock();
                throw new NotSupportedException("none");
            }
        }
        catch (IOException)
        {
            page.Unlock();
            return;
        }

        page.Unlock();
    }

    public static void ThrownOnGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            try
            {
                stream.Flush();
            }
            catch (IOException)
            {
                page.MarkError();
                throw;
            }
        }
        catch (IOException)
        {
            page.MarkDirty();
        }

        page.Unlock();
    }

    public static void OwnHandlerTwiceBad(Page page, int kind)
    {
        page.Lock();
        try
        {
            if (kind == 0)
            {
                page.Unlock();
                throw new NotSupportedException("none");
            }
        }
        catch (NotSupportedException)
        {
            page.Unlock(); // PGM2001
            return;
        }

        page.Unlock();
    }

    public static void KeptHasValueGood(Page page, int? number)
    {
        bool isKnown = number.HasValue;
        if (isKnown)
            page.Lock();
        page.MarkDirty();
        if (number is not null)
            page.Unlock();
    }

    public static void KeptHasValueBad(Page page, int? number)
    {
        bool isKnown = number.HasValue;
        if (isKnown)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (number is null)
            page.Unlock();
    }

    public static void KeptSamenessGood(Page page, Page other)
    {
        page.Lock();
        bool isSame = ReferenceEquals(page, other);
        if (isSame)
            other.Unlock();
        else
            page.Unlock();
    }

    public static void KeptDifferenceGood(Page page, IEnumerable<bool> wishes)
    {
        bool isLocked = false;
        foreach (bool wish in wishes)
        {
            bool isSettled = wish == isLocked;
            if (isSettled)
                continue;
            if (wish)
                page.Lock();
            else
                page.Unlock();
            isLocked = wish;
        }

        if (isLocked)
            page.Unlock();
    }

    public static void KeptMemberGood(Page page, DayOfWeek day)
    {
        bool isFree = !(day is DayOfWeek.Sunday);
        if (!isFree)
            page.Lock();
        page.MarkDirty();
        switch (day)
        {
            case DayOfWeek.Sunday:
                page.Unlock();
                break;
            default:
                page.MarkError();
                break;
        }
    }

    public static void KeptMemberBad(Page page, DayOfWeek day)
    {
        bool isFree = day is DayOfWeek.Sunday;
        if (!isFree)
            page.Lock(); // PGM2003
        page.MarkDirty();
        switch (day)
        {
            case DayOfWeek.Monday:
                page.Unlock();
                break;
            default:
                page.MarkError();
                break;
        }
    }
}
