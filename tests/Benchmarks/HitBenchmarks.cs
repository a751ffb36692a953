using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>A hit in the page cache beside one in BitFaster's <c>ConcurrentLru</c> of arrays, keys by Zipf's law, one thread.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the clean-up.")]
public class HitBenchmarks
{
    private const int PageSize = 4096;
    private const int Capacity = 16_384;
    private const int KeyCount = 12_288;
    private const int Length = 65_536;

    private readonly long[] _trace = ZipfTrace.Draw(KeyCount, Length, seed: 1);
    private readonly ConcurrentLru<long, byte[]> _lru = new(1, Capacity, EqualityComparer<long>.Default);
    private byte[] _destination = [];
    private ResidentFile? _file;

    /// <summary>Bytes copied on a hit.</summary>
    [Params(64, PageSize)]
    public int Bytes { get; set; }

    /// <summary>Caches every key in both.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _file = new ResidentFile(PageSize, Capacity, KeyCount);
        _destination = new byte[Bytes];
        foreach (long key in _trace)
            _lru.GetOrAdd(key, _ => new byte[PageSize]);
    }

    /// <summary>Frees the pages.</summary>
    [GlobalCleanup]
    public void Free() => _file!.Dispose();

    /// <summary>An array out of <c>ConcurrentLru</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Length)]
    public void ConcurrentLru()
    {
        foreach (long key in _trace)
        {
            if (_lru.TryGet(key, out byte[]? value))
                value.AsSpan(0, Bytes).CopyTo(_destination);
        }
    }

    /// <summary>A page out of the cache.</summary>
    [Benchmark(OperationsPerInvoke = Length)]
    public void PageCache()
    {
        foreach (long key in _trace)
            _file!.TryRead(key, _destination);
    }
}
