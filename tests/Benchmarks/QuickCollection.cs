using System.Runtime.CompilerServices;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>
/// What an arena of 16 GiB adds to a collection of generation 2: of 64 KiB pages and of 4 KiB pages. Only the number of frames counts; their memory is
/// reserved and never touched.
/// </summary>
internal static class QuickCollection
{
    private const int Rounds = 7;
    private static readonly (string Name, int Frames)[] Arenas = [("64_KiB_pages", 262_144), ("4_KiB_pages", 4_194_304)];

    /// <summary>Prints the pause of a blocking collection and of a background one with and without the arena, in turns, and the difference.</summary>
    public static void Print(Report report)
    {
        foreach ((string name, int frames) in Arenas)
        {
            Measurement blocking = new(), background = new();
            for (int round = 0; round < Rounds; round++)
            {
                (double blockingWithout, double backgroundWithout) = Pauses();
                (double blockingWith, double backgroundWith) = PausesWithArena(frames);
                blocking.Add(blockingWith - blockingWithout);
                background.Add(backgroundWith - backgroundWithout);
            }

            report.Print($"gen2.16_GiB_of_{name}.blocking.ms", blocking);
            report.Print($"gen2.16_GiB_of_{name}.background.ms", background);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double Blocking, double Background) PausesWithArena(int frames)
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = 4096, PageCount = frames });
        (double, double) pauses = Pauses();
        GC.KeepAlive(arena);
        return pauses;
    }

    private static (double Blocking, double Background) Pauses()
    {
        // Everything old is in generation 2 after two, and what the finalizers held is gone after the third.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }

        Measurement blocking = new(), background = new();
        for (int i = 0; i < 5; i++)
        {
            TimeSpan before = GC.GetTotalPauseDuration();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            blocking.Add((GC.GetTotalPauseDuration() - before).TotalMilliseconds);

            long last = GC.GetGCMemoryInfo(GCKind.Background).Index;
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
            SpinWait.SpinUntil(() => GC.GetGCMemoryInfo(GCKind.Background).Index != last, TimeSpan.FromSeconds(10));
            double pause = 0;
            foreach (TimeSpan part in GC.GetGCMemoryInfo(GCKind.Background).PauseDurations)
                pause += part.TotalMilliseconds;
            background.Add(pause);
        }

        return (blocking.Median, background.Median);
    }
}
