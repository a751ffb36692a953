using System.Diagnostics;

namespace PageMove.Benchmarks;

/// <summary>
/// What it costs to put received pages of 64 KiB into a full cache, beside what else a user would put them into. Receiving is not timed: here the bytes arrive in
/// pages of the arena, and there in a buffer which the next bytes will need, so that they have to be copied out of it. Everything else is: finding
/// memory, letting go of the oldest, and telling readers.
/// </summary>
internal static class QuickFill
{
    private const int PagesARound = 1024;
    private const int Rounds = 15;

    /// <summary>Prints nanoseconds a page of each, and how many times as long the best of the others takes.</summary>
    public static async Task PrintAsync(Report report)
    {
        using var cache = new MovingFiller();
        using var lru = new ConcurrentLruFiller();
        using var memoryCache = new MemoryCacheFiller();
        ReceivedFiller[] fillers = [cache, new DictionaryFiller(), lru, memoryCache];
        Measurement[] costs = [.. fillers.Select(_ => new Measurement())];
        Measurement best = new();

        // The first rounds fill the caches, so that every later page drives an old one out.
        for (int round = -2 * ReceivedFiller.Capacity / PagesARound; round < Rounds; round++)
        {
            double[] nanoseconds = new double[fillers.Length];
            for (int i = 0; i < fillers.Length; i++)
                nanoseconds[i] = await FillAsync(fillers[i]);

            if (round < 0)
                continue;

            foreach ((Measurement cost, double value) in costs.Zip(nanoseconds))
                cost.Add(value);

            best.Add(nanoseconds[1..].Min() / nanoseconds[0]);
        }

        foreach ((ReceivedFiller filler, Measurement cost) in fillers.Zip(costs))
            report.Print($"fill.64_KiB.{filler.Name}.ns", cost);

        report.Print("fill.64_KiB.best_of_others_over_page_cache", best);
        report.Print("fill.64_KiB.page_cache.moved", cache.Moved);
        report.Print("fill.64_KiB.page_cache.copied", cache.Copied);
    }

    private static async Task<double> FillAsync(ReceivedFiller filler)
    {
        TimeSpan elapsed = TimeSpan.Zero;
        for (int page = 0; page < PagesARound; page += ReceivedFiller.PagesAReply)
        {
            long start = Stopwatch.GetTimestamp();
            filler.FindRoom();
            elapsed += Stopwatch.GetElapsedTime(start);

            filler.Receive();

            start = Stopwatch.GetTimestamp();
            await filler.FillAsync();
            elapsed += Stopwatch.GetElapsedTime(start);
        }

        return elapsed.TotalNanoseconds / PagesARound;
    }
}
