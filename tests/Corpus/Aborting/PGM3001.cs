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
using PageMove.Requests;

namespace Corpus.Aborting;

/// <summary>PGM3001: nothing is published for a request before somebody has looked whether it was aborted.</summary>
public class PGM3001
{
    private ReadRequest? _request;

    public static MoveResult StraightLineBad(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        mapping.Replace(oldPage, newPage); // PGM3001
        return MoveResult.Moved; // earlier PGM3001
    }

    public static MoveResult StraightLineGood(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!request.TryLock())
            return MoveResult.Aborted;
        mapping.Replace(oldPage, newPage);
        return MoveResult.Moved;
    }

    public static MoveResult UnknownCallerBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (request.ByteCount == 0)
            return MoveResult.Copy;
        mapping.Replace(oldPage, newPage); // PGM3001
        return MoveResult.Moved;
    }

    public static void AddedBad(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        if (!mapping.TryAdd(request.FirstIndex, page)) // PGM3001
            Console.WriteLine("another page is there");
    }

    public static void AddedGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        if (request.IsAborted) // PGM3002
            return;
        if (!mapping.TryAdd(request.FirstIndex, page))
            Console.WriteLine("another page is there");
    }

    public static MoveResult AddRefusedGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (!mapping.TryAdd(request.FirstIndex, page))
            return MoveResult.Copy;
        lock (request.AbortLock)
        {
            if (request.IsAborted)
                return MoveResult.Aborted;
            slot = page;
        }

        return MoveResult.Moved;
    }

    public static MoveResult BalancedBad(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        mapping.Replace(oldPage, newPage); // PGM3001
        return MoveResult.Moved; // PGM2004
    }

    public static MoveResult BalancedLockedAfterwardsGood(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        mapping.Replace(oldPage, newPage);
        return request.TryLock() ? MoveResult.Moved : MoveResult.Aborted;
    }

    public static MoveResult LockedAfterwardsGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        mapping.Replace(oldPage, newPage);
        lock (request.AbortLock)
        {
            if (request.IsAborted)
                return MoveResult.Aborted;
        }

        return MoveResult.Moved;
    }

    public static MoveResult SlotBad(
        ReadRequest request,
        AddressSpace mapping,
        [Requires(State.Locked)] Page oldPage,
        [Requires(State.Locked)] Page newPage,
        [Signals(Signal.SlotPublish)] ref Page slot)
    {
        mapping.Replace(oldPage, newPage); // PGM3001
        slot = newPage;
        return request.IsAborted ? MoveResult.Aborted : MoveResult.Moved;
    }

    public static MoveResult SlotGood(
        ReadRequest request,
        AddressSpace mapping,
        [Requires(State.Locked)] Page oldPage,
        [Requires(State.Locked)] Page newPage,
        [Signals(Signal.SlotPublish)] ref Page slot)
    {
        mapping.Replace(oldPage, newPage);
        lock (request.AbortLock)
        {
            if (request.IsAborted)
                return MoveResult.Aborted;
            slot = newPage;
        }

        return MoveResult.Moved;
    }

    public static void OnlySlotBad(ReadRequest request, Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (request.ByteCount > 0)
            slot = newPage; // PGM3001
    }

    public static void OnlySlotGood(ReadRequest request, Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        lock (request.AbortLock)
        {
            if (!request.IsAborted)
                slot = newPage;
        }
    }

    public static void ConditionalSlotBad(ReadRequest request, Page first, Page second, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        slot = request.ByteCount > 0 ? first : second; // PGM3001
    }

    public static void OutSlotBad(ReadRequest request, Page newPage, [Signals(Signal.SlotPublish)] out Page? slot)
    {
        Console.WriteLine(request.ByteCount);
        slot = newPage; // PGM3001
    }

    public static void OutSlotGood(ReadRequest request, Page newPage, [Signals(Signal.SlotPublish)] out Page? slot)
    {
        slot = request.IsAborted ? null : newPage; // PGM3002
    }

    public static MoveResult BranchBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, bool trusted)
    {
        if (!trusted && request.IsAborted) // PGM3002
            return MoveResult.Aborted;
        mapping.Replace(oldPage, newPage); // PGM3001
        return MoveResult.Moved;
    }

    public static MoveResult BranchGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, bool add)
    {
        if (request.IsAborted) // PGM3002
            return MoveResult.Aborted;
        if (add)
            return mapping.TryAdd(request.FirstIndex, newPage) ? MoveResult.Moved : MoveResult.Copy;
        mapping.Replace(oldPage, newPage);
        return MoveResult.Moved;
    }

    public static bool EarlyReturnBad(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        if (page.MapCount > 0)
            return false;
        if (request.ByteCount < page.Size)
            return request.IsAborted;
        return mapping.TryAdd(request.FirstIndex, page); // PGM3001
    }

    public static bool EarlyReturnGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        if (page.MapCount > 0 || request.IsAborted) // PGM3002
            return false;
        return mapping.TryAdd(request.FirstIndex, page);
    }

    public static void LoopBad(ReadRequest request, AddressSpace mapping, Page[] pages)
    {
        for (int i = 0; i < pages.Length; i++)
        {
            if (i > 0 && request.IsAborted)
                return;
            mapping.TryAdd(i, pages[i]); // PGM3001
            if (pages[i].MapCount > 0)
                return;
        }
    }

    public static void LoopGood(ReadRequest request, AddressSpace mapping, Page[] pages)
    {
        for (int i = 0; i < pages.Length; i++)
        {
            if (!request.TryLock())
                return;
            bool added = mapping.TryAdd(i, pages[i]);
            if (!request.TryUnlock())
            {
                request.End();
                return;
            }

            if (!added)
                return;
        }
    }

    public static void LoopUntilLockedGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        while (!request.TryLock())
            Thread.Yield();
        mapping.Replace(oldPage, newPage);
        if (!request.TryUnlock())
            request.End();
    }

    public static void TryFinallyBad(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Stream stream)
    {
        if (!request.TryUnlock())
            return;
        try
        {
            stream.ReadExactly(newPage.Span);
        }
        finally
        {
            mapping.Replace(oldPage, newPage); // PGM3001
        }
    }

    public static void TryFinallyGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.TryLock())
            return;
        try
        {
            mapping.Replace(oldPage, newPage);
        }
        finally
        {
            if (!request.TryUnlock())
                request.End();
        }
    }

    public static void CatchBad(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Stream stream)
    {
        try
        {
            if (!request.TryUnlock())
                return;
            stream.ReadExactly(newPage.Span);
            if (!request.TryLock())
                return;
        }
        catch (IOException)
        {
        }

        mapping.Replace(oldPage, newPage); // PGM3001
        request.End();
    }

    public static void CatchGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Stream stream)
    {
        try
        {
            stream.ReadExactly(newPage.Span);
        }
        catch (IOException)
        {
            newPage.Span.Clear();
        }

        if (!request.IsAborted) // PGM3002
            mapping.Replace(oldPage, newPage);
    }

    public static void ThrowGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (request.IsAborted) // PGM3002
            throw new OperationCanceledException();
        mapping.Replace(oldPage, newPage);
    }

    public static void UsingBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, IDisposable scope)
    {
        using (scope)
            mapping.Replace(oldPage, newPage); // PGM3001
        Console.WriteLine(request.ByteCount);
    }

    public static void UsingGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        using Lock.Scope scope = request.AbortLock.EnterScope();
        if (!request.IsAborted)
            mapping.Replace(oldPage, newPage);
    }

    public static void AliasBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        ReadRequest alias = request;
        if (!alias.TryLock() || !request.TryUnlock())
            return;
        mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static void AliasGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        ReadRequest alias = request;
        if (alias.IsAborted) // PGM3002
            return;
        mapping.Replace(oldPage, newPage);
        Console.WriteLine(request.ByteCount);
    }

    public static void OutBad(ReadRequest request, AddressSpace mapping, PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page)) // PGM4003
            return;
        page.Lock();
        bool added = mapping.TryAdd(request.FirstIndex, page); // PGM3001
        page.Unlock();
        if (!added)
            page.Release();
    }

    public static void OutGood(ReadRequest request, AddressSpace mapping, PageArena arena)
    {
        if (request.IsAborted || !arena.TryAllocate(out Page? page)) // PGM4003 PGM3002
            return;
        page.Lock();
        bool added = mapping.TryAdd(request.FirstIndex, page);
        page.Unlock();
        if (!added)
            page.Release();
    }

    public static void CorrelatedFlagBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, bool check)
    {
        if (check && request.IsAborted)
            return;
        Console.WriteLine(newPage.Size);
        if (!check)
            mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static void CorrelatedFlagGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        bool locked = request.TryLock();
        Console.WriteLine(newPage.Size);
        if (!locked)
            return;
        mapping.Replace(oldPage, newPage);
        if (!request.TryUnlock())
            request.End();
    }

    public static void CorrelatedAbortFlagGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        bool aborted = request.IsAborted; // PGM3002
        Console.WriteLine(newPage.Size);
        if (!aborted)
            mapping.Replace(oldPage, newPage);
    }

    public static async Task AsyncBad(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Stream stream)
    {
        if (!request.TryUnlock())
            return;
        await stream.ReadExactlyAsync(newPage.Memory);
        mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static async Task AsyncGood(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Stream stream)
    {
        if (!request.TryUnlock())
            return;
        await stream.ReadExactlyAsync(newPage.Memory);
        if (!request.TryLock())
            return;
        mapping.Replace(oldPage, newPage);
        if (!request.TryUnlock())
            request.End();
    }

    public static void WrapperBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        Publish(mapping, oldPage, newPage); // PGM3001
        Console.WriteLine(request.ByteCount);
    }

    public static void WrapperGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!request.IsAborted) // PGM3002
            Publish(mapping, oldPage, newPage);
    }

    public static void CheckingWrapperBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (!IsAlive(request))
            Console.WriteLine("aborted");
        mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static void CheckingWrapperGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (IsAlive(request))
            mapping.Replace(oldPage, newPage);
    }

    public static void WholeTypeBad(Job job)
    {
        Job.Announce(); // PGM3001
        job.Run();
    }

    public static void WholeTypeGood(Job job)
    {
        job.Ask();
        Job.Announce();
        job.Run();
    }

    public static void RequiredOnEntryGood(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request,
        AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        Console.WriteLine(request.ByteCount);
        mapping.Replace(oldPage, newPage);
    }

    public static void NoRequestGood(AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
        => mapping.Replace(oldPage, newPage);

    public static void NotLookedAtBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        _ = request.IsAborted;
        mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static void LockResultIgnoredBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        request.TryLock(); // PGM3003
        mapping.Replace(oldPage, newPage); // PGM3001
        request.End();
    }

    public static void NewRequestGood(AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        ReadRequest request = new(mapping, 0, [newPage]);
        mapping.Replace(oldPage, newPage);
        Send(request);
    }

    public static MoveResult SwitchBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, int mode)
    {
        switch (mode)
        {
            case 0 when request.IsAborted:
                return MoveResult.Aborted;
            case 1:
                mapping.Replace(oldPage, newPage); // PGM3001
                return MoveResult.Moved;
            default:
                return MoveResult.Copy;
        }
    }

    public static MoveResult SwitchGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        switch (request.IsAborted) // PGM3002
        {
            case true:
                return MoveResult.Aborted;
            case false:
                mapping.Replace(oldPage, newPage);
                return MoveResult.Moved;
        }
    }

    public static bool SwitchExpressionGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request.IsAborted switch // PGM3002
        {
            true => false,
            false => mapping.TryAdd(0, page),
        };

    public static bool PatternGood(ReadRequest? request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request is { IsAborted: false } && mapping.TryAdd(0, page); // PGM3002

    public static bool PatternBad(ReadRequest? request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request is { ByteCount: > 0 } && mapping.TryAdd(0, page); // PGM3001

    public static void PropertyPatternGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (request is { IsAborted: false }) // PGM3002
            mapping.Replace(oldPage, newPage);
    }

    public static void PropertyPatternBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (request is { IsLocked: false })
            mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static bool NullConditionalGood(ReadRequest? request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request?.IsAborted == false && mapping.TryAdd(0, page); // PGM3002

    public static bool NullConditionalBad(ReadRequest? request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request?.ByteCount > 0 && mapping.TryAdd(0, page); // PGM3001

    public static bool ConditionalExpressionGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => request.IsAborted ? false : mapping.TryAdd(0, page); // PGM3002

    public static bool ConjunctionGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => !request.IsAborted && mapping.TryAdd(0, page); // PGM3002

    public static void ForeachBad(ReadRequest request, AddressSpace mapping, IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
            mapping.TryAdd(page.Index, page); // PGM3001
        Console.WriteLine(request.ByteCount);
    }

    public static void ForeachGood(ReadRequest request, AddressSpace mapping, IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
        {
            if (request.IsAborted) // PGM3002
                break;
            mapping.TryAdd(page.Index, page);
        }
    }

    public static void ForeachRequestGood(IEnumerable<ReadRequest> requests, AddressSpace mapping, PageArena arena)
    {
        foreach (ReadRequest request in requests)
        {
            using Page page = arena.Allocate();
            page.Lock();
            if (!request.IsAborted)
                mapping.TryAdd(request.FirstIndex, page);
            page.Unlock();
        }
    }

    public static void GotoBad(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, bool fast)
    {
        if (fast)
            goto publish;
        if (request.IsAborted) // PGM3002
            return;
    publish:
        mapping.Replace(oldPage, newPage); // PGM3001
    }

    public static void GotoGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, bool fast)
    {
        if (fast)
            goto check;
        Thread.Yield();
    check:
        if (request.IsAborted) // PGM3002
            return;
        mapping.Replace(oldPage, newPage);
    }

    public static void CalleeMayCheckGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Action<ReadRequest> check)
    {
        check(request);
        mapping.Replace(oldPage, newPage);
    }

    public static void LambdaGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage, Action<Action> run)
    {
        run(() =>
        {
            if (!request.IsAborted)
                mapping.Replace(oldPage, newPage);
        });
    }

    public static void LocalFunctionGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (IsGone())
            return;
        mapping.Replace(oldPage, newPage);

        bool IsGone() => request.IsAborted;
    }

    public static void DoesNotReturnGood(
        ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (request.IsAborted) // PGM3002
            ThrowAborted();
        mapping.Replace(oldPage, newPage);
    }

    public static void CompletedFirstGood(
        ReadRequest finished, ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        finished.Complete(0);
        if (!request.IsAborted)
            mapping.Replace(oldPage, newPage);
    }

    public void FieldGood(AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        if (_request is null || _request.IsAborted)
            return;
        mapping.Replace(oldPage, newPage);
        _request = null;
    }

    public bool PrivateCalleeGood(ReadRequest request, AddressSpace mapping, [Requires(State.Locked)] Page page)
        => !request.IsAborted && AddChecked(request, mapping, page);

    private static bool AddChecked(ReadRequest request, AddressSpace mapping, Page page) => mapping.TryAdd(request.FirstIndex, page);

    [Signals(Signal.CachePublish)]
    private static void Publish(AddressSpace mapping, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
        => mapping.Replace(oldPage, newPage);

    private static bool IsAlive([Produces(State.Checked, When = true)] ReadRequest request) => !request.IsAborted;

    private static void Send([Transfers] ReadRequest request) => Console.WriteLine(request.ByteCount);

    [DoesNotReturn]
    private static void ThrowAborted() => throw new OperationCanceledException();
}

[Protocol("job", "Unasked", "Asked", "Announced", Entry = "Unasked")]
[Reacts("Announcement", "Unasked", "Announced")]
[Rule("PGM3001", Breach.Left, "Announced")]
public sealed class Job
{
    [Signals("Announcement")]
    public static void Announce()
    {
    }

    [Produces("Asked", From = "Unasked")]
    public void Ask()
    {
    }

    public void Run()
    {
    }
}
