using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>Compiling and analysing one method whose branches have nothing to do with each other.</summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private BranchyMethod? _method;

    /// <summary>The method's branches.</summary>
    [Params(20, 200, 2_000)]
    public int Branches { get; set; }

    /// <summary>Writes the method.</summary>
    [GlobalSetup]
    public void WriteMethod() => _method = new BranchyMethod(Branches);

    /// <summary>The compiler's part: binds the method and makes its graph.</summary>
    [Benchmark(Baseline = true)]
    public Task Graph() => _method!.DrawGraphAsync();

    /// <summary>The same, and the rules follow the buffer through the graph.</summary>
    [Benchmark]
    public Task GraphAndRules() => _method!.AnalyzeAsync();
}
