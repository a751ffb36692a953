using System.Runtime.CompilerServices;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>
/// What an arena of 16 GiB adds to a collection of generation 2: of 64 KiB pages and of 4 KiB pages. Only the number of frames counts; their memory is
/// reserved and never touched.
/// </summary>
internal static class QuickCollection
{
    private const int Rounds = 5;
    private static readonly (string Name, int Frames)[] Arenas = [("64_KiB_pages", 262_144), ("4_KiB_pages", 4_194_304)];

    /// <summary>Prints the pause of a blocking collection with and without the arena, in turns, and the difference.</summary>
    public static void Print(Report report)
    {
        foreach ((string name, int frames) in Arenas)
        {
            Measurement without = new(), with = new(), cost = new();
            for (int round = 0; round < Rounds; round++)
            {
                double before = Pause();
                double after = PauseWithArena(frames);
                without.Add(before);
                with.Add(after);
                cost.Add(after - before);
            }

            report.Print($"gen2.without_arena_before_{name}.ms", without);
            report.Print($"gen2.with_16_GiB_of_{name}.ms", with);
            report.Print($"gen2.cost_of_16_GiB_of_{name}.ms", cost);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double PauseWithArena(int frames)
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = 4096, PageCount = frames });
        double pause = Pause();
        GC.KeepAlive(arena);
        return pause;
    }

    private static double Pause()
    {
        // Everything old is in generation 2 after two, and what the finalizers held is gone after the third.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }

        var pauses = new Measurement();
        for (int i = 0; i < 5; i++)
        {
            TimeSpan before = GC.GetTotalPauseDuration();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            pauses.Add((GC.GetTotalPauseDuration() - before).TotalMilliseconds);
        }

        return pauses.Median;
    }
}
