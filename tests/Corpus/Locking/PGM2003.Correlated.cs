using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2003: the condition under which a lock is taken is the one under which it is given back.</summary>
public class PGM2003Correlated
{
    private bool _locked;

    public static void ConditionOfAnotherRoundBad(Page page, Stream stream)
    {
        while (true)
        {
            if (stream.CanRead)
                return;
            page.Lock(); // PGM2003 PGM2007
            if (!stream.CanRead)
                Console.WriteLine("closed");
        }
    }

    public static void ConditionThatACallChangesBad(Page page, Stream stream)
    {
        if (stream.CanRead)
            page.Lock(); // PGM2003
        stream.Close();
        if (stream.CanRead)
            page.Unlock();
    }

    public static void InnerCatchOfEverythingGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            try
            {
                stream.Flush();
            }
            catch
            {
            }
        }
        catch (IOException)
        {
            return;
        }

        page.Unlock();
    }

    public static void PerhapsTheOtherGood(Page page, Page other, int kind)
    {
        Page chosen = other;
        string weight = "";
        switch (kind)
        {
            case 0: weight = "1"; break;
            case 1: weight = "2"; break;
            case 2: weight = "3"; break;
            case 3: weight = "4"; break;
            case 4: weight = "5"; break;
            case 5: weight = "6"; break;
            case 6: weight = "7"; break;
            default: chosen = page; break;
        }

        Console.WriteLine(weight);
        page.Lock();
        chosen.Unlock();
    }

    public static void CountGood(Page page, List<int> list)
    {
        if (list.Count > 0)
            page.Lock();
        Console.WriteLine(page.Size);
        if (list.Count > 0)
            page.Unlock();
    }

    public static void ArrayLengthGood(Page page, int[] array)
    {
        if (array.Length > 0)
            page.Lock();
        Console.WriteLine(page.Size);
        if (array.Length > 0)
            page.Unlock();
    }

    public static void TypePatternGood(Page page, object? item)
    {
        if (item is string)
            page.Lock();
        Console.WriteLine(page.Size);
        if (item is string)
            page.Unlock();
    }

    public static void AlternativesPatternGood(Page page, ConfirmResult result)
    {
        if (result is ConfirmResult.Good or ConfirmResult.Truncated)
            page.Lock();
        Console.WriteLine(page.Size);
        if (result is ConfirmResult.Good or ConfirmResult.Truncated)
            page.Unlock();
    }

    public static void MaskedFlagsGood(Page page, PipeBufferFlags flags)
    {
        if ((flags & PipeBufferFlags.Lru) != 0)
            page.Lock();
        Console.WriteLine(page.Size);
        if ((flags & PipeBufferFlags.Lru) != 0)
            page.Unlock();
    }

    public static void HasFlagGood(Page page, PipeBufferFlags flags)
    {
        if (flags.HasFlag(PipeBufferFlags.Lru))
            page.Lock();
        Console.WriteLine(page.Size);
        if (flags.HasFlag(PipeBufferFlags.Lru))
            page.Unlock();
    }

    public static void IsNullOrEmptyGood(Page page, string? name)
    {
        if (!string.IsNullOrEmpty(name))
            page.Lock();
        Console.WriteLine(page.Size);
        if (!string.IsNullOrEmpty(name))
            page.Unlock();
    }

    public static void SwitchedTwiceGood(Page page, int mode)
    {
        switch (mode)
        {
            case 1:
                page.Lock();
                break;
        }

        Console.WriteLine(page.Size);
        switch (mode)
        {
            case 1:
                page.Unlock();
                break;
        }
    }

    public static void ConjunctionGood(Page page, bool first, bool second)
    {
        if (first && second)
            page.Lock();
        Console.WriteLine(page.Size);
        if (first && second)
            page.Unlock();
    }

    public static void DisjunctionGood(Page page, bool first, bool second)
    {
        if (first || second)
            page.Lock();
        Console.WriteLine(page.Size);
        if (first || second)
            page.Unlock();
    }

    public static void DisjunctionBad(Page page, bool first, bool second)
    {
        if (first || second)
            page.Lock(); // PGM2003
        Console.WriteLine(page.Size);
        if (first)
            page.Unlock();
    }

    public static void NullableConditionGood(Page page, bool? flag)
    {
        if (flag == true)
            page.Lock();
        Console.WriteLine(page.Size);
        if (flag == true)
            page.Unlock();
    }

    public static void NullableNumberGood(Page page, int? length)
    {
        if (length.HasValue)
            page.Lock();
        Console.WriteLine(page.Size);
        if (length.HasValue)
            page.Unlock();
    }

    public static void NumberAsFlagGood(Page page)
    {
        int taken = 0;
        if (page.TryLock())
            taken = 1;
        Console.WriteLine(page.Size);
        if (taken == 1)
            page.Unlock();
    }

    public static void CountedLocksGood(Page page)
    {
        int taken = 0;
        if (page.TryLock())
            taken++;
        Console.WriteLine(page.Size);
        if (taken > 0)
            page.Unlock();
    }

    public static void TextAsFlagGood(Page page)
    {
        string state = page.TryLock() ? "locked" : "free";
        Console.WriteLine(page.Size);
        if (state == "locked")
            page.Unlock();
    }

    public static void DifferentPagesGood(Page first, Page second)
    {
        first.Lock();
        if (first != second)
            second.Lock();
        Console.WriteLine(first.Size);
        if (first != second)
            second.Unlock();
        first.Unlock();
    }

    public static void NestedFlagsGood(Page first, Page second)
    {
        bool one = first.TryLock();
        bool two = one && second.TryLock();
        Console.WriteLine(first.Size);
        if (two)
            second.Unlock();
        if (one)
            first.Unlock();
    }

    public static void OrderedByIndexGood(Page first, Page second)
    {
        Page low = first.Index < second.Index ? first : second;
        Page high = first.Index < second.Index ? second : first;
        low.Lock();
        high.Lock();
        first.Unlock();
        second.Unlock();
    }

    public static void AllOrNothingGood(Page[] pages)
    {
        int locked = 0;
        for (; locked < pages.Length; locked++)
        {
            if (!pages[locked].TryLock())
                break;
        }

        while (locked > 0)
            pages[--locked].Unlock();
    }

    public static void HandOverHandGood(Page head, Func<Page, Page?> next)
    {
        Page current = head;
        current.Lock();
        while (next(current) is { } following)
        {
            following.Lock();
            current.Unlock();
            current = following;
        }

        current.Unlock();
    }

    public static void AskedWhileLockedGood(Page page)
    {
        page.Lock();
        Thread.Yield();
        if (page.IsLocked)
            page.Unlock();
    }

    public void FieldAsFlagGood(Page page)
    {
        _locked = page.TryLock();
        Console.WriteLine(page.Size);
        if (_locked)
            page.Unlock();
    }

    public void FieldAsFlagBad(Page page, bool keep)
    {
        _locked = page.TryLock(); // PGM2003
        if (_locked && !keep)
            page.Unlock();
    }

    public static void AssignedInAConditionGood(Page first, Page second)
    {
        bool hasFirst = false, hasSecond = false;
        try
        {
            if ((hasFirst = first.TryLock()) && (hasSecond = second.TryLock()))
                second.MarkDirty();
        }
        finally
        {
            if (hasFirst)
            {
                if (hasSecond)
                    second.Unlock();
                first.Unlock();
            }
        }
    }

    public static void AssignedInAConditionBad(Page first, Page second)
    {
        bool hasFirst = false;
        try
        {
            if ((hasFirst = first.TryLock()) && second.TryLock()) // PGM2003
                second.MarkDirty();
        }
        finally
        {
            if (hasFirst)
                first.Unlock();
        }
    }

    private static readonly bool s_isGuarded = Environment.ProcessorCount > 1;

    public static void ByAStaticFieldGood(Page page)
    {
        if (s_isGuarded)
            page.Lock();
        page.MarkDirty();
        if (s_isGuarded)
            page.Unlock();
    }

    public static void ByATypeGood<T>(Page page)
    {
        if (typeof(T) == typeof(int))
            page.Lock();
        page.MarkDirty();
        if (typeof(T) == typeof(int))
            page.Unlock();
    }

    public static void ByAnOperatorGood(Page page, Guid owner)
    {
        if (owner != Guid.Empty)
            page.Lock();
        page.MarkDirty();
        if (owner != Guid.Empty)
            page.Unlock();
    }

    public static void ByAnotherOwnerBad(Page page, Guid owner, Guid other)
    {
        if (owner != Guid.Empty)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (other != Guid.Empty)
            page.Unlock();
    }

    public static void CancelledMeanwhileBad(Page page, Action work, CancellationToken token)
    {
        page.Lock(); // PGM2003
        if (token.IsCancellationRequested)
        {
            page.Unlock();
            return;
        }

        work();
        if (token.IsCancellationRequested)
            return;
        page.Unlock();
    }
}
