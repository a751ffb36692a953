using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2001: a page or a request is unlocked once for each time that it is locked.</summary>
public class PGM2001
{
    private Page? _page;

    public static void HandlerOfATypeParameterBad<TError>(Page page)
        where TError : Exception
    {
        page.Lock();
        page.Unlock();
        try
        {
            throw new InvalidOperationException();
        }
        catch (TError)
        {
            page.Unlock(); // PGM2001
        }
    }

    public static void StraightLineBad(Page page)
    {
        page.Lock();
        page.Unlock(); // earlier PGM2001
        page.Unlock(); // PGM2001
    }

    public static void StraightLineGood(Page page)
    {
        page.Lock();
        page.Unlock();
        page.Lock();
        page.Unlock();
    }

    public static void LockedByCallerBad([Requires(State.Locked)] Page page)
    {
        page.Unlock(); // earlier PGM2001
        page.Unlock(); // PGM2001
    }

    public static void BranchBad(Page page, bool failed)
    {
        page.Lock();
        if (failed)
            page.Unlock(); // earlier PGM2001
        page.Unlock(); // PGM2001
    }

    public static void BranchGood(Page page, bool failed)
    {
        page.Lock();
        if (failed)
        {
            page.MarkError();
            page.Unlock();
        }
        else
        {
            page.MarkUpToDate();
            page.Unlock();
        }
    }

    public static int EarlyReturnBad(Page page, int length)
    {
        page.Lock();
        page.Unlock();
        if (length > page.Size)
        {
            page.Unlock(); // PGM2001
            return 0;
        }

        return length;
    }

    public static int EarlyReturnGood(Page page, int length)
    {
        page.Lock();
        if (length > page.Size)
        {
            page.Unlock();
            return 0;
        }

        page.Unlock();
        return length;
    }

    public static void LoopBad([Requires(State.Locked)] Page page, int count)
    {
        for (int i = 0; i < count; i++)
            page.Unlock(); // PGM2001 // earlier PGM2001
    }

    public static void LoopGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Lock();
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void LoopUntilLockedGood(Page page)
    {
        while (!page.TryLock())
            Thread.Yield();
        page.Unlock();
    }

    public static void LoopRelocksGood([Requires(State.Locked)] Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Unlock();
            Thread.Yield();
            page.Lock();
        }

