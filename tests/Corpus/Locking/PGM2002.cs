using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2002: only who got the lock gives it back.</summary>
public static class PGM2002
{
    public static void StraightLineBad(PageArena arena)
    {
        Page page = arena.Allocate(); // earlier PGM2002
        page.Unlock(); // PGM2002
        page.Release();
    }

    public static void StraightLineGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Lock();
        page.Unlock();
        page.Release();
    }

    public static void BranchBad(Page page)
    {
        if (page.TryLock()) // earlier PGM2002
            page.MarkDirty();
        page.Unlock(); // PGM2002
    }

    public static void BranchGood(Page page)
    {
        if (page.TryLock())
        {
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static void EarlyReturnBad(Page page)
    {
        if (!page.TryLock())
        {
            page.Unlock(); // PGM2002
            return;
        }

        page.Unlock();
    }

    public static void EarlyReturnGood(Page page)
    {
        if (!page.TryLock())
            return;
        page.Unlock();
    }

    public static void LoopBad(Page page, int tries)
    {
        for (int i = 0; i < tries; i++)
        {
            if (page.TryLock())
                page.MarkDirty();
            page.Unlock(); // PGM2002
        }
    }

    public static void LoopGood(Page page)
    {
        while (!page.TryLock())
            Console.WriteLine("waiting");
        page.Unlock();
    }

    public static void TryFinallyBad(Page page)
    {
        bool locked = page.TryLock();
        try
        {
            if (locked)
                page.MarkDirty();
        }
        finally
        {
            page.Unlock(); // PGM2002
        }
    }

    public static void TryFinallyGood(Page page)
    {
        bool locked = page.TryLock();
        try
        {
            page.MarkDirty();
        }
        finally
        {
            if (locked)
                page.Unlock();
        }
    }

    public static void UsingBad(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        stream.Write(page.Span);
        page.Unlock(); // PGM2002
    }

    public static void UsingGood(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        page.Lock();
        stream.Write(page.Span);
        page.Unlock();
    }

    public static void AliasBad(Page page)
    {
        Page alias = page;
        if (!page.TryLock())
            alias.Unlock(); // PGM2002
        else
            page.Unlock();
    }

    public static void AliasGood(Page page, Page other)
    {
        Page alias = page;
        if (!page.TryLock())
        {
            alias = other;
            alias.Lock();
        }

        alias.Unlock();
    }

    public static void OutBad(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Unlock(); // PGM2002
        page.Release();
    }

    public static void OutGood(PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Lock();
        page.Unlock();
        page.Release();
    }

    public static void CorrelatedBad(Page page)
    {
        bool locked = page.TryLock();
        Console.WriteLine(page.Size);
        if (!locked)
            page.Unlock(); // PGM2002
        else
            page.Unlock();
    }

    public static void CorrelatedGood(Page page)
    {
        bool locked = page.TryLock();
        Console.WriteLine(page.Size);
        if (locked)
            page.Unlock();
    }

    public static async Task AsyncBad(ReadRequest request)
    {
        if (request.TryLock())
            await Task.Yield();
        if (!request.TryUnlock()) // PGM2002
            request.End();
    }

    public static async Task AsyncGood(ReadRequest request)
    {
        if (!request.TryLock())
            return;
        await Task.Yield();
        if (!request.TryUnlock())
            request.End();
    }

    public static void WrapperBad(Page page)
    {
        if (!TryTake(page))
            page.Unlock(); // PGM2002
        else
            page.Unlock();
    }

    public static void WrapperGood(Page page)
    {
        if (TryTake(page))
            page.Unlock();
    }

    public static void NewRequestBad(AddressSpace mapping, Page[] pages)
    {
        ReadRequest request = new(mapping, 0, pages);
        if (!request.TryUnlock()) // PGM2002
            request.End();
    }

    public static void NewRequestGood(AddressSpace mapping, Page[] pages)
    {
        ReadRequest request = new(mapping, 0, pages);
        if (request.TryLock() && !request.TryUnlock())
            request.End();
    }

    public static void UnknownGood(Page page) => page.Unlock();

    public static void AskedWhileLockedGood(Page page)
    {
        page.Lock();
        if (!page.TryLock())
            Console.WriteLine("it does not nest");
        page.Unlock();
    }

    public static void RefusedThenWaitedForGood(Page page)
    {
        if (!page.TryLock())
            page.Lock();
        page.Unlock();
    }

    public static void PublishedUnlocked(PageArena arena, AddressSpace mapping)
    {
        Page page = arena.Allocate();
        mapping.TryAdd(0, page); // PGM2008
        page.Release();
    }

    private static bool TryTake([Produces(State.Locked, When = true), Produces(State.Untaken, When = false)] Page page) => page.TryLock();

    public static async Task AsyncCancelledInTryBad(PageArena arena, CancellationToken cancellation)
    {
        using Page page = arena.Allocate();
        try
        {
            await page.LockAsync(cancellation);
            page.Span.Clear();
        }
        finally
        {
            page.Unlock(); // PGM2002
        }
    }

    public static async Task AsyncCancelledBeforeTryGood(PageArena arena, CancellationToken cancellation)
    {
        using Page page = arena.Allocate();
        await page.LockAsync(cancellation);
        try
        {
            page.Span.Clear();
        }
        finally
        {
            page.Unlock();
        }
    }

    public static async Task CancelledBad(Page page, CancellationToken cancellationToken)
    {
        try
        {
            await page.LockAsync(cancellationToken);
            page.MarkDirty();
        }
        finally
        {
            page.Unlock(); // PGM2002
        }
    }

    public static async Task CancelledAndCaughtBad(Page page, CancellationToken cancellationToken)
    {
        try
        {
            await page.LockAsync(cancellationToken).ConfigureAwait(false);
            page.MarkDirty();
            page.Unlock();
        }
        catch (OperationCanceledException)
        {
            page.Unlock(); // PGM2002
        }
    }

    public static async Task CancelledAndCaughtGood(Page page, CancellationToken cancellationToken)
    {
        try
        {
            await page.LockAsync(cancellationToken).ConfigureAwait(false);
            page.MarkDirty();
        }
        catch (OperationCanceledException)
        {
            return;
        }

        page.Unlock();
    }

    public static async Task CancelledAndNotedGood(Page page, CancellationToken cancellationToken)
    {
        bool isLocked = false;
        try
        {
            await page.LockAsync(cancellationToken);
            isLocked = true;
            page.MarkDirty();
        }
        finally
        {
            if (isLocked)
                page.Unlock();
        }
    }

    public static async Task NeverCancelledGood(Page page)
    {
        try
        {
            await page.LockAsync();
            page.MarkDirty();
        }
        finally
        {
            page.Unlock();
        }
    }
}
