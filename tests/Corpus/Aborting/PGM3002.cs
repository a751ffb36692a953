using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Aborting;

/// <summary>PGM3002: a look at the abort counts only under a lock that stops aborts.</summary>
public static class PGM3002
{
    private static readonly Lock Gate = new();

    public static bool StraightLineBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        if (request.IsAborted) // PGM3002
            return false;
        mapping.Replace(oldPage, newPage);
        return true; // earlier PGM3002
    }

    public static bool StraightLineGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        lock (request.AbortLock)
        {
            if (request.IsAborted)
                return false;
            mapping.Replace(oldPage, newPage);
            return true;
        }
    }

    public static bool BranchBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, bool careful)
    {
        if (careful && request.IsAborted) // PGM3002
            return false;
        if (careful)
            mapping.Replace(oldPage, newPage);
        return true;
    }

    public static bool BranchGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, bool hurry)
    {
        if (hurry && request.IsAborted)
            return false;
        if (!request.TryLock())
            return false;
        mapping.Replace(oldPage, newPage);
        return request.TryUnlock();
    }

    public static void EarlyReturnBad(ReadRequest request, Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (request.IsAborted) // PGM3002
            return;
        slot = newPage;
    }

    public static int EarlyReturnGood(ReadRequest request)
    {
        if (request.IsAborted)
            return 0;
        return 1;
    }

    public static int LoopBad(ReadRequest request, AddressSpace mapping, Page[] oldPages, Page[] newPages, int count)
    {
        int replaced = 0;
        while (!request.IsAborted && replaced < count) // PGM3002
        {
            mapping.Replace(oldPages[replaced], newPages[replaced]);
            replaced++;
        }

        return replaced;
    }

    public static int LoopGood(ReadRequest request, AddressSpace mapping, Page[] oldPages, Page[] newPages, int count)
    {
        int replaced = 0;
        while (!request.IsAborted && replaced < count)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    break;
                mapping.Replace(oldPages[replaced], newPages[replaced]);
            }

            replaced++;
        }

        return replaced;
    }

    public static void TryFinallyBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        try
        {
            if (!request.IsAborted) // PGM3002
                mapping.Replace(oldPage, newPage);
        }
        finally
        {
            oldPage.Release();
        }
    }

    public static void TryFinallyGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        request.AbortLock.Enter();
        try
        {
            if (!request.IsAborted)
                mapping.Replace(oldPage, newPage);
        }
        finally
        {
            request.AbortLock.Exit();
        }
    }

    public static void UsingBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, Stream log)
    {
        using (log)
        {
            if (!request.IsAborted) // PGM3002
                mapping.Replace(oldPage, newPage);
        }
    }

    public static void UsingGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        using (request.AbortLock.EnterScope())
        {
            if (!request.IsAborted)
                mapping.Replace(oldPage, newPage);
        }
    }

    public static void AliasBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        ReadRequest alias = request;
        if (!alias.IsAborted) // PGM3002
            mapping.Replace(oldPage, newPage);
    }

    public static void AliasGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        Lock gate = request.AbortLock;
        lock (gate)
        {
            if (!request.IsAborted)
                mapping.Replace(oldPage, newPage);
        }
    }

    public static bool OutBad(ReadRequest request, PageArena arena, AddressSpace mapping)
    {
        if (request.IsAborted || !arena.TryAllocate(out Page? page)) // PGM3002
            return false;
        page.Lock();
        bool added = mapping.TryAdd(0, page);
        page.Unlock();
        page.Release();
        return added;
    }

    public static bool OutGood(ReadRequest request, PageArena arena, AddressSpace mapping)
    {
        if (request.IsAborted || !arena.TryAllocate(out Page? page))
            return false;
        bool added;
        page.Lock();
        lock (request.AbortLock)
            added = !request.IsAborted && mapping.TryAdd(0, page);
        page.Unlock();
        page.Release();
        return added;
    }

    public static void CorrelatedBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        bool aborted = request.IsAborted; // PGM3002
        Console.WriteLine(oldPage.Size);
        if (!aborted)
            mapping.Replace(oldPage, newPage);
    }

    public static void CorrelatedGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        bool aborted = request.IsAborted;
        bool locked = !aborted && request.TryLock();
        if (!locked)
            return;
        mapping.Replace(oldPage, newPage);
        if (!request.TryUnlock())
            request.End();
    }

    public static async Task AsyncBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        if (request.IsAborted) // PGM3002
            return;
        await Task.Yield();
        mapping.Replace(oldPage, newPage);
    }

    public static async Task AsyncGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        if (request.IsAborted)
            return;
        await Task.Yield();
        lock (request.AbortLock)
        {
            if (!request.IsAborted)
                mapping.Replace(oldPage, newPage);
        }
    }

    public static void WrapperBad(ReadRequest request, AddressSpace mapping, Page page)
    {
        if (!request.IsAborted) // PGM3002
            Publish(mapping, page);
    }

    public static void WrapperGood(ReadRequest request, AddressSpace mapping, Page page)
    {
        lock (request.AbortLock)
        {
            if (!request.IsAborted)
                Publish(mapping, page);
        }
    }

    public static void LockedByTheCallerGood(
        [Requires(State.Locked)] ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        if (!request.IsAborted)
            mapping.Replace(oldPage, newPage);
    }

    public static void LookedAtAgainGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (request.IsAborted)
            return;
        mapping.Replace(oldPage, newPage);
        lock (request.AbortLock)
        {
            if (!request.IsAborted)
                slot = newPage;
        }
    }

    [Signals(Signal.CachePublish)]
    private static void Publish(AddressSpace mapping, Page page) => mapping.TryAdd(0, page);

    public static bool AnotherKindOfLockBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, object gate)
    {
        lock (gate)
        {
            if (request.IsAborted) // PGM3002
                return false;
            mapping.Replace(oldPage, newPage);
            return true; // earlier PGM3002
        }
    }

    public static bool AnotherLockWithinGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, object gate)
    {
        lock (request.AbortLock)
        {
            lock (gate)
            {
                if (request.IsAborted)
                    return false;
                mapping.Replace(oldPage, newPage);
                return true;
            }
        }
    }

    public static bool PerhapsTheLockGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage, Lock abortLock)
    {
        lock (abortLock)
        {
            if (request.IsAborted)
                return false;
            mapping.Replace(oldPage, newPage);
            return true;
        }
    }

    public static bool UnderTheRequestItselfBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        lock (request)
        {
            if (request.IsAborted) // PGM3002
                return false;
            mapping.Replace(oldPage, newPage);
            return true;
        }
    }

    public static bool UnderBothGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        lock (request)
        {
            lock (request.AbortLock)
            {
                if (request.IsAborted)
                    return false;
                mapping.Replace(oldPage, newPage);
                return true;
            }
        }
    }

    public static bool LockOfItsOwnBad(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        lock (Gate)
        {
            if (request.IsAborted) // PGM3002
                return false;
            mapping.Replace(oldPage, newPage);
            return true;
        }
    }

    public static bool LockOfItsOwnGood(ReadRequest request, AddressSpace mapping, Page oldPage, Page newPage)
    {
        lock (Gate)
        {
            if (request.IsAborted || !request.TryLock())
                return false;
            mapping.Replace(oldPage, newPage);
            return request.Complete(newPage.Size);
        }
    }
}
