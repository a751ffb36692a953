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

/// <summary>PGM2007: who holds a lock does not wait for it.</summary>
public class PGM2007
{
    private readonly Page[] _pages = [];
    private Page? _page;

    public static void StraightLineBad(Page page)
    {
        page.Lock(); // earlier PGM2007
        page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void RequiredLockedBad(AddressSpace file, Page page)
    {
        file.Remove(page);
        page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void RequiredElementLockedBad(AddressSpace file, Page[] pages, int index)
    {
        file.TryAdd(index, pages[index]);
        pages[index].Lock(); // PGM2007
        pages[index].Unlock();
    }

    public static void RequiredLockedGood(AddressSpace file, Page page, Page other)
    {
        file.Remove(page);
        other.Lock();
        other.Unlock();
        page.Unlock();
        page.Lock();
        file.TryAdd(0, page);
        page.Unlock();
    }

    public static void RequiredLockedAndKeptGood(AddressSpace file, Page page, bool isDone)
    {
        file.Remove(page);
        if (isDone)
            page.Unlock();
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
        page.Lock(); // PGM2007
        page.MarkDirty();
    }

    public static void BranchBad(Page page, bool failed)
    {
        page.Lock();
        if (failed)
            page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void BranchGood(Page page, bool isLocked)
    {
        if (!isLocked)
            page.Lock();
        else
            Thread.Yield();
        page.MarkDirty();
        if (!isLocked)
            page.Unlock();
    }

    public static bool EarlyReturnBad(Page page, int length)
    {
        if (!page.TryLock())
            return false;
        if (length > page.Size)
        {
            page.Unlock();
            return false;
        }

        page.Lock(); // PGM2007
        page.Unlock();
        return true;
    }

    public static bool EarlyReturnGood(Page page, int length)
    {
        if (!page.TryLock())
            page.Lock();
        if (length > page.Size)
        {
            page.Unlock();
            return false;
        }

        page.Unlock();
        return true;
    }

    public static void LoopBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
            page.Lock(); // PGM2007
        page.Unlock();
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

    public static void LoopOverPagesGood(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
            page.Lock();
        foreach (Page page in pages)
            page.Unlock();
    }

    public static void LoopOverElementsGood(Page[] pages)
    {
        for (int i = 0; i < pages.Length; i++)
            pages[i].Lock();
        for (int i = 0; i < pages.Length; i++)
            pages[i].Unlock();
    }

    public static void LoopUntilLockedGood(Page page)
    {
        while (!page.TryLock())
            Thread.Yield();
        page.Unlock();
    }

    public static void TryFinallyBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            page.Lock(); // PGM2007
            stream.ReadExactly(page.Span);
        }
        finally
        {
            page.Unlock();
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

        page.Lock();
        page.Unlock();
    }

    public static void CatchBad(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
        }
        catch (IOException)
        {
            page.Lock(); // PGM2007
            page.MarkError();
        }

        page.Unlock();
    }

    public static void UsingBad(Page page, IDisposable scope)
    {
        page.Lock();
        using (scope)
            page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void UsingGood(Page page, IDisposable scope)
    {
        page.Lock();
        using (scope)
            page.Unlock();
        page.Lock();
        page.Unlock();
    }

    public static void AliasBad(Page page)
    {
        Page alias = page;
        page.Lock();
        alias.Lock(); // PGM2007
        page.Unlock();
    }

    public static void AliasGood(Page page, Page other)
    {
        Page alias = page;
        page.Lock();
        alias = other;
        alias.Lock();
        alias.Unlock();
        page.Unlock();
    }

    public static void OutBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page)) // earlier PGM2007
            return;
        page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void OutGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        page.Unlock();
    }

    public static void CorrelatedFlagBad(Page page)
    {
        bool isLocked = page.TryLock();
        if (isLocked)
            page.Lock(); // PGM2007
        if (isLocked)
            page.Unlock();
    }

    public static void CorrelatedFlagGood(Page page)
    {
        bool isLocked = page.TryLock();
        if (!isLocked)
            page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    public static void AskedFirstGood(Page page)
    {
        if (!page.IsLocked)
            page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    public static async Task AsyncBad(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        await page.LockAsync(cancellation); // PGM2007
        page.Unlock();
    }

    public static async Task AsyncGood(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        page.Unlock();
        await page.LockAsync(cancellation);
        page.Unlock();
    }

    public static void WrapperBad(Page page)
    {
        Begin(page); // earlier PGM2007
        page.Lock(); // PGM2007
        page.Unlock();
    }

    public static void WrapperGood(Page page)
    {
        Begin(page);
        page.MarkDirty();
        page.Unlock();
    }

    public static bool RequestBad([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryLock()) // PGM2007
            return false;
        return request.TryUnlock();
    }

    public static bool RequestGood([Requires(State.Locked)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return false;
        return request.TryLock();
    }

    public static void WaitedForGood(Page page, Action<Page> fill)
    {
        page.Lock();
        fill(page);

        // Whoever fills the page unlocks it.
        page.Lock();
        page.Unlock();
    }

    public static void CapturedGood(Page page, Action<Action> schedule)
    {
        page.Lock();
        schedule(() => page.Unlock());
        page.Lock();
        page.Unlock();
    }

    public static async Task StoredGood(Page page, List<Page> queue, Task filled)
    {
        page.Lock();
        queue.Add(page);
        await filled;
        page.Lock();
        page.Unlock();
    }

    public static bool TriedGood(Page page)
    {
        page.Lock();
        bool isFree = page.TryLock();
        page.Unlock();
        return isFree;
    }

    public void FieldGood(Page next)
    {
        _page?.Lock();
        _page?.Unlock();
        _page = next;
        _page.Lock();
        _page.Unlock();
    }

    public void ElementsGood()
    {
        _pages[0].Lock();
        _pages[1].Lock();
        _pages[1].Unlock();
        _pages[0].Unlock();
    }

    private static void Begin([Produces(State.Locked)] Page page) => page.Lock();

    private static void LockAndMark(Page page)
    {
        page.Lock();
        page.MarkDirty();
        page.Unlock();
    }

    private static void LockIfWanted(Page page, bool wanted)
    {
        if (wanted)
            page.Lock();
        page.MarkDirty();
        if (wanted)
            page.Unlock();
    }

    public static void WrapperLocksOnceMoreBad(Page page)
    {
        page.Lock();
        page.ClearDirty();
        LockAndMark(page); // PGM2007
        page.Unlock();
    }

    public static void WrapperLocksAfterwardsGood(Page page)
    {
        page.Lock();
        page.ClearDirty();
        page.Unlock();
        LockAndMark(page);
    }

    public static void WrapperLocksIfWantedGood(Page page)
    {
        page.Lock();
        LockIfWanted(page, wanted: false);
        page.Unlock();
    }

    public static async Task<bool> AsyncGivenUpInTimeGood(Page page, TimeSpan time)
    {
        await page.LockAsync();
        using CancellationTokenSource cancellation = new(time);
        bool isCancelled = false;
        try
        {
            await page.LockAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            isCancelled = true;
        }

        page.Unlock();
        return isCancelled;
    }

    public static async Task AsyncNeverGivenUpBad(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        await page.LockAsync(cancellation); // PGM2007
        page.Unlock();
    }

    public static void RefusedBad(ReadRequest request)
    {
        if (!request.TryLock())
            return;
        if (!request.TryLock()) // PGM2007
            return;
        request.Complete(0);
    }

    public static bool RefusedWithoutWaitingBad(Page page)
    {
        if (!page.TryLock()) // PGM2003
            return false;
        if (!page.TryLock())
            return false;
        page.Unlock();
        return true;
    }

    public static void FirstTwiceBad(Page[] pages)
    {
        pages[0].Lock();
        pages[0].Lock(); // PGM2007
        pages[0].Unlock();
    }

    public static void FirstAndSecondGood(Page[] pages)
    {
        pages[0].Lock();
        pages[1].Lock();
        pages[1].Unlock();
        pages[0].Unlock();
    }
}
