using System;
using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: one question asked in two ways, and a private helper that tells by its result whether it has left an object locked.</summary>
public static class PGM2003Asked
{
    public static void MirroredGood(Page page, int one, int two)
    {
        if (one < two)
            page.Lock();
        page.MarkDirty();
        if (two > one)
            page.Unlock();
    }

    public static void MirroredBad(Page page, int one, int two)
    {
        if (one < two)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (two < one)
            page.Unlock();
    }

    public static void MirroredOrEqualGood(Page page, int one, int two)
    {
        if (one <= two)
            page.Lock();
        page.MarkDirty();
        if (two >= one)
            page.Unlock();
    }

    public static void MirroredOrEqualBad(Page page, int one, int two)
    {
        if (one <= two)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (two > one)
            page.Unlock();
    }

    public static void NextBoundGood(Page page, int count)
    {
        if (count > 3)
            page.Lock();
        page.MarkDirty();
        if (count >= 4)
            page.Unlock();
    }

    public static void NextBoundBad(Page page, int count)
    {
        if (count > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (count >= 5)
            page.Unlock();
    }

    public static void OppositeOfNextBoundGood(Page page, int count)
    {
        if (count <= 3)
            page.Lock();
        page.MarkDirty();
        if (!(count >= 4))
            page.Unlock();
    }

    public static void ConstantFirstGood(Page page, int count)
    {
        if (3 < count)
            page.Lock();
        page.MarkDirty();
        if (count >= 4)
            page.Unlock();
    }

    public static void EqualEitherWayGood(Page page, object one, object two)
    {
        if (one == two)
            page.Lock();
        page.MarkDirty();
        if (two == one)
            page.Unlock();
    }

    public static void EqualEitherWayBad(Page page, object one, object two)
    {
        if (one == two)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (two != one)
            page.Unlock();
    }

    public static void EmptyGood(Page page, List<int> list)
    {
        if (list.Count == 0)
            page.Lock();
        page.MarkDirty();
        if (!(list.Count > 0))
            page.Unlock();
    }

    public static void EmptyBad(Page page, List<int> list)
    {
        if (list.Count == 0)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (list.Count > 0)
            page.Unlock();
    }

    public static void AtLeastOneGood(Page page, string name)
    {
        if (name.Length != 0)
            page.Lock();
        page.MarkDirty();
        if (name.Length >= 1)
            page.Unlock();
    }

    public static void ByPatternGood(Page page, List<int> list)
    {
        if (list.Count > 3)
            page.Lock();
        page.MarkDirty();
        if (list.Count is > 3)
            page.Unlock();
    }

    public static void ByPatternBad(Page page, List<int> list)
    {
        if (list.Count > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (list.Count is > 4)
            page.Unlock();
    }

    public static void ByConstantPatternGood(Page page, string name)
    {
        if (name.Length is not 3)
            page.Lock();
        page.MarkDirty();
        if (name.Length != 3)
            page.Unlock();
    }

    public static void ExclusiveOrGood(Page page, bool one, bool two)
    {
        if (one ^ two)
            page.Lock();
        page.MarkDirty();
        if (one ^ two)
            page.Unlock();
    }

    public static void ExclusiveOrBad(Page page, bool one, bool two)
    {
        if (one ^ two)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (!(one ^ two))
            page.Unlock();
    }

    public static void OrWithoutShortCircuitGood(Page page, bool one, bool two)
    {
        if (one | two)
            page.Lock();
        page.MarkDirty();
        if (one | two)
            page.Unlock();
    }

    public static void OrWithoutShortCircuitBad(Page page, bool one, bool two)
    {
        if (one | two)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (one & two)
            page.Unlock();
    }

    public static void NullableOrderGood(Page page, int? number)
    {
        if (number < 3)
            page.Lock();
        page.MarkDirty();
        if (number < 3)
            page.Unlock();
    }

    public static void NullableOrderBad(Page page, int? number)
    {
        if (!(number >= 3))
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (number < 3)
            page.Unlock();
    }

    public static void TypeGood(Page page, object value)
    {
        if (value is string)
            page.Lock();
        page.MarkDirty();
        if (value is string text)
        {
            Console.WriteLine(text);
            page.Unlock();
        }
    }

    public static void AnotherTypeBad(Page page, object value)
    {
        if (value is string)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (value is List<string> list)
        {
            Console.WriteLine(list.Count);
            page.Unlock();
        }
    }

    public static void ExclusiveOrInAVariableGood(Page page, bool one, bool two)
    {
        bool differ = one ^ two;
        if (differ)
            page.Lock();
        page.MarkDirty();
        if (one ^ two)
            page.Unlock();
    }

    public static void AskedOfBothGood(Page one, Page two)
    {
        if (!TryEnterBoth(one, two))
            return;
        two.Unlock();
        one.Unlock();
    }

    public static void AskedOfBothAndLeftBad(Page one, Page two)
    {
        if (!TryEnterBoth(one, two)) // PGM2003
            return;
        one.Unlock();
    }

    public static void AskedOfBothAndRetriedGood(Page one, Page two)
    {
        while (!TryEnterBoth(one, two))
            Console.WriteLine(one.Index);
        one.Unlock();
        two.Unlock();
        one.Lock();
        one.Unlock();
    }

    public static void AskedOfBothForgetfullyGood(Page one, Page two, bool quick)
    {
        if (!TryEnterBothForgetfullyBad(one, two, quick))
            return;
        two.Unlock();
        one.Unlock();
    }

    public static bool TryEnterBothForOthersBad(Page one, Page two)
    {
        if (!one.TryLock()) // PGM2003
            return false;
        if (two.TryLock()) // PGM2003
            return true;
        one.Unlock();
        return false;
    }

    private static bool TryEnterBoth(Page one, Page two)
    {
        if (!one.TryLock())
            return false;
        if (two.TryLock())
            return true;
        one.Unlock();
        return false;
    }

    private static bool TryEnterBothForgetfullyBad(Page one, Page two, bool quick)
    {
        if (!one.TryLock()) // PGM2003
            return false;
        if (quick)
            return false;
        if (two.TryLock())
            return true;
        one.Unlock();
        return false;
    }
}
