using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2003: what a method locks, it unlocks on every path, or hands to somebody who will.</summary>
public class PGM2003
{
    private static readonly Page? SharedPage;
    private readonly Page[] _pages = [];
    private Page? _page;

    private Page? Current { get; set; }

    public static void StraightLineBad(Page page)
    {
        page.Lock(); // PGM2003
        page.MarkDirty();
    } // earlier PGM2003

    public static void StraightLineGood(Page page)
    {
        page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    public static void BranchBad(Page page, bool failed)
    {
        page.Lock(); // PGM2003
        if (!failed)
            page.Unlock();
    }

    public static void BranchGood(Page page, bool failed)
    {
        page.Lock();
        if (failed)
            page.Unlock();
        else
            page.Unlock();
    }

    public static bool EarlyReturnBad(Page page)
    {
        page.Lock(); // PGM2003
        if (page.MapCount > 0)
            return false; // earlier PGM2003
        page.MarkUpToDate();
        page.Unlock();
        return true;
    }

    public static bool EarlyReturnGood(Page page)
    {
        page.Lock();
        if (page.MapCount > 0)
        {
            page.Unlock();
            return false;
        }

        page.MarkUpToDate();
        page.Unlock();
        return true;
    }

    public static bool TryLockBad(Page page)
    {
        if (!page.TryLock()) // PGM2003
            return false;
        return page.MapCount == 0;
    }

    public static bool TryLockGood(Page page)
    {
        if (!page.TryLock())
            return false;
        bool idle = page.MapCount == 0;
        page.Unlock();
        return idle;
    }

    public static void ThrowBad(Page page)
    {
        page.Lock(); // PGM2003
        if (page.MapCount > 0)
            throw new InvalidOperationException(); // earlier PGM2003
        page.Unlock();
    }

    public static void ThrowGood(Page page)
    {
        page.Lock();
        if (page.MapCount > 0)
        {
            page.Unlock();
            throw new InvalidOperationException();
        }

        page.Unlock();
    }

    public static void LoopBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Lock(); // PGM2003
            if (page.MapCount > 0)
                break;
            page.Unlock();
        }
    }

    public static void LoopGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Lock();
            if (page.MapCount > 0)
            {
                page.Unlock();
                continue;
            }

            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void LoopUntilLockedBad(Page page)
    {
        while (!page.TryLock()) // PGM2003
            Thread.Yield();
    }

    public static void LoopUntilLockedGood(Page page)
    {
        while (!page.TryLock())
            Thread.Yield();
        page.Unlock();
    }

    public static void BoundedTryLockGood(Page page, int attempts)
    {
        for (int i = 0; i < attempts; i++)
        {
            if (!page.TryLock())
                continue;
            page.MarkDirty();
            page.Unlock();
            return;
        }
    }

    public static void LoopSetsFlagGood(Page page, int attempts)
    {
        bool locked = false;
        for (int i = 0; i < attempts && !locked; i++)
            locked = page.TryLock();
        if (locked)
            page.Unlock();
    }

    public static void DoWhileGood(Page page)
    {
        bool locked;
        do
        {
            locked = page.TryLock();
        }
        while (!locked);
        page.Unlock();
    }

    public static void TryFinallyBad(Page page, Stream stream)
    {
        page.Lock(); // PGM2003
        try
        {
            stream.ReadExactly(page.Span);
        }
        finally
        {
            page.MarkDirty();
        }
    }

    public static bool TryFinallyGood(Page page)
    {
        page.Lock();
        try
        {
            if (page.MapCount > 0)
                return false;
            page.MarkUpToDate();
            return true;
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void TryFinallyConditionalBad(Page page, Stream stream, bool keep)
    {
        page.Lock(); // PGM2003
        try
        {
            stream.ReadExactly(page.Span);
        }
        finally
        {
            if (!keep)
                page.Unlock();
        }
    }

    public static void LockInsideTryGood(Page page, Stream stream)
    {
        bool locked = false;
        try
        {
            stream.WriteByte(1);
            page.Lock();
            locked = true;
            stream.ReadExactly(page.Span);
        }
        finally
        {
            if (locked)
                page.Unlock();
        }
    }

    public static void CatchBad(Page page, Stream stream)
    {
        page.Lock(); // PGM2003
        try
        {
            stream.ReadExactly(page.Span);
            page.Unlock();
        }
        catch (IOException)
        {
            page.MarkError();
        }
    }

    public static void CatchRethrowBad(Page page, Stream stream)
    {
        page.Lock(); // PGM2003
        try
        {
            stream.ReadExactly(page.Span);
            page.Unlock();
        }
        catch (IOException)
        {
            page.MarkError();
            throw;
        }
    }

    public static void CatchGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
        }
        catch (IOException)
        {
            page.MarkError();
        }

        page.Unlock();
    }

    public static void CalleeMayThrowGood(Page page, Stream stream)
    {
        page.Lock();
        stream.ReadExactly(page.Span);
        page.Unlock();
    }

    public static void FilterGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
        }
        catch (IOException failure) when (failure is EndOfStreamException)
        {
            page.Span.Clear();
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void NestedTryBad(Page page, Stream stream)
    {
        page.Lock(); // PGM2003
        try
        {
            try
            {
                stream.ReadExactly(page.Span);
            }
            finally
            {
                page.MarkDirty();
            }

            page.Unlock();
        }
        catch (IOException)
        {
        }
    }

    public static void NestedTryGood(Page first, Page second, Stream stream)
    {
        first.Lock();
        try
        {
            second.Lock();
            try
            {
                stream.ReadExactly(first.Span);
                if (stream.ReadByte() < 0)
                    return;
                stream.ReadExactly(second.Span);
            }
            finally
            {
                second.Unlock();
            }
        }
        finally
        {
            first.Unlock();
        }
    }

    public static void UsingBad(Page page, IDisposable scope)
    {
        using (scope)
        {
            page.Lock(); // PGM2003
            if (page.MapCount > 0)
                return;
            page.Unlock();
        }
    }

    public static void UsingGood(Page page, IDisposable scope)
    {
        using (scope)
        {
            page.Lock();
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void UsingScopeGood(Page page)
    {
        page.Lock();
        using UnlockScope scope = new(page);
        if (page.MapCount > 0)
            return;
        page.MarkDirty();
    }

    public static void UsingRefStructScopeGood(Page page)
    {
        page.Lock();
        using UnlockRefScope scope = new(page);
        page.MarkDirty();
    }

    public static void UsingInitializerScopeGood(Page page)
    {
        page.Lock();
        using InitializedScope scope = new() { Page = page };
        page.MarkDirty();
    }

    public static void AliasBad(Page page, Page other)
    {
        Page alias = page;
        alias.Lock(); // PGM2003
        alias = other;
        alias.MarkDirty();
    }

    public static void AliasGood(Page page)
    {
        Page alias = page;
        alias.Lock();
        page.Unlock();
    }

    public static void AliasOnOnePathGood(Page page, Page other, bool swap)
    {
        Page chosen = swap ? other : page;
        chosen.Lock();
        chosen.MarkDirty();
        chosen.Unlock();
    }

    public static void UnlockedThroughEitherNameGood(Page page, bool swap)
    {
        page.Lock();
        Page? alias = swap ? page : null;
        if (alias is not null)
            alias.Unlock();
        else
            page.Unlock();
    }

    public static void OutBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page)) // PGM2003
            return;
        page.MarkDirty();
    }

    public static void OutGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.MarkDirty();
        page.Unlock();
    }

    public static bool HandedOutGood([Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true)] out Page? page)
    {
        if (buffer.TrySteal(out page))
            return true;
        Console.WriteLine("shared");
        return false;
    }

    public static bool AssignedToOutGood(Page candidate, [NotNullWhen(true)] out Page? page)
    {
        page = null;
        if (!candidate.TryLock())
            return false;
        page = candidate;
        return true;
    }

    public static bool TakenBackFromOutBad(Page candidate, [NotNullWhen(true)] out Page? page)
    {
        page = candidate;
        page.Lock(); // PGM2003
        if (page.MapCount == 0)
            return true;
        page = null;
        return false; // earlier PGM2003
    }

    public static bool TakenBackFromOutGood(Page candidate, [NotNullWhen(true)] out Page? page)
    {
        page = candidate;
        page.Lock();
        if (page.MapCount == 0)
            return true;
        page.Unlock();
        page = null;
        return false;
    }

    public static bool ThrownWithOutBad(Page candidate, out Page page)
    {
        page = candidate;
        page.Lock(); // PGM2003
        if (page.MapCount > 0)
            throw new InvalidOperationException();
        return true;
    }

    public static bool LockedThroughOutGood(AddressSpace mapping, long index, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
    {
        if (!mapping.TryFind(index, out page))
            return false;
        page.Lock();
        return true;
    }

    public static void LockedThroughRefGood(ref Page slot)
    {
        slot.Lock();
        slot.MarkDirty();
        slot.Unlock();
    }

    public static void CorrelatedFlagBad([Requires(State.Confirmed)] PipeBuffer buffer, bool whole)
    {
        bool stolen = buffer.TrySteal(out Page? page); // PGM2003
        Console.WriteLine(buffer.Length);
        if (stolen && whole)
            page!.Unlock();
    }

    public static void CorrelatedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(buffer.Length);
        if (stolen)
            page!.Unlock();
    }

    public static void CorrelatedConditionGood(Page page, int length)
    {
        if (length > 0)
            page.Lock();
        Console.WriteLine(page.Size);
        if (length > 0)
            page.Unlock();
    }

    public static void CorrelatedPropertyGood(Page page, ReadRequest request)
    {
        if (request.Options != ReadRequestOptions.None)
            page.Lock();
        page.MarkDirty();
        if (request.Options != ReadRequestOptions.None)
            page.Unlock();
    }

    public static void CorrelatedPatternGood(Page page, ReadRequestOptions options)
    {
        bool exclusive = options is not ReadRequestOptions.None;
        if (exclusive)
            page.Lock();
        page.MarkDirty();
        if (exclusive)
            page.Unlock();
    }

    public static void CorrelatedNullGood(Page page, bool needed)
    {
        Page? locked = null;
        if (needed)
        {
            page.Lock();
            locked = page;
        }

        Console.WriteLine(page.Size);
        locked?.Unlock();
    }

    public static void CorrelatedParameterNullGood(Page? page)
    {
        if (page is not null)
            page.Lock();
        Console.WriteLine("work");
        if (page is not null)
            page.Unlock();
    }

    public static async Task AsyncBad(Page page, Stream stream, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation); // PGM2003
        if (await stream.ReadAsync(page.Memory, cancellation) == 0)
            return;
        page.Unlock();
    }

    public static async Task AwaitedBad(Func<Task<Page?>> find)
    {
        Page? page = await find().ConfigureAwait(false);
        if (page is null)
            return;
        page.Lock(); // PGM2003
        page.MarkDirty();
    } // earlier PGM2003

    public static async Task AwaitedGood(Func<Task<Page?>> find)
    {
        Page? page = await find().ConfigureAwait(false);
        if (page is null)
            return;
        page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    public static async Task AwaitedTaskTwiceGood(Task<Page> found)
    {
        (await found).Lock();
        (await found).Unlock();
    }

    public static async Task AsyncGood(Page page, Stream stream, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        try
        {
            await stream.ReadExactlyAsync(page.Memory, cancellation);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static async Task<bool> AsyncCancelledGood(Page page, Stream stream, CancellationToken cancellation)
    {
        try
        {
            await page.LockAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        page.Unlock();
        return true;
    }

    public static async Task AwaitUsingGood(Page page, Stream stream)
    {
        page.Lock();
        await using (stream)
        {
            page.MarkDirty();
        }

        page.Unlock();
    }

    public static void WrapperBad(Page page)
    {
        if (!TryPrepare(page)) // PGM2003
            return;
        page.MarkDirty();
    }

    public static void WrapperGood(Page page)
    {
        if (!TryPrepare(page))
            return;
        Finish(page);
    }

    public static void OutWrapperBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (TryTakeOver(buffer, out Page? page)) // PGM2003
            page.MarkDirty();
    }

    public static void OutWrapperGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (TryTakeOver(buffer, out Page? page))
            page.Unlock();
    }

    public static void ResultWrapperBad(PageArena arena)
    {
        Page page = AllocateLocked(arena); // PGM2003
        page.MarkDirty();
    }

    public static void ResultWrapperGood(PageArena arena)
    {
        Page page = AllocateLocked(arena);
        page.Unlock();
        page.Release();
    }

    public static void ResultWrapperNotReleasedBad(PageArena arena)
    {
        Page page = ClearLocked(arena); // PGM4003
        page.Unlock();
    }

    public static void ResultWrapperReleasedGood(PageArena arena)
    {
        Page page = ClearLocked(arena);
        page.Unlock();
        page.Release();
    }

    public static void WholeTypeBad(Door door, bool stay)
    {
        door.Bolt(); // PGM2003
        if (stay)
            return;
        door.Unbolt();
    }

    public static void WholeTypeGood(Door door, bool stay)
    {
        door.Bolt();
        try
        {
            if (stay)
                return;
            Console.WriteLine("gone");
        }
        finally
        {
            door.Unbolt();
        }
    }

    public static void NewObjectBad()
    {
        Door door = new();
        door.Bolt(); // PGM2003
    }

    public static void NewObjectGood()
    {
        Door door = new();
        door.Bolt();
        door.Unbolt();
    }

    public static bool RequestBad(ReadRequest request)
    {
        if (!request.TryLock()) // PGM2003
            return false;
        return request.ByteCount > 0;
    }

    public static void RequestGood(ReadRequest request)
    {
        if (!request.TryLock())
            return;
        if (!request.TryUnlock())
            request.End();
    }

    public static void RequestCompletedGood(ReadRequest request, long bytes)
    {
        if (request.TryLock())
            request.Complete(bytes);
    }

    public static void RelockedForCallerGood([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        Thread.Yield();
        page.Lock();
    }

    public static void RelockedForCallerBalancedGood([Balanced(State.Locked)] Page page)
    {
        page.Unlock();
        Thread.Yield();
        page.Lock();
    }

    public static bool SwitchBad(Page page, ConfirmResult result)
    {
        page.Lock(); // PGM2003
        switch (result)
        {
            case ConfirmResult.Good:
                page.Unlock();
                return true;
            case ConfirmResult.Truncated:
                return false;
            default:
                page.Unlock();
                return false;
        }
    }

    public static bool SwitchGood(Page page, ConfirmResult result)
    {
        page.Lock();
        switch (result)
        {
            case ConfirmResult.Good:
                page.Unlock();
                return true;
            case ConfirmResult.Truncated:
                goto default;
            default:
                page.Unlock();
                return false;
        }
    }

    public static int SwitchExpressionGood(Page page, ConfirmResult result)
    {
        page.Lock();
        int value = result switch
        {
            ConfirmResult.Good => page.Size,
            ConfirmResult.Truncated => 0,
            _ => -1,
        };
        page.Unlock();
        return value;
    }

    public static int SwitchExpressionThrowBad(Page page, ConfirmResult result)
    {
        page.Lock(); // PGM2003
        int value = result switch
        {
            ConfirmResult.Good => page.Size,
            _ => throw new InvalidDataException(), // earlier PGM2003
        };
        page.Unlock();
        return value;
    }

    public static void PatternBad(Page? page)
    {
        if (page is { MapCount: 0 } idle && idle.TryLock()) // PGM2003
            idle.MarkDirty();
    }

    public static void PatternGood(Page? page)
    {
        if (page is { MapCount: 0 } idle && idle.TryLock())
            idle.Unlock();
    }

    public static void NullConditionalBad(Page? page)
    {
        page?.Lock(); // PGM2003
    }

    public static void NullConditionalGood(Page? page)
    {
        page?.Lock();
        Console.WriteLine("work");
        page?.Unlock();
    }

    public static void CoalesceGood(Page? preferred, Page fallback)
    {
        Page page = preferred ?? fallback;
        page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    public static void CoalesceAssignmentGood(Page? preferred, PageArena arena)
    {
        preferred ??= arena.Allocate(); // PGM4003
        preferred.Lock();
        preferred.MarkDirty();
        preferred.Unlock();
    }

    public static void ForeachBad(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
        {
            if (!page.TryLock()) // PGM2003
                continue;
            if (page.MapCount > 0)
                return;
            page.Unlock();
        }
    }

    public static void ForeachGood(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
        {
            if (!page.TryLock())
                continue;
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void TwoForeachGood(List<Page> pages)
    {
        foreach (Page page in pages)
            page.Lock();
        foreach (Page page in pages)
            page.Unlock();
    }

    public static void ElementTwiceGood(Page[] pages)
    {
        pages[0].Lock();
        pages[0].MarkDirty();
        pages[0].Unlock();
    }

    public static void ListElementTwiceGood(List<Page> pages)
    {
        pages[0].Lock();
        pages[0].MarkDirty();
        pages[0].Unlock();
    }

    public static void SlotTwiceGood(ReadRequest request, int index)
    {
        request.Pages[index].Lock();
        request.Pages[index].MarkUpToDate();
        request.Pages[index].Unlock();
    }

    public static void PropertyTwiceGood(PipeBuffer buffer)
    {
        buffer.Page.Lock();
        buffer.Page.MarkDirty();
        buffer.Page.Unlock();
    }

    public static void OtherObjectsFieldGood(PGM2003 other)
    {
        if (other._page is null)
            return;
        other._page.Lock();
        other._page.MarkDirty();
        other._page.Unlock();
    }

    public static void StaticFieldGood()
    {
        SharedPage!.Lock();
        SharedPage.MarkDirty();
        SharedPage.Unlock();
    }

    public static void GotoBad(Page page, bool failed)
    {
        page.Lock(); // PGM2003
        if (failed)
            goto end;
        page.Unlock();
    end:
        Console.WriteLine("end");
    }

    public static void GotoGood(Page page, bool failed)
    {
        page.Lock();
        if (failed)
            goto end;
        page.MarkDirty();
    end:
        page.Unlock();
    }

    public static Page ReturnedGood(Page page)
    {
        page.Lock();
        return page;
    }

    public static (bool IsLocked, Page Page) ReturnedInTupleGood(Page page)
    {
        page.Lock();
        return (true, page);
    }

    public static Page[] ReturnedInCollectionGood(Page page)
    {
        page.Lock();
        return [page];
    }

    public static object ReturnedInAnonymousObjectGood(Page page)
    {
        page.Lock();
        return new { Page = page };
    }

    public static IEnumerable<Page> YieldedGood(Page page)
    {
        page.Lock();
        yield return page;
    }

    public static void AddedToListGood(List<Page> locked, Page page)
    {
        page.Lock();
        locked.Add(page);
    }

    public static void StoredInElementGood(Page[] locked, Page page)
    {
        page.Lock();
        locked[0] = page;
    }

    public static void StoredInDictionaryGood(Dictionary<long, Page> locked, Page page)
    {
        page.Lock();
        locked[page.Index] = page;
    }

    public static void CollectionExpressionGood(Page first, Page second)
    {
        first.Lock();
        second.Lock();
        Page[] locked = [first, second];
        foreach (Page page in locked)
            page.Unlock();
    }

    public static void SpanOfPagesGood(Page page)
    {
        page.Lock();
        UnlockAll(new ReadOnlySpan<Page>(ref page));
    }

    public static void ParamsSpanGood(Page first, Page second)
    {
        first.Lock();
        second.Lock();
        UnlockAll(first, second);
    }

    public static void ParamsArrayGood(Page first, Page second)
    {
        first.Lock();
        second.Lock();
        UnlockEach(first, second);
    }

    public static void ExtensionMethodGood(Page page)
    {
        page.Lock();
        page.UnlockQuietly();
    }

    public static void ExtensionMemberGood(Page page)
    {
        page.Lock();
        page.UnlockLoudly();
    }

    public static void DelegateGood(Page page, Action<Page> finish)
    {
        page.Lock();
        finish(page);
    }

    public static void MethodGroupGood(Page page)
    {
        page.Lock();
        Action unlock = page.Unlock;
        unlock();
    }

    public static void LambdaGood(Page page, Action<Action> schedule)
    {
        page.Lock();
        schedule(() => page.Unlock());
    }

    public static void InsideLambdaBad(Action<Action<Page>> each)
    {
        each(page =>
        {
            page.Lock(); // PGM2003
            if (page.MapCount > 0)
                return;
            page.MarkDirty();
            page.Unlock();
        });
    }

    public static void InsideLambdaGood(Action<Action<Page>> each)
    {
        each(page =>
        {
            page.Lock();
            page.Unlock();
        });
    }

    public static void LocalFunctionBad(Page first)
    {
        Dirty(first);

        void Dirty(Page page)
        {
            page.Lock(); // PGM2003
            if (page.MapCount > 0)
                return;
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void LocalFunctionLooksBad(Page page)
    {
        page.Lock(); // PGM2003
        Work();

        void Work() => page.Span.Clear();
    } // earlier PGM2003

    public static void LambdaLooksBad(Page page, Action<Action> run)
    {
        page.Lock(); // PGM2003
        run(() => Console.WriteLine(page.Size));
    } // earlier PGM2003

    public static void LambdaPassesOnGood(Page page, Action<Action> run, Action<Page> callee)
    {
        page.Lock();
        run(() => callee(page));
    }

    public static void LocalFunctionGood(Page page)
    {
        page.Lock();
        try
        {
            page.MarkDirty();
        }
        finally
        {
            Unlock();
        }

        void Unlock() => page.Unlock();
    }

    public static void CapturedVariableGood(PageArena arena, Action<Action> schedule)
    {
        Page page = arena.Allocate();
        page.Lock();
        schedule(page.Unlock);
    }

    public static void TupleGood(Page page)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        pair.Page.Unlock();
    }

    public static void DeconstructedGood(Page first, Page second)
    {
        (Page a, Page b) = (first, second);
        a.Lock();
        b.Lock();
        b.Unlock();
        a.Unlock();
    }

    public static void RequestTakesPagesGood(AddressSpace mapping, Page page)
    {
        page.Lock();
        ReadRequest request = new(mapping, 0, [page]);
        request.Complete(0);
    }

    public static void DoesNotReturnGood(Page page, int length)
    {
        page.Lock();
        if (length < 0)
            Environment.FailFast("negative");
        page.Unlock();
    }

    public static void HelperThrowsGood(Page page, int length)
    {
        page.Lock();
        if (length < 0)
            ThrowNegative();
        page.Unlock();
    }

    public static void HelperThrowsAndIsCaughtBad(Page page, int length)
    {
        page.Lock(); // PGM2003
        try
        {
            if (length < 0)
                ThrowNegative();
        }
        catch (ArgumentOutOfRangeException)
        {
            return;
        }

        page.Unlock();
    }

    public static void HelperMakesTheExceptionBad(Page page, int length)
    {
        page.Lock(); // PGM2003
        if (length < 0)
            throw Negative();
        page.Unlock();
    }

    public static void EndlessLoopGood(Page page)
    {
        page.Lock();
        while (true)
            Thread.Sleep(1);
    }

    [return: Produces(State.Locked)]
    private static Page ClearLocked(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        page.Lock();
        return page;
    }

    [return: Produces(State.Locked)]
    public static Page AllocateLocked(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Lock();
        return page;
    }

    public void FieldGood() => _page!.Lock();

    public void PropertyOfThisGood()
    {
        Current!.Lock();
        Current.MarkDirty();
        Current.Unlock();
    }

    public void ElementOfFieldGood()
    {
        _pages[0].Lock();
        _pages[0].Unlock();
    }

    public void StoredInFieldGood(Page page)
    {
        page.Lock();
        _page = page;
    }

    public void StoredInPropertyGood(Page page)
    {
        page.Lock();
        Current = page;
    }

    private static bool TryPrepare([Produces(State.Locked, When = true)] Page page)
    {
        if (!page.TryLock())
            return false;
        page.ClearUpToDate();
        return true;
    }

    private static void Finish([Requires(State.Locked), Produces(State.Unlocked)] Page page) => page.Unlock();

    private static bool TryTakeOver(
        [Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        => buffer.TrySteal(out page);

    private static void UnlockAll(params ReadOnlySpan<Page> pages)
    {
        foreach (Page page in pages)
            page.Unlock();
    }

    private static void UnlockEach(params Page[] pages)
    {
        foreach (Page page in pages)
            page.Unlock();
    }

    private static ArgumentOutOfRangeException Negative() => new();

    [DoesNotReturn]
    private static void ThrowNegative() => throw new ArgumentOutOfRangeException();
}

public static class MorePageExtensions
{
    public static void UnlockQuietly(this Page page) => page.Unlock();

    extension(Page page)
    {
        public void UnlockLoudly()
        {
            Console.WriteLine(page.Size);
            page.Unlock();
        }
    }
}

public sealed class UnlockScope(Page page) : IDisposable
{
    public void Dispose() => page.Unlock();
}

public readonly ref struct UnlockRefScope
{
    private readonly Page _page;

    public UnlockRefScope(Page page) => _page = page;

    public void Dispose() => _page.Unlock();
}

public sealed class InitializedScope : IDisposable
{
    public required Page Page { get; init; }

    public void Dispose() => Page.Unlock();
}

[Protocol("door", "Free", "Bolted")]
[Rule("PGM2001", Breach.Repeated, "Free")]
[Rule("PGM2003", Breach.Left, "Bolted")]
public sealed class Door
{
    [Produces("Bolted")]
    public void Bolt()
    {
    }

    [Requires("Bolted"), Produces("Free")]
    public void Unbolt()
    {
    }
}
