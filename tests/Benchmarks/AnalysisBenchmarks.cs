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

    /// <summary>Parses nothing, binds, and analyses.</summary>
    [Benchmark]
    public async Task<TimeSpan> Analyze() => (await _method!.AnalyzeAsync()).Rules;
}
