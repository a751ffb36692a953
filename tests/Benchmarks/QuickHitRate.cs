namespace PageMove.Benchmarks;

/// <summary>How many pages are found in a cache of <c>PageLru</c>, beside BitFaster's <c>ConcurrentLru</c> of the same capacity, on the same trace.</summary>
internal static class QuickHitRate
{
    private const int Seeds = 3;
    private static readonly int[] Capacities = [1_000, 10_000, 30_000];

    /// <summary>Prints both rates and their ratio for each trace and capacity, over a few seeds.</summary>
    public static void Print(Report report)
    {
        foreach (int capacity in Capacities)
        {
            Print(report, "zipf", capacity, hasScans: false);
            Print(report, "zipf_and_scans", capacity, hasScans: true);
        }
    }

    private static void Print(Report report, string name, int capacity, bool hasScans)
    {
        var ratio = new Measurement();
        var ours = new Measurement();
        var theirs = new Measurement();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var trace = new HitRateTrace(hasScans, capacity, seed);
            double page = trace.AskPageLru();
            double bitFaster = trace.AskConcurrentLru();
            ours.Add(page);
            theirs.Add(bitFaster);
            ratio.Add(page / bitFaster);
        }

        name = $"hit_rate.{name}.{capacity}_of_{HitRateTrace.KeyCount}";
        report.Print($"{name}.page_lru", ours.Median);
        report.Print($"{name}.concurrent_lru", theirs.Median);
        report.Print($"{name}.over_concurrent_lru", ratio);
    }
}
