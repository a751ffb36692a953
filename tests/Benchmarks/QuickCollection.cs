using System.Runtime.CompilerServices;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>
/// What an arena of 16 GiB adds to a collection of generation 2: of 64 KiB pages and of 4 KiB pages. Only the number of frames counts; their memory is
/// reserved and never touched. A collection is measured as a blocking one, which stops the program for all of its work, and as the concurrent one that the
/// runtime makes of itself, which stops it for a part.
/// </summary>
internal static class QuickCollection
{
    private const int Rounds = 5;
    private static readonly (string Name, int Frames)[] Arenas = [("64_KiB_pages", LargeArena.FramesOf64KiB), ("4_KiB_pages", LargeArena.FramesOf4KiB)];

    /// <summary>Prints the pause of a blocking collection with and without the arena, in turns, and the difference.</summary>
    public static void Print(Report report)
    {
        foreach ((string name, int frames) in Arenas)
        {
            Measurement without = new(), with = new(), cost = new(), concurrent = new();
            for (int round = 0; round < Rounds; round++)
            {
                double before = Pause();
                (double after, double inBackground) = PauseWithArena(frames);
                without.Add(before);
                with.Add(after);
                cost.Add(after - before);
                concurrent.Add(inBackground);
            }

            report.Print($"gen2.without_arena_before_{name}.ms", without);
            report.Print($"gen2.with_16_GiB_of_{name}.ms", with);
            report.Print($"gen2.cost_of_16_GiB_of_{name}.ms", cost);
            report.Print($"gen2.concurrent_with_16_GiB_of_{name}.ms", concurrent);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double Blocking, double Concurrent) PauseWithArena(int frames)
    {
        using PageArena arena = LargeArena.Make(frames);
        double blocking = Pause();
        double concurrent = ConcurrentPause();
        GC.KeepAlive(arena);
        return (blocking, concurrent);
    }

    private static double Pause()
    {
        Collection.Settle();
        var pauses = new Measurement();
        for (int i = 0; i < 5; i++)
        {
            TimeSpan before = GC.GetTotalPauseDuration();
            Collection.RunBlocking();
            pauses.Add((GC.GetTotalPauseDuration() - before).TotalMilliseconds);
        }

        return pauses.Median;
    }

    /// <summary>The runtime's total pause over one concurrent collection.</summary>
    private static double ConcurrentPause()
    {
        TimeSpan before = GC.GetTotalPauseDuration();
        Collection.RunConcurrent();
        return (GC.GetTotalPauseDuration() - before).TotalMilliseconds;
    }
}
