namespace PageMove.Benchmarks;

/// <summary>What the rules take of a project's build: of one that has nothing to do with them, and of those that are full of what they guard.</summary>
internal static class QuickProjects
{
    private const int Rounds = 9;
    private const int Processes = 5;

    // One that no other run uses; it ends by itself.
    private static readonly string Server = $"pagemove-benchmarks-{Environment.ProcessId}";

    /// <summary>Projects that name nothing of which a rule speaks, and those that the rules are for.</summary>
    private static readonly (string Name, string Path)[] Projects =
    [
        ("nothing_tracked", "CodeFixes/PageMove.CodeFixes.csproj"),
        ("runtime", "Runtime/PageMove/PageMove.csproj"),
        ("quickstart", "samples/Quickstart/Quickstart.csproj"),
        ("caching_proxy", "samples/CachingProxy/CachingProxy.csproj"),
    ];

    /// <summary>
    /// Prints, for each project: its lines; what <c>ReportAnalyzer</c> shows for the rules when a new compiler process does the work, with the images
    /// that builds take and with the portable assembly, which it has to jit first, and when a compiler server does that has just done the same: times
    /// on the clock, in which a busy machine waits; the processor's time that the rules take in this process, and what they allocate; and the processor's time here of the compiler without
    /// analyzers, from parsing to emitting. Last, what is taken before the first object is followed (<see cref="FloorAnalyzer"/>, and the checks of the contracts themselves): less than that no tuning gets.
    /// </summary>
    public static async Task PrintAsync(Report report)
    {
        string image = await BuiltProject.CompileRulesAsync();
        foreach ((string name, string path) in Projects)
        {
            BuiltProject project = await BuiltProject.ReadAsync(path);
            Measurement cold = new(), jitted = new(), warm = new(), rules = new(), bytes = new(), compiler = new(), ratio = new(), floor = new();
            for (int process = 0; process < Processes; process++)
            {
                cold.Add((await project.ReportAnalyzerAsync(image, server: null)).TotalMilliseconds);
                jitted.Add((await project.ReportAnalyzerAsync(BuiltProject.PortableRules, server: null)).TotalMilliseconds);
            }

            for (int process = -1; process < Processes; process++)
            {
                double reported = (await project.ReportAnalyzerAsync(image, Server)).TotalMilliseconds;
                if (process >= 0)
                    warm.Add(reported);
            }

            for (int round = -2; round < Rounds; round++)
            {
                TimeSpan compile = project.Compile();
                ClockedAnalyzers clocked = ClockedAnalyzers.OfRules();
                await project.AnalyzeAsync(clocked);
                ClockedAnalyzers beforeObjects = ClockedAnalyzers.BeforeObjects();
                await project.AnalyzeAsync(beforeObjects);
                if (round < 0)
                    continue;

                compiler.Add(compile.TotalMilliseconds);
                rules.Add(clocked.Time.TotalMilliseconds);
                bytes.Add(clocked.Bytes / 1e6);
                ratio.Add(clocked.Time / compile);
                floor.Add(beforeObjects.Time / compile);
            }

            report.Print($"analyzer.{name}.lines", project.Lines);
            report.Print($"analyzer.{name}.reported_by_new_process.ms", cold);
            report.Print($"analyzer.{name}.reported_by_new_process.portable.ms", jitted);
            report.Print($"analyzer.{name}.reported_by_server.ms", warm);
            report.Print($"analyzer.{name}.processor.ms", rules);
            report.Print($"analyzer.{name}.allocated.mb", bytes);
            report.Print($"compiler.{name}.processor.ms", compiler);
            report.Print($"analyzer.{name}.over_compiler", ratio);
            report.Print($"analyzer.{name}.before_objects.over_compiler", floor);
        }
    }
}
