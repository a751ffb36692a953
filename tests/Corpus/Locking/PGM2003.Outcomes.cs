using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2001, PGM2002, PGM2003: a result that goes through something bigger, or that a comparison tells.</summary>
public static class PGM2003Outcomes
{
    public enum Urgency
    {
        Low,
        High,
    }

    private sealed class Attempt
    {
        public bool Succeeded { get; init; }
    }

    private readonly record struct Tried(bool Succeeded, long Place);

    public static void NamelessTypeGood(Page page, string reason)
    {
        var attempt = new { Succeeded = page.TryLock(), Reason = reason };
        if (!attempt.Succeeded)
            return;
        page.Unlock();
    }

    public static void NamelessTypeFromAVariableGood(Page page, string reason)
    {
        bool succeeded = page.TryLock();
        var attempt = new { succeeded, reason };
        Console.WriteLine(attempt.reason);
        if (attempt.succeeded)
            page.Unlock();
    }

    public static void NamelessTypeFromAVariableBad(Page page, string reason)
    {
        bool succeeded = page.TryLock(); // PGM2003
        if (page.MapCount > 0)
            return;
        var attempt = new { succeeded, reason };
        if (attempt.succeeded)
            page.Unlock();
    }

    public static void RecordGood(Page page)
    {
        bool succeeded = page.TryLock();
        Tried tried = new(succeeded, page.Index);
        if (tried.Succeeded)
            page.Unlock();
    }

    public static void InitializerGood(Page page)
    {
        bool isBusy = !page.TryLock();
        Attempt attempt = new() { Succeeded = !isBusy };
        if (attempt.Succeeded)
            page.Unlock();
    }

    public static (bool Locked, long Place) TupleReturnedGood(Page page)
    {
        bool locked = page.TryLock();
        return (locked, page.Index);
    }

    public static void LoggedBad(Page page)
    {
        bool locked = page.TryLock();
        Console.WriteLine(locked);
        page.Unlock(); // PGM2002
    }

    public static int MatchedWithAnotherGood(Page page, Urgency urgency)
    {
        bool locked = page.TryLock();
        switch (locked, urgency)
        {
            case (true, _):
                page.Unlock();
                return 1;
            case (false, Urgency.High):
                page.Lock();
                page.Unlock();
                return 2;
            default:
                return 0;
        }
    }

    public static int MatchedWithAnotherBad(Page page, Urgency urgency)
    {
        bool locked = page.TryLock(); // PGM2003
        switch (locked, urgency)
        {
            case (true, Urgency.High):
                page.Unlock();
                return 1;
            case (false, _):
                page.Unlock(); // PGM2002
                return 2;
            default:
                return 0;
        }
    }

    public static bool MatchedInAnExpressionGood(Page page, Urgency urgency)
    {
        bool locked = page.TryLock();
        return (locked, urgency) switch
        {
            (true, _) => Give(page),
            (false, Urgency.Low) => false,
            _ => true,
        };
    }

    private static bool Give(Page page)
    {
        page.Unlock();
        return true;
    }

    public static void OneOfTwoGood(Page wanted, Page first, Page second)
    {
        if (ReferenceEquals(wanted, second))
            second.Lock();
        else
            first.Lock();
        (ReferenceEquals(wanted, second) ? second : first).Unlock();
    }

    public static void OneOfTwoBad(Page wanted, Page first, Page second)
    {
        if (ReferenceEquals(wanted, second))
            second.Lock(); // PGM2003
        else
            first.Lock();
        if (!ReferenceEquals(wanted, second))
            first.Unlock();
        else if (second.MapCount == 0)
            second.Unlock();
    }

    public static void KeptQuestionGood(Page wanted, Page first, Page second)
    {
        bool isSecond = ReferenceEquals(wanted, second);
        if (isSecond)
            second.Lock();
        else
            first.Lock();
        wanted.MarkDirty();
        if (ReferenceEquals(wanted, second))
            second.Unlock();
        else
            first.Unlock();
    }

    public static void UnlockedByItsOtherNameGood(Page page, Page other)
    {
        page.Lock();
        if (ReferenceEquals(page, other))
            other.Unlock();
        else
            page.Unlock();
    }

