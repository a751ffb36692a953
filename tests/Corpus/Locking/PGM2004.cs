using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2004: every exit that says "go on" holds the lock that entry held.</summary>
public class PGM2004
{
    private Page? _page;

    public static void StraightLineBad([Balanced(State.Locked)] Page page)
    {
        page.MarkDirty();
        page.Unlock(); // earlier PGM2004
    } // PGM2004

    public static void StraightLineGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        Thread.Yield();
        page.Lock();
    }

    public static MoveResult BranchBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, bool fits)
    {
        if (!request.TryUnlock()) // earlier PGM2004
            return MoveResult.Aborted;
        if (fits)
            return MoveResult.Moved; // PGM2004
        return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
    }

    public static MoveResult BranchGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, bool fits)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!request.TryLock())
            return MoveResult.Aborted;
        return fits ? MoveResult.Moved : MoveResult.Copy;
    }

    public static bool EarlyReturnBad([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        if (page.MapCount > 0)
            return false; // PGM2004
        page.Lock();
        return true;
    }

    public static bool EarlyReturnGood([Balanced(State.Locked, false)] Page page)
    {
        page.Unlock();
        if (page.MapCount > 0)
            return false;
        page.Lock();
        return true;
    }

    public static void EarlyPlainReturnBad([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        if (page.MapCount > 0)
            return; // PGM2004
        page.Lock();
    }

    public static void EarlyPlainReturnGood([Balanced(State.Locked)] Page page)
    {
        if (page.MapCount > 0)
            return;
        page.Unlock();
        page.Lock();
    }

    public static MoveResult FailureGood([Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request, bool good)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!good)
            return MoveResult.BadContent;
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static MoveResult FailureNotListedBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, bool good)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!good)
            return MoveResult.BadContent; // PGM2004
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static MoveResult ResultFromVariableBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, bool fits)
    {
        MoveResult result = MoveResult.Aborted;
        if (!request.TryUnlock())
            return result;
        if (fits)
            result = MoveResult.Moved;
        else if (request.TryLock())
            result = MoveResult.Copy;
        return result; // PGM2004
    }

    public static MoveResult ResultFromVariableGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, bool fits)
    {
        MoveResult result = MoveResult.Aborted;
        if (!request.TryUnlock())
            return result;
        if (request.TryLock())
            result = fits ? MoveResult.Moved : MoveResult.Copy;
        return result;
    }

    public static MoveResult SuccessUnlockedFallbackLockedBad(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, [Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!buffer.TrySteal(out Page? page))
            goto fallback;
        page.Unlock();
        return MoveResult.Moved; // PGM2004
    fallback:
        return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
    }

    public static MoveResult WholeMoveGood(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent), Requires(State.Checked)] ReadRequest request,
        [Produces(State.Released, When = MoveResult.Moved)] PipeBuffer buffer,
        [Signals(Signal.SlotPublish)] ref Page slot,
        PageLru lru)
    {
        Page oldPage = slot;
        oldPage.AddReference();
        MoveResult result = MoveResult.Aborted;
        if (!request.TryUnlock())
            goto unpin;
        if (buffer.Confirm() != ConfirmResult.Good)
        {
            result = MoveResult.BadContent;
            goto unpin;
        }

        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
        {
            result = request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
            goto unpin;
        }

        if (newPage.MapCount != 0)
        {
            newPage.Unlock();
            result = request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
            goto unpin;
        }

        newPage.ClearUpToDate();
        if (!request.TryLock())
        {
            newPage.Unlock();
            goto unpin;
        }

        request.Mapping.Replace(oldPage, newPage);
        newPage.AddReference();
        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
            lru.Add(newPage);
        buffer.Release();
        slot = newPage;
        oldPage.Unlock();
        oldPage.Release();
        result = MoveResult.Moved;
    unpin:
        oldPage.Release();
        return result;
    }

    public static MoveResult WholeMoveBad(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent), Requires(State.Checked)] ReadRequest request,
        [Produces(State.Released, When = MoveResult.Moved)] PipeBuffer buffer,
        [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (buffer.Confirm() != ConfirmResult.Good)
            return MoveResult.BadContent;
        Page oldPage = slot;
        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? newPage))
            return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
        if (newPage.MapCount != 0)
        {
            newPage.Unlock();
            return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
        }

        request.Mapping.Replace(oldPage, newPage);
        lock (request.AbortLock)
        {
            if (request.IsAborted)
            {
                newPage.Unlock();
                return MoveResult.Aborted;
            }

            slot = newPage;
        }

        oldPage.Unlock();
        buffer.Release();
        return MoveResult.Moved; // PGM2004
    }

    public static void LoopBad([Balanced(State.Locked)] Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Unlock();
            if (page.MapCount > i)
                break;
            page.Lock();
        }
    } // PGM2004

    public static void LoopGood([Balanced(State.Locked)] Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Unlock();
            Thread.Yield();
            page.Lock();
        }
    }

    public static void LoopUntilLockedGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        while (!page.TryLock())
            Thread.Yield();
    }

    public static void TryLockMayFailBad([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        if (!page.TryLock())
            Console.WriteLine("busy");
    } // PGM2004

    public static void TryFinallyBad([Balanced(State.Locked)] Page page, Stream stream)
    {
        try
        {
            stream.ReadExactly(page.Span);
        }
        finally
        {
            page.Unlock();
        }
    } // PGM2004

    public static void TryFinallyGood([Balanced(State.Locked)] Page page, Stream stream)
    {
        page.Unlock();
        try
        {
            stream.WriteByte(1);
        }
        finally
        {
            page.Lock();
        }
    }

    public static bool TryFinallyReturnGood([Balanced(State.Locked)] Page page, Stream stream)
    {
        page.Unlock();
        try
        {
            return stream.ReadByte() >= 0;
        }
        finally
        {
            page.Lock();
        }
    }

    public static void CatchBad([Balanced(State.Locked)] Page page, Stream stream)
    {
        try
        {
            page.Unlock();
            stream.WriteByte(1);
            page.Lock();
        }
        catch (IOException)
        {
            page.MarkError();
        }
    } // PGM2004

    public static void CatchGood([Balanced(State.Locked)] Page page, Stream stream)
    {
        page.Unlock();
        try
        {
            stream.WriteByte(1);
        }
        catch (IOException)
        {
            page.MarkError();
        }

        page.Lock();
    }

    public static void ThrowGood([Balanced(State.Locked)] Page page, int length)
    {
        page.Unlock();
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length));
        page.Lock();
    }

    public static void CalleeMayThrowGood([Balanced(State.Locked)] Page page, Stream stream)
    {
        page.Unlock();
        stream.WriteByte(1);
        page.Lock();
    }

    public static void NestedTryBad([Balanced(State.Locked)] Page page, Stream stream)
    {
        page.Unlock();
        try
        {
            try
            {
                stream.WriteByte(1);
            }
            finally
            {
                stream.Flush();
            }

            page.Lock();
        }
        catch (IOException)
        {
        }
    } // PGM2004

    public static void UsingBad([Balanced(State.Locked)] Page page, IDisposable scope)
    {
        using (scope)
            page.Unlock();
    } // PGM2004

    public static void UsingGood([Balanced(State.Locked)] Page page, IDisposable scope)
    {
        page.Unlock();
        using (scope)
            Thread.Yield();
        page.Lock();
    }

    public static void AliasBad([Balanced(State.Locked)] Page page)
    {
        Page alias = page;
        alias.Unlock();
    } // PGM2004

    public static void AliasGood([Balanced(State.Locked)] Page page)
    {
        Page alias = page;
        page.Unlock();
        alias.Lock();
    }

    public static void ReassignedBad([Balanced(State.Locked)] Page page, Page next)
    {
        page.Unlock();
        page = next;
        page.Lock(); // PGM2003
    } // PGM2004

    public static MoveResult OutBad(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, [Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!buffer.TrySteal(out Page? page))
            return MoveResult.Copy; // PGM2004
        page.Unlock();
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static MoveResult OutGood(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, [Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return MoveResult.Copy;
        page.Unlock();
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static void CorrelatedFlagBad([Balanced(State.Locked)] Page page, bool wait, bool again)
    {
        if (wait)
            page.Unlock();
        Thread.Yield();
        if (wait && again)
            page.Lock();
    } // PGM2004

    public static void CorrelatedFlagGood([Balanced(State.Locked)] Page page, bool wait)
    {
        if (wait)
            page.Unlock();
        Thread.Yield();
        if (wait)
            page.Lock();
    }

    public static MoveResult CorrelatedResultFlagGood(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, [Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        bool stolen = buffer.TrySteal(out Page? page);
        bool locked = request.TryLock();
        if (stolen)
            page!.Unlock();
        if (!locked)
            return MoveResult.Aborted;
        return stolen ? MoveResult.Moved : MoveResult.Copy;
    }

    public static async Task AsyncBad([Balanced(State.Locked)] Page page, bool wait)
    {
        page.Unlock();
        await Task.Yield();
        if (wait)
            return; // PGM2004
        await page.LockAsync();
    }

    public static async Task AsyncGood([Balanced(State.Locked)] Page page, CancellationToken cancellation)
    {
        page.Unlock();
        await Task.Delay(1, cancellation).ConfigureAwait(false);
        await page.LockAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public static async Task<MoveResult> AsyncResultBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        await Task.Yield();
        return MoveResult.Moved; // PGM2004
    }

    public static async Task<MoveResult> AsyncResultGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        await Task.Yield();
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static void WrapperBad([Balanced(State.Locked)] Page page)
    {
        Finish(page); // earlier PGM2004
    } // PGM2004

    public static void WrapperGood([Balanced(State.Locked)] Page page)
    {
        Finish(page);
        Restart(page);
    }

    public static void BalancedCalleeGood([Balanced(State.Locked)] Page page)
    {
        LoopGood(page, 1);
        StraightLineGood(page);
    }

    public static bool WholeTypeBad([Balanced("Seated", false)] Passenger passenger, bool hungry)
    {
        if (hungry)
            passenger.StandUp(); // earlier PGM2004
        return true; // PGM2004
    }

    public static bool WholeTypeGood([Balanced("Seated", false)] Passenger passenger, bool hungry)
    {
        if (!hungry)
            return true;
        passenger.StandUp();
        if (DateTime.UtcNow.Hour > 20)
            return false;
        passenger.SitDown();
        return true;
    }

    public static MoveResult UnlockResultIgnoredBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
    {
        request.TryUnlock(); // PGM3003
        return MoveResult.Moved; // PGM2004
    }

    // Who ignores the result takes success for granted; that is another rule's business.
    public static MoveResult LockResultIgnoredGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        request.TryLock(); // PGM3003
        return MoveResult.Moved;
    }

    public static MoveResult SwitchBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        switch (buffer.Confirm())
        {
            case ConfirmResult.Good:
                return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
            case ConfirmResult.Truncated:
                return MoveResult.BadContent; // PGM2004
            default:
                return MoveResult.Aborted;
        }
    }

    public static MoveResult SwitchGood([Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        switch (buffer.Confirm())
        {
            case ConfirmResult.Good:
                return request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
            default:
                return MoveResult.BadContent;
        }
    }

    public static MoveResult SwitchExpressionGood(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return buffer.Confirm() switch
        {
            ConfirmResult.Good when request.TryLock() => MoveResult.Moved,
            ConfirmResult.Good => MoveResult.Aborted,
            _ => MoveResult.BadContent,
        };
    }

    public static MoveResult SwitchExpressionBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, int length)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return length switch // PGM2004
        {
            0 => MoveResult.Aborted,
            > 0 when request.TryLock() => MoveResult.Copy,
            _ => MoveResult.Moved,
        };
    }

    public static MoveResult PatternGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, object item)
    {
        if (item is not Page { MapCount: 0 })
            return MoveResult.Copy;
        if (!request.TryUnlock() || !request.TryLock())
            return MoveResult.Aborted;
        return MoveResult.Moved;
    }

    public static MoveResult ConditionalExpressionBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return request.TryLock() ? MoveResult.Moved : MoveResult.Copy; // PGM2004
    }

    public static MoveResult ConditionalExpressionGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request)
        => request.TryUnlock() && request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;

    public static bool ConjunctionGood([Balanced(State.Locked, false)] ReadRequest request)
        => request.TryUnlock() && request.TryLock();

    public static bool ConjunctionBad([Balanced(State.Locked, false)] ReadRequest request)
        => request.TryUnlock(); // PGM2004

    public static int NegativeFailureGood([Balanced(State.Locked, -1)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return -1;
        return request.TryLock() ? 0 : -1;
    }

    public static int NegativeFailureBad([Balanced(State.Locked, -1)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return -1;
        return 0; // PGM2004
    }

    public static MoveResult ResultOfCalleeGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, Func<MoveResult> callee)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        return callee();
    }

    public static MoveResult NullConditionalBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest? request)
    {
        if (request?.TryUnlock() != true)
            return MoveResult.Aborted;
        return MoveResult.Moved; // PGM2004
    }

    public static void ForeachBad([Balanced(State.Locked)] Page page, IEnumerable<int> steps)
    {
        foreach (int step in steps)
        {
            page.Unlock();
            if (step == 0)
                return; // PGM2004
            page.Lock();
        }
    }

    public static void ForeachGood([Balanced(State.Locked)] Page page, IEnumerable<int> steps)
    {
        foreach (int step in steps)
        {
            if (step == 0)
                return;
            page.Unlock();
            Thread.Yield();
            page.Lock();
        }
    }

    public static void GotoBad([Balanced(State.Locked)] Page page, bool fast)
    {
        page.Unlock();
        if (fast)
            goto end;
        page.Lock();
    end:
        Console.WriteLine("end");
    } // PGM2004

    public static void GotoGood([Balanced(State.Locked)] Page page, bool fast)
    {
        page.Unlock();
        if (fast)
            goto end;
        Thread.Yield();
    end:
        page.Lock();
    }

    public static void LambdaGood([Balanced(State.Locked)] Page page, Action<Action> run)
    {
        page.Unlock();
        run(() => page.Lock());
    }

    public static void LocalFunctionGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        Relock();

        void Relock() => page.Lock();
    }

    public static void InsideLocalFunctionBad(Page first)
    {
        first.Lock();
        Drop(first);
        first.Unlock();

        void Drop([Balanced(State.Locked)] Page page)
        {
            page.Unlock();
        } // PGM2004
    }

    public static void InsideLambdaBad()
    {
        Action<Page> drop = ([Balanced(State.Locked)] Page page) =>
        {
            page.Unlock();
        }; // PGM2004
        Console.WriteLine(drop);
    }

    public static void RefGood([Balanced(State.Locked)] ref Page slot, Page next)
    {
        slot.Unlock();
        slot = next;
        slot.Lock();
    }

    public static void CalleeRelocksGood([Balanced(State.Locked)] Page page, Action<Page> callee)
    {
        page.Unlock();
        callee(page);
    }

    public static bool DoesNotReturnGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        if (page.MapCount > 0)
            ThrowMapped();
        page.Lock();
        return true;
    }

    public static (MoveResult Result, int Length) TupleBad([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        return (MoveResult.Moved, 1); // PGM2004
    }

    public static IEnumerable<int> IteratorGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        yield return 1;
        page.Lock();
    }

    public void FieldGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        _page = page;
        _page.Lock();
    }

    private static void Finish([Requires(State.Locked), Produces(State.Unlocked)] Page page) => page.Unlock();

    private static void Restart([Produces(State.Locked)] Page page) => page.Lock();

    [DoesNotReturn]
    private static void ThrowMapped() => throw new InvalidOperationException();

    public static int TallyBad([Balanced(State.Locked, -1)] ReadRequest request, PipeBuffer[] buffers)
    {
        int done = 0;
        foreach (PipeBuffer buffer in buffers)
        {
            if (!request.TryUnlock())
                return -1;
            if (buffer.Confirm() != ConfirmResult.Good)
                break;
            done += buffer.Length;
            if (!request.TryLock())
                return -1;
        }

        return done; // PGM2004
    }

    public static int TallyThatFailsGood([Balanced(State.Locked, -1)] ReadRequest request, PipeBuffer[] buffers)
    {
        int done = 0;
        foreach (PipeBuffer buffer in buffers)
        {
            if (!request.TryUnlock())
                return -1;
            if (buffer.Confirm() != ConfirmResult.Good)
            {
                done = -1;
                break;
            }

            done++;
            if (!request.TryLock())
                return -1;
        }

        return done;
    }

    public static int TallyOrFailureGood([Balanced(State.Locked, -1)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return -1;
        int done = buffer.Length;
        return request.TryLock() ? done : -1;
    }

    public static int TallyTakenBackUponAConditionGood([Balanced(State.Locked, -1)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return -1;
        int done = buffer.Length;
        bool failed = buffer.Confirm() != ConfirmResult.Good;
        if (!failed && !request.TryLock())
            return -1;
        done -= failed ? buffer.Length + 1 : 0;
        return done;
    }
}

[Protocol("passenger", "Standing", "Seated")]
[Rule("PGM2001", Breach.Repeated, "Standing")]
[Rule("PGM2004", Breach.NotRestored, "Seated")]
public sealed class Passenger
{
    [Produces("Seated")]
    public void SitDown()
    {
    }

    [Requires("Seated"), Produces("Standing")]
    public void StandUp()
    {
    }
}
