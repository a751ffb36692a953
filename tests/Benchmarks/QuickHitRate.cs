using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>How many pages are found in a cache of <c>PageLru</c>, beside BitFaster's <c>ConcurrentLru</c> of the same capacity, on the same trace.</summary>
internal static class QuickHitRate
{
    private const int KeyCount = 100_000;
    private const int Length = 1_000_000;
    private const int Seeds = 3;
    private static readonly int[] Capacities = [1_000, 10_000, 30_000];

    /// <summary>Prints both rates and their ratio for each trace and capacity, over a few seeds.</summary>
    public static void Print(Report report)
    {
        foreach (int capacity in Capacities)
        {
            Print(report, "zipf", capacity, seed => ZipfTrace.Draw(KeyCount, Length, seed));
            Print(report, "zipf_and_scans", capacity, seed => ZipfTrace.DrawWithScans(KeyCount, Length, scanLength: capacity, seed));
        }
    }

    private static void Print(Report report, string name, int capacity, Func<int, long[]> draw)
    {
        var ratio = new Measurement();
        var ours = new Measurement();
        var theirs = new Measurement();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            long[] trace = draw(seed);
            double page = OfPageLru(trace, capacity);
            double bitFaster = OfConcurrentLru(trace, capacity);
            ours.Add(page);
            theirs.Add(bitFaster);
            ratio.Add(page / bitFaster);
        }

        report.Print($"hit_rate.{name}.{capacity}_of_{KeyCount}.page_lru", ours.Median);
        report.Print($"hit_rate.{name}.{capacity}_of_{KeyCount}.concurrent_lru", theirs.Median);
        report.Print($"hit_rate.{name}.{capacity}_of_{KeyCount}.over_concurrent_lru", ratio);
    }

    private static double OfPageLru(long[] trace, int capacity)
    {
        using var pages = new CachedPages(pageSize: 4096, capacity);
        return (double)trace.Count(pages.Ask) / trace.Length;
    }

    private static double OfConcurrentLru(long[] trace, int capacity)
    {
        var lru = new ConcurrentLru<long, object>(concurrencyLevel: 1, capacity, EqualityComparer<long>.Default);
        object value = new();
        int hits = 0;
        foreach (long key in trace)
        {
            if (lru.TryGet(key, out _))
                hits++;
            else
                lru.AddOrUpdate(key, value);
        }

        return (double)hits / trace.Length;
    }
}
