using System.Diagnostics;

namespace PageMove.Benchmarks;

/// <summary>
/// What moving a page costs beside copying it. Timed is <c>PageMover.TryMovePage</c> alone, and beside it the copy of the page's bytes alone,
/// in batches of pages that were prepared before the clock starts. The pages are cold: the processor's caches were swept, of their bytes and of all that
/// describes them. Beside that, the same where what describes the pages was just touched, as it is by whoever received the bytes and whoever asks for them.
/// </summary>
internal static class QuickMove
{
    private const int Rounds = 51;
    private static readonly (string Name, int Bytes)[] Sizes = [("4_KiB", 4 * 1024), ("64_KiB", 64 * 1024), ("2_MiB", 2 * 1024 * 1024)];

    /// <summary>Prints nanoseconds a page and bytes allocated for each size of page, and how the largest compares to the smallest.</summary>
    public static void Print(Report report)
    {
        PageBatch[] batches = [.. Sizes.Select(size => new PageBatch(size.Bytes))];
        Measurement[] moves = [.. Sizes.Select(_ => new Measurement())];
        Measurement[] copies = [.. Sizes.Select(_ => new Measurement())];
        Measurement[] ratios = [.. Sizes.Select(_ => new Measurement())];
        Measurement[] touchedMoves = [.. Sizes.Select(_ => new Measurement())];
        Measurement[] touchedRatios = [.. Sizes.Select(_ => new Measurement())];
        long[] allocated = new long[Sizes.Length];

        // The first round is not counted. The sizes take turns, so that a disturbance hits all of them.
        for (int round = -1; round < Rounds; round++)
        {
            for (int size = 0; size < Sizes.Length; size++)
            {
                (double move, long bytes) = Time(batches[size].Move);
                batches[size].Renew();
                (double touchedMove, _) = Time(batches[size].Move, batches[size].Touch);
                batches[size].Renew();
                (double copy, _) = Time(batches[size].Copy, batches[size].Touch);
                batches[size].Renew();
                if (round < 0)
                    continue;
                moves[size].Add(move);
                copies[size].Add(copy);
                ratios[size].Add(copy / move);
                touchedMoves[size].Add(touchedMove);
                touchedRatios[size].Add(copy / touchedMove);
                allocated[size] += bytes;
            }
        }

        for (int size = 0; size < Sizes.Length; size++)
        {
            report.Print($"move.{Sizes[size].Name}.ns", moves[size]);
            report.Print($"move.{Sizes[size].Name}.allocated_bytes", allocated[size]);
            report.Print($"copy.{Sizes[size].Name}.ns", copies[size]);
            report.Print($"copy_over_move.{Sizes[size].Name}", ratios[size]);
            report.Print($"move.{Sizes[size].Name}.only_bytes_cold.ns", touchedMoves[size]);
            report.Print($"copy_over_move.{Sizes[size].Name}.only_bytes_cold", touchedRatios[size]);
            batches[size].Dispose();
        }

        report.Print("move.2_MiB_over_4_KiB", moves[^1].Median / moves[0].Median);
    }

    private static (double NanosecondsAPage, long AllocatedBytes) Time(Action batch, Action? touch = null)
    {
        CacheSweep.Run();
        touch?.Invoke();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        batch();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return (elapsed.TotalNanoseconds / PageBatch.PageCount, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
