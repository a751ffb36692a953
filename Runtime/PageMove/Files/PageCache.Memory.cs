using PageMove.Contracts;
using PageMove.Diagnostics;
using PageMove.Pages;

namespace PageMove.Files;

/// <content>Finding memory for pages on their way.</content>
public sealed partial class PageCache
{
    // Pages come back to the arena from others' hands too, who tell nobody; so who waits looks again from time to time.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private int _inFlight;
    private TaskCompletionSource? _memory;

    /// <summary>The most pages that are on their way at a time.</summary>
    internal int MaxInFlight { get; }

    /// <summary>
    /// Reserves places for pages on their way. They take at most half the arena, so that the pages which the sources receive into find room
    /// beside them.
    /// </summary>
    /// <returns>The places reserved, 0 to <paramref name="count"/>.</returns>
    internal int ReserveForFlight(int count)
    {
        int inFlight = Volatile.Read(ref _inFlight);
        while (true)
        {
            int granted = Math.Min(count, MaxInFlight - inFlight);
            int seen = Interlocked.CompareExchange(ref _inFlight, inFlight + granted, inFlight);
            if (seen == inFlight)
                return granted;

            inFlight = seen;
        }
    }

    internal void EndReservation(int count) => Interlocked.Add(ref _inFlight, -count);

    [return: Produces(State.Held)]
    internal async ValueTask<Page> AllocateAsync(CancellationToken cancellationToken)
    {
        long start = TimeProvider.GetTimestamp();
        while (true)
        {
            Task change = MemoryChange();
            if (Arena.TryAllocate(out Page? page))
                return page;

            await WaitAsync(change, start, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until memory may have become free.</summary>
    /// <exception cref="IOException">None did in time.</exception>
    internal async ValueTask WaitForMemoryAsync(CancellationToken cancellationToken)
    {
        long start = TimeProvider.GetTimestamp();
        while (true)
        {
            Task change = MemoryChange();
            if (Volatile.Read(ref _inFlight) < MaxInFlight && Arena.TryAllocate(out Page? page))
            {
                page.Release();
                return;
            }

            await WaitAsync(change, start, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Pages may have become free, or reclaimable.</summary>
    internal void SignalMemory()
    {
        if (Volatile.Read(ref _memory) is not null)
            Interlocked.Exchange(ref _memory, null)?.TrySetResult();
    }

    private bool Shrink() => Reclaim(_reclaimBatch) > 0;

    private int Reclaim(int pageCount)
    {
        int reclaimed = Lru.Reclaim(pageCount);
        _evictions.Add(reclaimed);
        PageMoveEventSource.Log.Reclaim(reclaimed);
        return reclaimed;
    }

    private Task MemoryChange()
    {
        TaskCompletionSource? change = Volatile.Read(ref _memory);
        if (change is not null)
            return change.Task;

        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _memory, mine, null) ?? mine).Task;
    }

    private async ValueTask WaitAsync(Task change, long start, CancellationToken cancellationToken)
    {
        if (_memoryTimeout != Timeout.InfiniteTimeSpan && TimeProvider.GetElapsedTime(start) >= _memoryTimeout)
        {
            int inFlight = Volatile.Read(ref _inFlight);
            if (_exhaustion.TryPass(out long held))
                CacheLog.MemoryExhausted(Logger, Name, _memoryTimeout, OutstandingLeaseCount, inFlight, held);

            throw new IOException(
                $"None of the cache's {Arena.PageCount} pages became free within {_memoryTimeout}: {OutstandingLeaseCount} leases are outstanding, {inFlight} pages are being read.");
        }

        await change.WaitAsync(LookAgain, TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
