using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2005: nothing waits for somebody else while a request is locked.</summary>
public static class PGM2005
{
    public static void StraightLineBad(ReadRequest request)
    {
        if (!request.TryLock()) // earlier PGM2005
            return;
        Thread.Sleep(1); // PGM2005
        if (!request.TryUnlock())
            request.End();
    }

    public static void StraightLineGood(ReadRequest request)
    {
        if (!request.TryLock() || !request.TryUnlock())
            return;
        Thread.Sleep(1);
    }

    public static bool ParameterBad([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
        => buffer.Confirm() == ConfirmResult.Good; // PGM2005

    public static void BranchBad(ReadRequest request, Task ready, bool wait)
    {
        if (!request.TryLock())
            return;
        if (wait)
            ready.Wait(); // PGM2005
        if (!request.TryUnlock())
            request.End();
    }

    public static void BranchGood(ReadRequest request, Task ready, bool wait)
    {
        if (wait)
            ready.Wait();
        else if (request.TryLock() && !request.TryUnlock())
            request.End();
    }

    public static int EarlyReturnBad([Requires(State.Locked)] ReadRequest request, Task<int> ready, bool wait)
    {
        if (wait)
            return ready.Result; // PGM2005
        return 0;
    }

    public static int EarlyReturnGood(ReadRequest request, Task<int> ready)
    {
        if (!request.TryLock())
            return ready.Result;
        return request.TryUnlock() ? 1 : 0;
    }

    public static void LoopBad([Requires(State.Locked)] ReadRequest request, int count)
    {
        for (int i = 0; i < count; i++)
            Thread.Sleep(i); // PGM2005
    }

    public static void LoopGood(ReadRequest request, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!request.TryLock() || !request.TryUnlock())
                return;
            Thread.Sleep(i);
        }
    }

    public static void TryFinallyBad(ReadRequest request, SemaphoreSlim gate)
    {
        if (!request.TryLock())
            return;
        try
        {
            gate.Wait(); // PGM2005
        }
        finally
        {
            if (!request.TryUnlock())
                request.End();
        }
    }

    public static void TryFinallyGood(ReadRequest request, SemaphoreSlim gate)
    {
        gate.Wait();
        try
        {
            if (request.TryLock() && !request.TryUnlock())
                request.End();
        }
        finally
        {
            gate.Release();
        }
    }

    public static void UsingBad([Requires(State.Locked)] ReadRequest request, ManualResetEventSlim ready)
    {
        using (ready)
            ready.Wait(); // PGM2005
    }

    public static void UsingGood(ReadRequest request, ManualResetEventSlim ready)
    {
        using (ready)
        {
            ready.Wait();
            if (request.TryLock() && !request.TryUnlock())
                request.End();
        }
    }

    public static void AliasBad(ReadRequest request)
    {
        ReadRequest alias = request;
        if (!alias.TryLock())
            return;
        Thread.Sleep(1); // PGM2005
        if (!request.TryUnlock())
            request.End();
    }

    public static void AliasGood(ReadRequest request)
    {
        ReadRequest alias = request;
        if (!alias.TryLock() || !request.TryUnlock())
            return;
        Thread.Sleep(1);
    }

