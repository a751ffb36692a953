using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>Moving a page beside copying its bytes; figures are for one page.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the clean-up.")]
[InvocationCount(1, unrollFactor: 1)]
// What a collection leaves of the threads' allocation buffers would count as allocated by so short an invocation.
[GcForce(false)]
public class MoveBenchmarks
{
    private PageBatch? _batch;

    /// <summary>Bytes in a page.</summary>
    [Params(4 * 1024, 64 * 1024, 2 * 1024 * 1024)]
    public int PageSize { get; set; }

    /// <summary>Whether what describes the pages was just touched, as it is by whoever received the bytes and whoever asks for them.</summary>
    [Params(false, true)]
    public bool OnlyBytesCold { get; set; }

    /// <summary>Makes the pages.</summary>
    [GlobalSetup]
    public void MakePages() => _batch = new PageBatch(PageSize);

    /// <summary>Prepares a batch of pages and takes them out of the processor's caches.</summary>
    [IterationSetup]
    public void Prepare()
    {
        _batch!.Renew();
        CacheSweep.Run();
        if (OnlyBytesCold)
            _batch.Touch();
    }

    /// <summary>Frees the pages.</summary>
    [GlobalCleanup]
    public void FreePages() => _batch!.Dispose();

    /// <summary>The copy of the bytes, without what else a transfer has to do.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PageBatch.PageCount)]
    public void Copy() => _batch!.Copy();

    /// <summary><c>PageMover.TryMovePage</c>.</summary>
    [Benchmark(OperationsPerInvoke = PageBatch.PageCount)]
    public void Move() => _batch!.Move();
}
