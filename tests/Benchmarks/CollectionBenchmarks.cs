using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>How long a collection of generation 2 stops the program, with an arena of 16 GiB and without: pauses, not the time that a collection takes.</summary>
[PauseClock]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the clean-up.")]
[SuppressMessage("Performance", "CA1822", Justification = "BenchmarkDotNet calls an instance.")]
[InvocationCount(1, unrollFactor: 1)]
public class CollectionBenchmarks
{
    private PageArena? _arena;

    /// <summary>The arena's frames: as many as 16 GiB have of 64 KiB, and of 4 KiB.</summary>
    [Params(LargeArena.FramesOf64KiB, LargeArena.FramesOf4KiB)]
    public int Frames { get; set; }

    /// <summary>Makes nothing.</summary>
    [GlobalSetup(Target = nameof(WithoutArena))]
    public void MakeNone() => Collection.Settle();

    /// <summary>Makes the arena.</summary>
    [GlobalSetup(Targets = [nameof(WithArena), nameof(WithArenaConcurrent)])]
    public void Make()
    {
        _arena = LargeArena.Make(Frames);
        Collection.Settle();
    }

    /// <summary>Frees the arena.</summary>
    [GlobalCleanup]
    public void Free()
    {
        _arena?.Dispose();
        _arena = null;
    }

    /// <summary>A blocking collection without the arena.</summary>
    [Benchmark(Baseline = true)]
    public void WithoutArena() => Collection.RunBlocking();

    /// <summary>A blocking collection with the arena.</summary>
    [Benchmark]
    public void WithArena() => Collection.RunBlocking();

    /// <summary>A concurrent collection with the arena.</summary>
    [Benchmark]
    public void WithArenaConcurrent() => Collection.RunConcurrent();
}