        page.Unlock();
    }

    public static void LoopWithBreakGood(Page page, int count)
    {
        page.Lock();
        for (int i = 0; i < count; i++)
        {
            if (i > page.MapCount)
            {
                page.Unlock();
                return;
            }
        }

        page.Unlock();
    }

    public static void TryFinallyBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
            page.Unlock(); // earlier PGM2001
        }
        finally
        {
            page.Unlock(); // PGM2001
        }
    }

    public static void TryFinallyGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void TryFinallyWithFlagGood(Page page, Stream stream)
    {
        page.Lock();
        bool locked = true;
        try
        {
            if (page.MapCount == 0)
            {
                page.Unlock();
                locked = false;
            }

            stream.ReadExactly(page.Span);
        }
        finally
        {
            if (locked)
                page.Unlock();
        }
    }

    public static void TryFinallyReturnBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            if (stream.ReadByte() < 0)
            {
                page.Unlock();
                return;
            }

            stream.ReadExactly(page.Span);
        }
        finally
        {
            page.Unlock(); // PGM2001
        }
    }

    public static void CatchBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            page.Unlock();
            stream.ReadExactly(page.Span);
        }
        catch (IOException)
        {
            page.Unlock(); // PGM2001
        }
    }

    public static void CatchGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
            page.Unlock();
        }
        catch
        {
            page.Unlock();
            throw;
        }
    }

    public static void NestedTryBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            try
            {
                stream.ReadExactly(page.Span);
            }
            finally
            {
                page.Unlock();
            }
        }
        catch (IOException)
        {
            page.Unlock(); // PGM2001
        }
    }

    public static void NestedTryGood(Page page, Stream stream)
    {
        try
        {
            page.Lock();
            try
            {
                stream.ReadExactly(page.Span);
            }
            finally
            {
                page.Unlock();
            }
        }
        catch (IOException)
        {
            page.MarkError();
        }
    }

    public static void UsingBad(Page page, IDisposable scope)
    {
        page.Lock();
        using (scope)
            page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void UsingGood(Page page, IDisposable scope)
    {
        page.Lock();
        using (scope)
            page.MarkDirty();
        page.Unlock();
    }

    public static void LockStatementBad(Page page, object gate)
    {
        lock (gate)
            page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void AliasBad(Page page)
    {
        Page alias = page;
        page.Lock();
        page.Unlock();
        alias.Unlock(); // PGM2001
    }

    public static void AliasGood(Page page, Page other)
    {
        Page alias = page;
        alias.Unlock();
        alias = other;
        alias.Unlock();
    }

    public static void ReassignedGood(Page page, Page next)
    {
        page.Unlock();
        page = next;
        page.Unlock();
    }

    public static void SwapBad([Requires(State.Locked)] Page first, [Requires(State.Locked)] Page second)
    {
        first.Unlock();
        (first, second) = (second, first);
        second.Unlock(); // PGM2001
        first.Unlock();
    }

    public static void SwapGood([Requires(State.Locked)] Page first, [Requires(State.Locked)] Page second)
    {
        first.Unlock();
        (first, second) = (second, first);
        first.Unlock();
    }

    public static void OutBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static bool OutParameterBad(PageArena arena, [NotNullWhen(true)] out Page? page)
    {
        if (!arena.TryAllocate(out page))
            return false;
        page.Lock();
        page.Unlock();
        page.Unlock(); // PGM2001
        return true;
    }

    public static bool OutParameterGood(PageArena arena, [NotNullWhen(true)] out Page? page)
    {
        if (!arena.TryAllocate(out page))
            return false;
        page.Lock();
        page.Unlock();
        return true;
    }

    public static void OutGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
    }

    public static void CorrelatedFlagBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        if (stolen)
            page!.Unlock();
        Console.WriteLine(buffer.Length);
        if (stolen)
            page!.Unlock(); // PGM2001
    }

    public static void CorrelatedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(buffer.Length);
        if (stolen)
            page!.Unlock();
    }

    public static void CorrelatedBranchesGood([Requires(State.Locked)] Page page, bool early)
    {
        if (early)
            page.Unlock();
        Console.WriteLine(page.Size);
        if (!early)
            page.Unlock();
    }

    public static void CorrelatedComparisonGood([Requires(State.Locked)] Page page, int count)
    {
        if (count > 0)
            page.Unlock();
        Console.WriteLine(page.Size);
        if (count <= 0)
            page.Unlock();
    }

    public static void CorrelatedTryLockGood(Page page)
    {
        bool locked = page.TryLock();
        Console.WriteLine(page.Size);
        if (locked)
            page.Unlock();
    }

    public static void CorrelatedNullGood([Requires(State.Locked)] Page page, bool early)
    {
        Page? owed = page;
        if (early)
        {
            page.Unlock();
            owed = null;
        }

        owed?.Unlock();
    }

    public static void CorrelatedEnumGood([Requires(State.Locked)] Page page, int length)
    {
        RequestError error = RequestError.None;
        if (length < 0)
        {
            page.Unlock();
            error = RequestError.Malformed;
        }

        if (error == RequestError.None)
            page.Unlock();
    }

    public static void CorrelatedConjunctionGood([Requires(State.Locked)] Page page, bool first, bool second)
    {
        bool both = first && second;
        if (both)
            page.Unlock();
        if (!both)
            page.Unlock();
    }

    public static async Task AsyncBad(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        page.Unlock();
        await Task.Yield();
        page.Unlock(); // PGM2001
    }

    public static async Task AwaitedBad(Func<Task<Page>> find)
    {
        Page page = await find();
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static async Task AwaitedGood(Func<Task<Page>> find)
    {
        Page page = await find();
        page.Unlock();
        page = await find();
        page.Unlock();
    }

    public static async Task AsyncGood(Page page, Stream stream, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation).ConfigureAwait(false);
        try
        {
            await stream.ReadExactlyAsync(page.Memory, cancellation).ConfigureAwait(false);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void WrapperBad(Page page)
    {
        page.Lock();
        Finish(page); // earlier PGM2001
        page.Unlock(); // PGM2001
    }

    public static void WrapperTwiceBad([Requires(State.Locked)] Page page)
    {
        Finish(page);
        Finish(page); // PGM2001
    }

    public static void WrapperGood(Page page)
    {
        page.Lock();
        Finish(page);
        Restart(page);
        page.Unlock();
    }

    public static void ConditionalWrapperBad([Requires(State.Locked)] Page page)
    {
        if (TryFinish(page))
            page.Unlock(); // PGM2001
        else
            page.Unlock();
    }

    public static void ConditionalWrapperGood([Requires(State.Locked)] Page page)
    {
        if (!TryFinish(page))
            page.Unlock();
    }

    public static void ExtensionWrapperBad([Requires(State.Locked)] Page page)
    {
        page.Complete();
        page.Unlock(); // PGM2001
    }

    public static void ExtensionWrapperGood(Page page)
    {
        page.Lock();
        page.Complete();
    }

    public static void WholeTypeBad(Gate gate)
    {
        gate.Shut();
        gate.Reopen();
        gate.Reopen(); // PGM2001
    }

    public static void WholeTypeGood(Gate gate)
    {
        gate.Shut();
        gate.Reopen();
        gate.Shut();
        gate.Reopen();
    }

    public static void InterfaceProtocolBad(IGate gate)
    {
        gate.Reopen();
        gate.Reopen(); // PGM2001
    }

    public static void ImplementationOfProtocolBad(WoodenGate gate)
    {
        gate.Reopen();
        gate.Reopen(); // PGM2001
    }

    public static void ImplementationOfProtocolGood(WoodenGate gate, WoodenGate other)
    {
        gate.Reopen();
        other.Reopen();
    }

    public static void GenericBad<TGate>(TGate gate)
        where TGate : IGate
    {
        gate.Reopen();
        gate.Reopen(); // PGM2001
    }

    public static bool RequestBad([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryUnlock()) // earlier PGM2001
            return false;
        return request.TryUnlock(); // PGM2001
    }

    public static bool RequestGood([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return false;
        if (!request.TryLock())
            return false;
        return request.TryUnlock();
    }

    public static bool RequestRefusedUnlockGood([Requires(State.Locked)] ReadRequest request)
        => request.TryUnlock() || request.TryUnlock();

    public static void RequestEndedBad([Requires(State.Locked)] ReadRequest request)
    {
        request.End();
        if (!request.TryUnlock()) // PGM2001
            Console.WriteLine("aborted");
    }

    public static void RequestEndedGood([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryUnlock())
            request.End();
    }

    public static void SwitchBad([Requires(State.Locked)] Page page, ConfirmResult result)
    {
        switch (result)
        {
            case ConfirmResult.Good:
                page.MarkUpToDate();
                break;
            case ConfirmResult.Truncated:
                page.Unlock();
                break;
            default:
                page.Unlock();
                return;
        }

        page.Unlock(); // PGM2001
    }

    public static void SwitchGood([Requires(State.Locked)] Page page, ConfirmResult result)
    {
        switch (result)
        {
            case ConfirmResult.Good:
                page.MarkUpToDate();
                break;
            case ConfirmResult.Truncated:
            case ConfirmResult.NotUpToDate:
                page.Unlock();
                return;
            default:
                throw new ArgumentOutOfRangeException(nameof(result));
        }

        page.Unlock();
    }

    public static void SwitchExpressionGood([Requires(State.Locked)] Page first, [Requires(State.Locked)] Page second, int which)
    {
        Page page = which switch
        {
            0 => first,
            _ => second,
        };
        page.Unlock();
    }

    public static void PatternBad(Page page)
    {
        if (page is { MapCount: 0 } idle)
            idle.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void PatternOfObjectBad(object candidate)
    {
        if (candidate is Page { MapCount: 0 } page)
        {
            page.Unlock();
            page.Unlock(); // PGM2001
        }
    }

    public static void PatternGood(object candidate)
    {
        if (candidate is not Page page)
            return;
        page.Unlock();
    }

    public static void NullConditionalBad(Page? page)
    {
        page?.Unlock();
        page?.Unlock(); // PGM2001
    }

    public static void NullConditionalGood(Page? page)
    {
        page?.Lock();
        page?.Unlock();
    }

    public static void ConditionalExpressionGood([Requires(State.Locked)] Page first, [Requires(State.Locked)] Page second, bool useFirst)
    {
        (useFirst ? first : second).Unlock();
        (useFirst ? second : first).Unlock();
    }

    public static void ForeachBad(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
        {
            page.Unlock();
            if (page.MapCount > 0)
                page.Unlock(); // PGM2001
        }
    }

    public static void ForeachGood(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
            page.Unlock();
    }

    public static void ElementsGood(Page[] pages)
    {
        for (int i = 0; i < pages.Length; i++)
            pages[i].Unlock();
    }

    public static void SlotsGood([Requires(State.Locked)] ReadRequest request)
    {
        for (int i = 0; i < request.Pages.Length; i++)
            request.Pages[i].Unlock();
    }

    public static void SlotsForeachGood([Requires(State.Locked)] ReadRequest request)
    {
        foreach (Page page in request.Pages)
            page.Unlock();
    }

    public static void GotoBad([Requires(State.Locked)] Page page, bool failed)
    {
        page.Unlock();
        if (failed)
            goto fail;
        return;
    fail:
        page.Unlock(); // PGM2001
    }

    public static void GotoGood([Requires(State.Locked)] Page page, bool failed)
    {
        if (failed)
            goto fail;
        page.Unlock();
        return;
    fail:
        page.MarkError();
        page.Unlock();
    }

    public static void AskedFirstBad(Page page)
    {
        page.Unlock();
        if (page.IsLocked)
            page.Unlock(); // PGM2001
    }

    public static void RefBad(ref Page slot)
    {
        slot.Unlock();
        slot.Unlock(); // PGM2001
    }

    public static void RefGood(ref Page slot, Page next)
    {
        slot.Unlock();
        slot = next;
        slot.Unlock();
    }

    public static void PassedByRefGood(Page page, IReadOnlyList<Page> others)
    {
        page.Unlock();
        Exchange(ref page, others);
        page.Unlock();
    }

    public static void CheckedByRefBad(Page page)
    {
        page.Unlock();
        Check(ref page);
        page.Unlock(); // PGM2001
    }

    public static void InsideLambdaBad(Action<Action<Page>> each)
    {
        each(page =>
        {
            page.Unlock();
            page.Unlock(); // PGM2001
        });
    }

    public static void InsideLambdaGood(Action<Action<Page>> each)
    {
        each(page => page.Unlock());
    }

    public static void CapturedGood(Page page, Action<Action> schedule)
    {
        page.Unlock();
        schedule(() => page.Lock());
        page.Unlock();
    }

    public static void LocalFunctionBad(Page first)
    {
        Twice(first);

        void Twice(Page page)
        {
            page.Unlock();
            page.Unlock(); // PGM2001
        }
    }

    public static void LocalFunctionGood([Requires(State.Locked)] Page page, bool failed)
    {
        if (failed)
        {
            Cleanup();
            return;
        }

        page.MarkUpToDate();
        Cleanup();

        void Cleanup() => page.Unlock();
    }

    public static void LocalFunctionLooksBad([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        Work();
        page.Unlock(); // PGM2001

        void Work() => page.Span.Clear();
    }

    public static void LambdaMarksGood([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        page.Unlock();
        schedule(() => page.MarkDirty());
        page.Unlock();
    }

    public static void LocalFunctionRelocksGood([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        Relock();
        page.Unlock();

        void Relock() => page.Lock();
    }

    public static void CalleeRelocksGood([Requires(State.Locked)] Page page, Action<Page> callee)
    {
        page.Unlock();
        callee(page);
        page.Unlock();
    }

    public static void DoesNotReturnGood([Requires(State.Locked)] Page page, int length)
    {
        if (length < 0)
        {
            page.Unlock();
            ThrowNegative();
        }

        page.Unlock();
    }

    public static void DoesNotReturnIfGood([Requires(State.Locked)] Page page, bool failed)
    {
        if (failed)
            page.Unlock();
        Insist(!failed);
        page.Unlock();
    }

    public static void ThrowGood([Requires(State.Locked)] Page page, int length)
    {
        if (length < 0)
        {
            page.Unlock();
            throw new ArgumentOutOfRangeException(nameof(length));
        }

        page.Unlock();
    }

    public static IEnumerable<int> IteratorBad([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        yield return 1;
        page.Unlock(); // PGM2001
    }

    public static IEnumerable<int> IteratorGood(Page page)
    {
        page.Lock();
        page.Unlock();
        yield return 1;
        page.Lock();
        page.Unlock();
    }

    public void FieldBad()
    {
        if (_page is null)
            return;
        _page.Unlock();
        _page.Unlock(); // PGM2001
    }

    public void FieldGood(Page next)
    {
        _page?.Unlock();
        _page = next;
        _page.Unlock();
    }

    public void FieldChangedByCalleeGood()
    {
        _page!.Unlock();
        Advance();
        _page!.Unlock();
    }

    private void Advance() => _page = null;

    private static void Finish([Requires(State.Locked), Produces(State.Unlocked)] Page page) => page.Unlock();

    private static void Restart([Produces(State.Locked)] Page page) => page.Lock();

    private static bool TryFinish([Requires(State.Locked), Produces(State.Unlocked, When = true)] Page page)
    {
        if (page.MapCount > 0)
            return false;
        page.Unlock();
        return true;
    }

    public static void OnlyOtherOutcomeGood(Page page)
    {
        page.Lock();
        page.Unlock();
        if (Take(page) != Outcome.Refused)
            page.Unlock();
    }

    public void CalleeMayReplaceFieldGood()
    {
        _page!.Unlock();
        PageExtensions.Refill();
        _page!.Unlock();
    }

    private static Outcome Take([Produces(State.Locked, When = Outcome.Taken)] Page page) => page.TryLock() ? Outcome.Taken : Outcome.Refused;

    private static void Exchange(ref Page page, IReadOnlyList<Page> others) => page = others[page.Index > 0 ? 0 : 1];

    private static void Check(ref Page page) => page = page.Index > 0 ? page : throw new InvalidOperationException();

    private static void Insist([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }

    [DoesNotReturn]
    private static void ThrowNegative() => throw new ArgumentOutOfRangeException();

    private sealed class PrimaryParameter(Page page)
    {
        public void TwiceBad()
        {
            page.Lock();
            page.Unlock();
            page.Unlock(); // PGM2001
        }

        public void OnceGood()
        {
            page.Lock();
            page.Unlock();
        }

        public void BeginGood() => page.Lock();

        public void EndGood() => page.Unlock();
    }
}

public enum Outcome
{
    Taken,
    Refused,
}

public static class PageExtensions
{
    public static void Refill() => Console.WriteLine("refilled");

    public static void Complete([Requires(State.Locked), Produces(State.Unlocked)] this Page page)
    {
        page.MarkUpToDate();
        page.Unlock();
    }
}

[Protocol("gate", "Open", "Closed")]
[Rule("PGM2001", Breach.Repeated, "Open")]
[Rule("PGM2003", Breach.Left, "Closed")]
public sealed class Gate
{
    [Produces("Closed")]
    public void Shut()
    {
    }

    [Requires("Closed"), Produces("Open")]
    public void Reopen()
    {
    }
}

[Protocol("gate", "Open", "Closed")]
[Rule("PGM2001", Breach.Repeated, "Open")]
public interface IGate
{
    [Produces("Closed")]
    void Shut();

    [Requires("Closed"), Produces("Open")]
    void Reopen();
}

public sealed class WoodenGate : IGate
{
    public void Shut()
    {
    }

    public void Reopen()
    {
    }
}
