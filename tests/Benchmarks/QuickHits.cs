namespace PageMove.Benchmarks;

/// <summary>
/// What a hit costs when two threads read 4 KiB pages by Zipf's law (<c>CachedFile.TryRead</c>), beside BitFaster's <c>ConcurrentLru</c> of arrays with the same capacity. Every
/// key is cached in both; the work on a hit is the same copy, and both count their hits. Beside them the sharp layer's look-up with a reference.
/// </summary>
internal static class QuickHits
{
    private const int Threads = 2;
    private const int Rounds = 15;

    /// <summary>Prints nanoseconds a hit (wall clock, of both threads together) and how many times as many hits there are as with the other.</summary>
    public static void Print(Report report)
    {
        using var race = new HitRace(Threads);
        foreach (int bytes in (int[])[64, HitRace.PageSize])
            Print(report, race, bytes);
    }

    private static void Print(Report report, HitRace race, int bytes)
    {
        Measurement ours = new(), referenced = new(), theirs = new(), ratio = new(), referencedRatio = new();
        long allocated = 0;
        for (int round = -1; round < Rounds; round++)
        {
            (double page, long allocatedByHits) = race.Run(bytes, race.FromPageCache);
            (double bitFaster, _) = race.Run(bytes, race.FromConcurrentLru);
            (double withReference, _) = race.Run(bytes, race.FromReferencedPage);
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
}
