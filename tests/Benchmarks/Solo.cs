using System.Diagnostics;

namespace PageMove.Benchmarks;

/// <summary>One table's own side, alone and again and again, for a profiler to look at.</summary>
internal static class Solo
{
    /// <summary>What can run alone.</summary>
    public static readonly string[] Names = ["move", "cold", "fill", "hit", "rules"];

    /// <summary>Runs it until the time is over.</summary>
    public static async Task RunAsync(string name, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        using MovingFiller? filler = name == "fill" ? new MovingFiller() : null;
        using HitRace? race = name == "hit" ? new HitRace(threads: 2) : null;
        using PageBatch? batch = name is "move" or "cold" ? new PageBatch(4096, name == "move" ? PageBatch.WarmPageCount : PageBatch.PageCount) : null;
        BuiltProject? project = name == "rules" ? await BuiltProject.ReadAsync("Runtime/PageMove/PageMove.csproj") : null;
        while (clock.Elapsed < duration)
        {
            if (project is not null)
                await project.AnalyzeAsync(ClockedAnalyzers.OfRules());
            if (filler is not null)
            {
                filler.FindRoom();
                filler.Receive();
                await filler.FillAsync();
            }

            race?.Run(bytes: 64, race.FromPageCache);
            if (name == "cold")
                CacheSweep.Run();
            batch?.Move();
            batch?.Renew();
        }
    }
}