    public static void UnlockedByItsOtherNameBad(Page page, Page other)
    {
        page.Lock();
        if (page == other)
            other.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void NotTheSameGood(Page page, Page other)
    {
        page.Lock();
        if (page != other)
            other.Lock();
        if (page != other)
            other.Unlock();
        page.Unlock();
    }

    public static void TheOtherOfTwoAliasesGood(Page a, Page b)
    {
        Page one = a, other = b;
        Page first = one.Index < other.Index ? one : other;
        Page second = first == one ? other : one;
        first.Lock();
        second.Lock();
        second.Unlock();
        first.Unlock();
    }

    public static void TheSameByTwoAliasesBad(Page a, Page b)
    {
        Page one = a, other = b;
        one.Lock();
        if (one == other)
            one.Lock(); // PGM2007
        one.Unlock();
    }

    public static void TheOtherOfTwoGood(Page a, Page b)
    {
        Page first = a.Index < b.Index ? a : b;
        Page second = first == a ? b : a;
        first.Lock();
        second.Lock();
        second.Unlock();
        first.Unlock();
    }

    public static void TheOtherOfTwoByReferenceGood(Page a, Page b)
    {
        Page first = a.Index < b.Index ? a : b;
        Page second = ReferenceEquals(first, a) ? b : a;
        first.Lock();
        second.Lock();
        second.Unlock();
        first.Unlock();
    }

    public static void TheOtherOfTwoBad(Page a, Page b)
    {
        Page first = a.Index < b.Index ? a : b;
        Page second = first == a ? b : a;
        first.Lock();
        second.Lock();
        second.Unlock();
        first.Unlock();
        second.Unlock(); // PGM2001
    }

    private static void Check(bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }

    private static void CheckSame(object? expected, object? actual) => Check(Equals(expected, actual));

    public static void RefusalAssertedGood(Page page, ReadRequest request)
    {
        Check(!page.TryLock());
        Check(page.TryLock() == false);
        CheckSame(false, page.TryLock());
        Check(!request.TryLock());
    }

    public static void RefusalPromisedGood(Page page)
    {
        Refuse(page.TryLock() is true);
        page.Lock();
        page.Unlock();
    }

    public static void RefusalPromisedBad(Page page)
    {
        Refuse(!page.TryLock());
        page.Lock(); // PGM2007
        page.Unlock();
    }

    private static void Refuse([DoesNotReturnIf(true)] bool condition)
    {
        if (condition)
            throw new InvalidOperationException();
    }

    public static async Task AsyncBegunEarlierGood(Page page)
    {
        page.Lock();
        Task waiting = page.LockAsync().AsTask();
        page.Unlock();
        await waiting;
        page.Unlock();
    }

    public static async Task<bool> AsyncInTimeGood(Page page, TimeSpan time)
    {
        Task waiting = page.LockAsync().AsTask();
        if (await Task.WhenAny(waiting, Task.Delay(time)) != waiting)
            return false;
        page.Unlock();
        return true;
    }

    public static async Task AsyncCancelledGood(Page page)
    {
        page.Lock();
        using CancellationTokenSource cancellation = new();
        Task waiting = page.LockAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await waiting.ContinueWith(static _ => { }, TaskScheduler.Default);
        page.Unlock();
    }

    public static async Task AsyncAwaitedAtOnceBad(Page page, bool again)
    {
        await page.LockAsync().AsTask();
        if (again)
            await page.LockAsync().ConfigureAwait(false); // PGM2007
        page.Unlock();
    }

    public static void RefusedToItselfBad(Page page)
    {
        page.Lock(); // PGM2003
        if (!page.TryLock())
            ThrowBusy(); // earlier PGM2003
        page.Unlock();
    }

    public static void RefusedToItselfInATryGood(Page page)
    {
        page.Lock();
        try
        {
            if (!page.TryLock())
                ThrowBusy();
        }
        catch (InvalidOperationException)
        {
            page.MarkDirty();
        }

        page.Unlock();
    }

    public static void LockedTwiceIsRefusedGood(Page page)
    {
        page.Lock();
        if (page.TryLock())
            ThrowBusy();
        page.Unlock();
    }

    public static void RefusedAndLockedAgainGood(Page page, bool isBusy)
    {
        page.Lock();
        bool again = page.TryLock();
        page.Unlock();
        page.Lock();
        if (isBusy && !again)
            ThrowBusy();
        page.Unlock();
    }

    private static void ThrowBusy() => throw new InvalidOperationException("busy");
}
