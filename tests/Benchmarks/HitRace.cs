using System.Diagnostics;
using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>
/// Threads that read pages by Zipf's law, each its own trace: out of a <c>PageCache</c>, out of BitFaster's <c>ConcurrentLru</c> of arrays with the same capacity, or with the
/// sharp layer's look-up and reference. Every key is cached in all three, and the work on a hit is the same copy.
/// </summary>
internal sealed class HitRace : IDisposable
{
    /// <summary>Bytes in a page.</summary>
    public const int PageSize = 4096;

    /// <summary>Hits that a thread has in a run.</summary>
    public const int HitsAThread = 500_000;

    private const int Capacity = 16_384;
    private const int KeyCount = 12_288;

    private readonly ResidentFile _file = new(PageSize, Capacity, KeyCount);
    private readonly CachedPages _pages = new(PageSize, Capacity);
    private readonly ConcurrentLru<long, byte[]> _lru;
    private readonly long[][] _traces;

    /// <summary>Caches every key.</summary>
    public HitRace(int threads)
    {
        _lru = new ConcurrentLru<long, byte[]>(threads, Capacity, EqualityComparer<long>.Default);
        _traces = [.. Enumerable.Range(1, threads).Select(seed => ZipfTrace.Draw(KeyCount, HitsAThread, seed))];
        for (long key = 0; key < KeyCount; key++)
        {
            _pages.Add(key);
            byte[] value = new byte[PageSize];
            value.AsSpan().Fill((byte)key);
            _lru.AddOrUpdate(key, value);
        }
    }

    /// <summary>Reads a key's first bytes.</summary>
    /// <returns>Whether it was cached.</returns>
    public delegate bool Read(long key, Span<byte> destination);

    /// <summary><c>CachedFile.TryRead</c>.</summary>
    public Read FromPageCache => _file.TryRead;

    /// <summary><c>AddressSpace.TryFind</c>, with a reference.</summary>
    public Read FromReferencedPage => (key, destination) => _pages.TryRead(key, 0, destination);

    /// <summary><c>ConcurrentLru.TryGet</c>.</summary>
    public Read FromConcurrentLru => (key, destination) =>
    {
        if (!_lru.TryGet(key, out byte[]? value))
            return false;

        value.AsSpan(0, destination.Length).CopyTo(destination);
        return true;
    };

    /// <summary>Has every thread read its trace.</summary>
    /// <returns>Nanoseconds a hit (wall clock, of all threads together), and what the hits allocated.</returns>
    /// <exception cref="InvalidOperationException">A key was not cached.</exception>
    public (double NanosecondsAHit, long AllocatedBytes) Run(int bytes, Read read)
    {
        long allocated = 0;
        int misses = 0;
        using var start = new Barrier(_traces.Length + 1);
        Thread[] threads = [.. _traces.Select(trace => new Thread(() =>
        {
            byte[] destination = new byte[bytes];
            int missed = 0;
            start.SignalAndWait();
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (long key in trace)
            {
                if (!read(key, destination))
                    missed++;
            }

            Interlocked.Add(ref allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            Interlocked.Add(ref misses, missed);
        }))];

        foreach (Thread thread in threads)
            thread.Start();

        start.SignalAndWait();
        long started = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
            thread.Join();

        double elapsed = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        if (misses > 0)
            throw new InvalidOperationException($"{misses} keys were not cached.");

        return (elapsed / (_traces.Length * (double)HitsAThread), allocated);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _pages.Dispose();
    }
}
