using System.Diagnostics;
using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>
/// What a hit costs when two threads read 4 KiB pages by Zipf's law (<c>CachedFile.TryRead</c>), beside BitFaster's <c>ConcurrentLru</c> of arrays with the same capacity. Every
/// key is cached in both; the work on a hit is the same copy, and both count their hits. Beside them the sharp layer's look-up with a reference.
/// </summary>
internal static class QuickHits
{
    private const int PageSize = 4096;
    private const int Capacity = 16_384;
    private const int KeyCount = 12_288;
    private const int Length = 500_000;
    private const int Threads = 2;
    private const int Rounds = 15;

    /// <summary>Prints nanoseconds a hit (wall clock, of both threads together) and how many times as many hits there are as with the other.</summary>
    public static void Print(Report report)
    {
        using var pages = new CachedPages(PageSize, Capacity);
        using var file = new ResidentFile(PageSize, Capacity, KeyCount);
        var lru = new ConcurrentLru<long, byte[]>(Threads, Capacity, EqualityComparer<long>.Default);
        long[][] traces = [.. Enumerable.Range(1, Threads).Select(seed => ZipfTrace.Draw(KeyCount, Length, seed))];
        for (long key = 0; key < KeyCount; key++)
        {
            pages.Add(key);
            byte[] value = new byte[PageSize];
            value.AsSpan().Fill((byte)key);
            lru.AddOrUpdate(key, value);
        }

        foreach (int bytes in (int[])[64, PageSize])
            Print(report, file, pages, lru, traces, bytes);
    }

    private static void Print(Report report, ResidentFile file, CachedPages pages, ConcurrentLru<long, byte[]> lru, long[][] traces, int bytes)
    {
        Measurement ours = new(), referenced = new(), theirs = new(), ratio = new(), referencedRatio = new();
        long allocated = 0;
        for (int round = -1; round < Rounds; round++)
        {
            (double page, long allocatedByHits) = Time(traces, bytes, (key, destination) => file.TryRead(key, destination));
            (double bitFaster, _) = Time(traces, bytes, (key, destination) =>
            {
                if (!lru.TryGet(key, out byte[]? value))
                    return false;

                value.AsSpan(0, destination.Length).CopyTo(destination);
                return true;
            });
            (double withReference, _) = Time(traces, bytes, (key, destination) => pages.TryRead(key, 0, destination));
            if (round < 0)
                continue;

            ours.Add(page);
            theirs.Add(bitFaster);
            referenced.Add(withReference);
            ratio.Add(bitFaster / page);
            referencedRatio.Add(bitFaster / withReference);
            allocated += allocatedByHits;
        }

        string name = $"hit.{Threads}_threads.{bytes}_bytes";
        report.Print($"{name}.page_cache.ns", ours);
        report.Print($"{name}.page_cache_with_reference.ns", referenced);
        report.Print($"{name}.concurrent_lru.ns", theirs);
        report.Print($"{name}.over_concurrent_lru", ratio);
        report.Print($"{name}.with_reference_over_concurrent_lru", referencedRatio);
        report.Print($"{name}.allocated_bytes", allocated);
    }

    private static (double NanosecondsAHit, long AllocatedBytes) Time(long[][] traces, int bytes, Read read)
    {
        long allocated = 0;
        int misses = 0;
        using var start = new Barrier(traces.Length + 1);
        Thread[] threads = [.. traces.Select(trace => new Thread(() =>
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

        return (elapsed / (traces.Length * (double)Length), allocated);
    }

    private delegate bool Read(long key, Span<byte> destination);
}
