using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>The whole protocol of a move beside its bare atomic operations, with warm caches and nobody in the way; figures are for one page.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the clean-up.")]
[InvocationCount(1, unrollFactor: 1)]
// A batch lasts microseconds, and a collection between preparing and moving it would take it out of the processor's caches.
[GcForce(false)]
[WarmupCount(50)]
[IterationCount(300)]
public class BareMoveBenchmarks
{
    private readonly BareMove _bare = new();
    private PageBatch? _batch;

    /// <summary>Makes the pages.</summary>
    [GlobalSetup]
    public void MakePages() => _batch = new PageBatch(pageSize: 4096, PageBatch.WarmPageCount);

    /// <summary>Prepares a batch of both.</summary>
    [IterationSetup]
    public void Prepare()
    {
        _batch!.Renew();
        _bare.Renew();
    }

    /// <summary>Frees the pages.</summary>
    [GlobalCleanup]
    public void FreePages() => _batch!.Dispose();

    /// <summary>The atomic operations that a move cannot do without, on plain integers.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PageBatch.WarmPageCount)]
    public void BareAtomicOperations() => _bare.Move();

    /// <summary><c>PageMover.TryMovePage</c>.</summary>
    [Benchmark(OperationsPerInvoke = PageBatch.WarmPageCount)]
    public void Move() => _batch!.Move();
}
