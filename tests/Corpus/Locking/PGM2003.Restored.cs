using System;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2003: whose first step gives up a lock, has it from its caller, and may leave it as it was.</summary>
public sealed class PGM2003Restored
{
    private readonly Page _own;

    public PGM2003Restored(Page own) => _own = own;

    public static bool WaitsUnlockedGood(ReadRequest request)
    {
        if (!request.TryUnlock())
            return false;
        Thread.Yield();
        return request.TryLock();
    }

    public static long GoesOnLockedGood(ReadRequest request, Action wait)
    {
        if (!request.TryUnlock())
            return -1;
        wait();
        if (!request.TryLock())
            return -1;
        return request.ByteCount;
    }

    public static void OfAPageGood(Page page, Action wait)
    {
        page.Unlock();
        wait();
        page.Lock();
    }

    public static void InRoundsGood(Page page, int rounds, Action wait)
    {
        for (int i = 0; i < rounds; i++)
        {
            page.Unlock();
            wait();
            page.Lock();
        }
    }

    public static async Task AsyncGood(Page page, Task other)
    {
        page.Unlock();
        await other;
        await page.LockAsync();
    }

    public void OfAFieldGood(Action wait)
    {
        _own.Unlock();
        wait();
        _own.Lock();
    }

    public static void LocksFirstBad(Page page, Action wait)
    {
        page.Lock();
        page.Unlock();
        wait();
        page.Lock(); // PGM2003
        page.MarkDirty();
    }

    public static long AsksFirstBad(ReadRequest request, Action wait)
    {
        if (!request.TryLock()) // PGM2003
            return -1;
        wait();
        return request.ByteCount;
    }
}
