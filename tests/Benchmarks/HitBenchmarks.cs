using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>
/// A hit in the page cache beside one in BitFaster's <c>ConcurrentLru</c> of arrays, keys by Zipf's law. Figures are for one hit, wall clock, of all threads together; the few
/// hundred bytes of starting a run's threads are spread over its hits too.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the clean-up.")]
public class HitBenchmarks
{
    // BenchmarkDotNet divides by a constant, which the hits of a run are only for a constant number of threads.
    private const int Threads = 2;
    private const int Hits = Threads * HitRace.HitsAThread;

    private HitRace? _race;

    /// <summary>Bytes copied on a hit.</summary>
    [Params(64, HitRace.PageSize)]
    public int Bytes { get; set; }

    /// <summary>Caches every key in all of them.</summary>
    [GlobalSetup]
    public void Fill() => _race = new HitRace(Threads);

    /// <summary>Frees the pages.</summary>
    [GlobalCleanup]
    public void Free() => _race!.Dispose();

    /// <summary>An array out of <c>ConcurrentLru</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Hits)]
    public void ConcurrentLru() => _race!.Run(Bytes, _race.FromConcurrentLru);

    /// <summary>A page out of the cache (<c>CachedFile.TryRead</c>).</summary>
    [Benchmark(OperationsPerInvoke = Hits)]
    public void PageCache() => _race!.Run(Bytes, _race.FromPageCache);

    /// <summary>A page with a reference (<c>AddressSpace.TryFind</c>).</summary>
    [Benchmark(OperationsPerInvoke = Hits)]
    public void PageWithReference() => _race!.Run(Bytes, _race.FromReferencedPage);
}
