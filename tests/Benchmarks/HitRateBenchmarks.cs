using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>
/// How many pages are found in a cache of <c>PageLru</c>, beside BitFaster's <c>ConcurrentLru</c> of the same capacity: the columns <c>Hit rate</c> and <c>Hit rate ratio</c>.
/// The time is that of asking for one key, and of putting a page with its bytes into the one cache, or an object's address into the other, where it was not found.
/// </summary>
[HitRateColumns]
public class HitRateBenchmarks
{
    private HitRateTrace? _trace;

    /// <summary>Pages in a cache.</summary>
    [Params(1_000, 10_000, 30_000)]
    public int Capacity { get; set; }

    /// <summary>Whether scans come in between.</summary>
    [Params(false, true)]
    public bool HasScans { get; set; }

    /// <summary>Draws the trace.</summary>
    [GlobalSetup]
    public void Draw() => _trace = new HitRateTrace(HasScans, Capacity, seed: 1);

    /// <summary>BitFaster's <c>ConcurrentLru</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = HitRateTrace.Length)]
    public double ConcurrentLru() => _trace!.AskConcurrentLru();

    /// <summary>Pages that are given up as <c>PageLru</c> says.</summary>
    [Benchmark(OperationsPerInvoke = HitRateTrace.Length)]
    public double PageLru() => _trace!.AskPageLru();
}