    public static void OutBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        buffer.Confirm(); // PGM2005 PGM1002
        buffer.Release();
    }

    public static void OutGood(ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        bool good = buffer.Confirm() == ConfirmResult.Good;
        Console.WriteLine(good);
        if (request.TryLock() && !request.TryUnlock())
            request.End();
        buffer.Release();
    }

    public static void CorrelatedBad(ReadRequest request, Page page)
    {
        bool locked = request.TryLock();
        Console.WriteLine(page.Size);
        if (!locked)
            return;
        Thread.Sleep(1); // PGM2005
        if (!request.TryUnlock())
            request.End();
    }

    public static void CorrelatedGood(ReadRequest request, Page page)
    {
        bool locked = request.TryLock();
        Console.WriteLine(page.Size);
        if (!locked)
            Thread.Sleep(1);
        else if (!request.TryUnlock())
            request.End();
    }

    public static async Task AsyncBad(ReadRequest request, Task ready)
    {
        if (!request.TryLock())
            return;
        await Task.Yield();
        ready.GetAwaiter().GetResult(); // PGM2005
        if (!request.TryUnlock())
            request.End();
    }

    public static async Task AsyncGood(ReadRequest request, Task ready)
    {
        await ready;
        if (request.TryLock() && !request.TryUnlock())
            request.End();
    }

    public static void WrapperBad([Requires(State.Locked)] ReadRequest request) => WaitForTick(); // PGM2005

    public static void WrapperGood(ReadRequest request)
    {
        WaitForTick();
        if (request.TryLock() && !request.TryUnlock())
            request.End();
    }

    public static void ClaimedByACallerGood(ReadRequest request) => Thread.Sleep(1);

    [Blocks]
    private static void WaitForTick() => Thread.Sleep(10);

    public static void FinishedTaskGood([Requires(State.Locked)] ReadRequest request, Task<int> fetch)
        => request.Complete(fetch.IsCompletedSuccessfully ? fetch.Result : 0);

    public static void OtherTaskBad([Requires(State.Locked)] ReadRequest request, Task<int> fetch, Task<int> other)
    {
        int count = fetch.IsCompletedSuccessfully ? other.Result : 0; // PGM2005
        request.Complete(count);
    }

    public static async Task AwaitedTaskGood(ReadRequest request, Task<int> first, Task<int> second)
    {
        await Task.WhenAll(first, second);
        if (request.TryLock())
            request.Complete(first.Result + second.GetAwaiter().GetResult());
    }

    public static void ResultAfterWaitBad(ReadRequest request, Task<int> reading)
    {
        if (!request.TryLock())
            return;
        reading.Wait(); // PGM2005
        request.Complete(reading.Result);
    }

    public static void WaitAfterResultBad(ReadRequest request, Task<int> reading)
    {
        if (!request.TryLock())
            return;
        int count = reading.Result; // PGM2005
        reading.Wait(); // PGM2005
        request.Complete(count);
    }

    public static void ForNoTimeGood([Requires(State.Locked)] ReadRequest request, WaitHandle handle, SemaphoreSlim semaphore)
    {
        if (handle.WaitOne(0) && semaphore.Wait(TimeSpan.Zero))
            semaphore.Release();
        request.Complete(0);
    }

    public static void ForSomeTimeBad([Requires(State.Locked)] ReadRequest request, SemaphoreSlim semaphore, int time)
    {
        if (semaphore.Wait(time)) // PGM2005
            semaphore.Release();
        request.Complete(0);
    }

    public static async Task<int> EachOfThoseAwaitedGood(ReadRequest request, Task<int>[] parts)
    {
        await Task.WhenAll(parts);
        if (!request.TryLock())
            return 0;
        int sum = 0;
        foreach (Task<int> part in parts)
            sum += part.Result;
        sum += parts[0].Result;
        request.Complete(sum);
        return sum;
    }

    public static async Task<int> EachOfOthersBad(ReadRequest request, Task<int>[] parts, Task<int>[] others)
    {
        await Task.WhenAll(parts);
        if (!request.TryLock())
            return 0;
        int sum = 0;
        foreach (Task<int> part in others)
            sum += part.Result; // PGM2005
        request.Complete(sum);
        return sum;
    }

    public static void GivenToAContinuationGood(ReadRequest request, Task<int> reading)
        => reading.ContinueWith(read =>
        {
            if (!request.TryLock())
                return;
            request.Complete(read.Result);
        });

    public static void OfAnotherThanTheContinuationsBad(ReadRequest request, Task<int> reading, Task<int> other)
        => reading.ContinueWith(read =>
        {
            if (!request.TryLock())
                return;
            request.Complete(read.Result + other.Result); // PGM2005
        });

    public static async Task FirstToFinishGood(ReadRequest request, Task<int>[] parts)
    {
        Task<int> first = await Task.WhenAny(parts);
        if (!request.TryLock())
            return;
        request.Complete(first.Result);
    }

    public static bool FirstOfTwoGood(ReadRequest request, Task<int> one, Task<int> other)
    {
        int first = Task.WaitAny(one, other);
        if (!request.TryLock())
            return false;
        return request.Complete(first == 0 ? one.Result : other.Result);
    }

    public static void WaitedForTogetherGood(ReadRequest request, Task<int> one, Task<int> other)
    {
        Task.WaitAll(one, other);
        if (!request.TryLock())
            return;
        request.Complete(one.Result + other.Result);
    }

    public static void WaitedForTooLateBad(ReadRequest request, Task<int> one, Task<int> other)
    {
        if (!request.TryLock())
            return;
        int count = one.Result; // PGM2005
        Task.WaitAll(one, other); // PGM2005
        request.Complete(count);
    }

    public static void AskedByAPatternGood(ReadRequest request, Task<int> reading)
    {
        if (reading is not { IsCompletedSuccessfully: true })
            return;
        if (!request.TryLock())
            return;
        request.Complete(reading.Result);
    }

    public static void MadeFinishedGood(ReadRequest request)
    {
        if (!request.TryLock())
            return;
        request.Complete(Task.FromResult(3).Result);
    }
}
