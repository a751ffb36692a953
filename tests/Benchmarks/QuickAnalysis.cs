using System.Runtime;

namespace PageMove.Benchmarks;

/// <summary>Whether the analysis of a method takes time in proportion to its branches.</summary>
internal static class QuickAnalysis
{
    private const int Rounds = 15;

    // More than compiling and analysing the largest method allocates.
    private const long AnalysisBytes = 200 * 1024 * 1024;

    private static readonly int[] Branches = [20, 200, 2_000];

    /// <summary>Prints what the rules and the compiler's graph take for each size of method, and how the rules' part grows from one to the next.</summary>
    public static async Task PrintAsync(Report report)
    {
        BranchyMethod[] methods = [.. Branches.Select(branches => new BranchyMethod(branches))];
        Measurement[] rules = [.. Branches.Select(_ => new Measurement())];
        Measurement[] graphs = [.. Branches.Select(_ => new Measurement())];
        foreach (BranchyMethod method in methods)
            await method.AnalyzeAsync();

        for (int round = 0; round < Rounds; round++)
        {
            for (int size = 0; size < methods.Length; size++)
            {
                AnalysisTime time = await AnalyzeWithoutCollectionAsync(methods[size]);
                rules[size].Add(time.Rules.TotalMicroseconds);
                graphs[size].Add(time.Graph.TotalMicroseconds);
            }
        }

        for (int size = 0; size < methods.Length; size++)
        {
            report.Print($"analyzer.{Branches[size]}_ifs.us", rules[size]);
            report.Print($"compiler_graph.{Branches[size]}_ifs.us", graphs[size]);
        }

        for (int size = 1; size < methods.Length; size++)
            report.Print($"analyzer.{Branches[size]}_ifs_over_{Branches[size - 1]}_ifs", rules[size].Median / rules[size - 1].Median);
    }

    // How often the collector stops an analysis depends on all else that the compiler has allocated.
    private static async Task<AnalysisTime> AnalyzeWithoutCollectionAsync(BranchyMethod method)
    {
        if (!GC.TryStartNoGCRegion(AnalysisBytes))
            throw new InvalidOperationException("The collector could not be put off.");
        AnalysisTime time = await method.AnalyzeAsync();
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            throw new InvalidOperationException("The analysis allocated so much that the collector ran.");
        GC.EndNoGCRegion();
        return time;
    }
}
