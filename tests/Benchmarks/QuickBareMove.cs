using System.Diagnostics;

namespace PageMove.Benchmarks;

/// <summary>What the whole protocol of a move costs over its bare atomic operations (<see cref="BareMove"/>), with warm caches and nobody in the way.</summary>
internal static class QuickBareMove
{
    private const int Rounds = 1001;

    /// <summary>Prints nanoseconds a page of both, and the ratio.</summary>
    public static void Print(Report report)
    {
        using var batch = new PageBatch(pageSize: 4096, PageBatch.WarmPageCount);
        var bare = new BareMove();
        Measurement whole = new(), operations = new(), ratio = new();
        for (int round = -50; round < Rounds; round++)
        {
            batch.Renew();
            bare.Renew();
            double move = Time(batch.Move);
            double atomics = Time(bare.Move);
            if (round < 0)
                continue;

            whole.Add(move);
            operations.Add(atomics);
            ratio.Add(move / atomics);
        }

        report.Print("move.warm.ns", whole);
        report.Print("move.bare_atomic_operations.ns", operations);
        report.Print("move.over_bare_atomic_operations", ratio);
    }

    private static double Time(Action batch)
    {
        long start = Stopwatch.GetTimestamp();
        batch();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / PageBatch.WarmPageCount;
    }
}
