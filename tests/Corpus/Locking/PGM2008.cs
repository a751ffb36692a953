using System;
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

/// <summary>PGM2008: what is done under an object's lock is not done without it.</summary>
public class PGM2008
{
    private Page? _page;

    public static void StraightLineBad(AddressSpace file, Page page)
    {
        page.Lock();
        page.Unlock(); // earlier PGM2008
        file.Remove(page); // PGM2008
    }

    public static void StraightLineGood(AddressSpace file, Page page)
    {
        page.Lock();
        file.Remove(page);
        page.Unlock();
    }

    public static void BranchBad(AddressSpace file, Page page, bool careful)
    {
        page.Lock();
        if (careful)
            page.MarkError();
        else
            page.Unlock();
        file.Remove(page); // PGM2008
        if (careful)
            page.Unlock();
    }

    public static void BranchGood(AddressSpace file, Page page, bool careful)
    {
        page.Lock();
        if (careful)
            file.Remove(page);
        page.Unlock();
    }

    public static void EarlyReturnBad(AddressSpace file, Page page)
    {
        if (page.TryLock())
        {
            page.Unlock();
            return;
        }

        file.Remove(page); // PGM2008
    }

    public static void TriedAfterwardsBad(AddressSpace file, Page page)
    {
        file.Remove(page); // PGM2008
        if (!page.TryLock())
            return;
        page.Unlock();
    }

    public static void TriedAfterSomebodyHadItGood(AddressSpace file, Page page, Action finish)
    {
        file.Remove(page);
        finish();
        if (page.TryLock())
            page.Unlock();
    }

    public static void EarlyReturnGood(AddressSpace file, Page page)
    {
        if (!page.TryLock())
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void LoopBad(AddressSpace file, [Requires(State.Locked)] Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (file.Remove(page)) // PGM2008
                Thread.Yield();
            page.Unlock(); // PGM2001
        }
    }

    public static void LoopGood(AddressSpace file, Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            page.Lock();
            file.Remove(page);
            page.Unlock();
        }
    }

    public static void TryFinallyBad(AddressSpace file, Page page, Stream stream)
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

        file.Remove(page); // PGM2008
    }

    public static void TryFinallyGood(AddressSpace file, Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
            file.Remove(page);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void UsingBad(AddressSpace file, PageArena arena, IDisposable scope)
    {
        Page page = arena.Allocate();
        using (scope)
            file.TryAdd(0, page); // PGM2008
        page.Release();
    }

    public static void UsingGood(AddressSpace file, PageArena arena, IDisposable scope)
    {
        Page page = arena.Allocate();
        page.Lock();
        using (scope)
            file.TryAdd(0, page);
        page.Unlock();
        page.Release();
    }

    public static void AliasBad(AddressSpace file, Page page)
    {
        Page alias = page;
        page.Lock();
        alias.Unlock();
        file.Remove(page); // PGM2008
    }

    public static void AliasGood(AddressSpace file, Page page, Page other)
    {
        Page alias = page;
        page.Lock();
        alias = other;
        alias.Lock();
        alias.Unlock();
        file.Remove(page);
        page.Unlock();
    }

    public static bool OutBad(AddressSpace file, PageArena arena, [NotNullWhen(true)] out Page? page)
    {
        if (!arena.TryAllocate(out page))
            return false;
        return file.TryAdd(0, page); // PGM2008
    }

    public static bool OutGood(AddressSpace file, PageArena arena, [NotNullWhen(true)] out Page? page)
    {
        if (!arena.TryAllocate(out page))
            return false;
        page.Lock();
        bool added = file.TryAdd(0, page);
        page.Unlock();
        return added;
    }

    public static void CorrelatedFlagBad(AddressSpace file, Page page)
    {
        bool locked = page.TryLock();
        if (!locked)
            file.Remove(page); // PGM2008
        else
            page.Unlock();
    }

    public static void CorrelatedFlagGood(AddressSpace file, Page page)
    {
        bool locked = page.TryLock();
        Thread.Yield();
        if (!locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static async Task AsyncBad(AddressSpace file, Page page, Task ready, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        page.Unlock();
        await ready;
        file.Remove(page); // PGM2008
    }

    public static async Task AsyncGood(AddressSpace file, Page page, Task ready, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        await ready;
        file.Remove(page);
        page.Unlock();
    }

    public static void WrapperBad(AddressSpace file, Page page)
    {
        page.Lock();
        Finish(page);
        file.Remove(page); // PGM2008
    }

    public static void WrapperGood(AddressSpace file, Page page)
    {
        page.Lock();
        file.Remove(page);
        Finish(page);
    }

    public static void OwnContractBad(Page page)
    {
        page.Lock();
        page.Unlock();
        Fill(page); // PGM2008
    }

    public static void OwnContractGood(Page page)
    {
        page.Lock();
        Fill(page);
        page.Unlock();
    }

    public static MoveResult RequestBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _); // PGM2008
        return request.TryLock() ? result : MoveResult.Aborted;
    }

    public static MoveResult RequestGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock() || !request.TryLock())
            return MoveResult.Aborted;
        return PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
    }

    public static void LockedByCallerGood(AddressSpace file, Page page) => file.Remove(page);

    public static void AskedGood(AddressSpace file, Page page)
    {
        if (page.IsLocked)
            file.Remove(page);
    }

    public static void LockedBySomebodyElseGood(AddressSpace file, Page page, Action<Page> lockIt)
    {
        page.Lock();
        page.Unlock();
        lockIt(page);
        file.Remove(page);
        page.Unlock();
    }

    public static async Task LockedByTheReaderGood(AddressSpace file, Page page, System.Collections.Generic.List<Page> queue, Task filled)
    {
        page.Lock();
        page.Unlock();
        queue.Add(page);
        await filled;
        file.Remove(page);
        page.Unlock();
    }

    public void FieldBad(AddressSpace file)
    {
        if (_page is null)
            return;
        _page.Lock();
        _page.Unlock();
        file.Remove(_page); // PGM2008
    }

    public void FieldGood(AddressSpace file)
    {
        if (_page is null)
            return;
        _page.Lock();
        file.Remove(_page);
        _page.Unlock();
    }

    public void SharedAndThenUnlockedBad(AddressSpace file, Predicate<Page> transform, Page page)
    {
        page.Lock();
        bool isChanged = transform(page);
        page.Unlock();
        if (isChanged)
            Note(page); // PGM2008
    }

    public void SharedAndStillLockedGood(AddressSpace file, Predicate<Page> transform, Page page)
    {
        page.Lock();
        bool isChanged = transform(page);
        if (isChanged)
            Note(page);
        page.Unlock();
    }

    protected virtual void Note([Requires(State.Locked)] Page page) => page.MarkDirty();

    private static void Finish([Requires(State.Locked), Produces(State.Unlocked)] Page page) => page.Unlock();

    private static void Fill([Requires(State.Locked)] Page page) => page.MarkUpToDate();

    public static void TriedInASwitchAfterwardsBad(AddressSpace file, Page page)
    {
        file.Remove(page); // PGM2008
        switch (page.TryLock())
        {
            case true:
                page.Unlock();
                break;
        }
    }
}
