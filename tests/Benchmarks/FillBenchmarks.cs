using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>
/// Putting received pages of 64 KiB into a full cache, beside what else a user would put them into; figures are for one page. As in the quick table receiving is not timed, and
/// finding memory to receive into, letting go of the oldest and telling readers is.
/// </summary>
[MemoryDiagnoser]
[InvocationCount(1, unrollFactor: 1)]
// A reply lasts microseconds. The collector comes when what was allocated calls for it, and not between two replies.
[GcForce(false)]
[WarmupCount(50)]
[IterationCount(300)]
public class FillBenchmarks
{
    private ReceivedFiller? _filler;

    /// <summary>Fills a <c>PageCache</c>.</summary>
    [GlobalSetup(Target = nameof(PageCache))]
    public Task FillPageCache() => FillAsync(new MovingFiller());

    /// <summary>Fills a dictionary.</summary>
    [GlobalSetup(Target = nameof(ConcurrentDictionary))]
    public Task FillConcurrentDictionary() => FillAsync(new DictionaryFiller());

    /// <summary>Fills BitFaster's cache.</summary>
    [GlobalSetup(Target = nameof(ConcurrentLru))]
    public Task FillConcurrentLru() => FillAsync(new ConcurrentLruFiller());

    /// <summary>Fills the framework's cache.</summary>
    [GlobalSetup(Target = nameof(MemoryCache))]
    public Task FillMemoryCache() => FillAsync(new MemoryCacheFiller());

    /// <summary>Bytes arrive.</summary>
    [IterationSetup]
    public void Receive() => _filler!.Receive();

    /// <summary>Puts in what was last made room for, and ends.</summary>
    /// <exception cref="InvalidOperationException">The page cache copied what it was to move.</exception>
    [GlobalCleanup]
    public async Task End()
    {
        _filler!.Receive();
        await _filler.FillAsync();
        long copied = (_filler as MovingFiller)?.Copied ?? 0;
        (_filler as IDisposable)?.Dispose();
        if (copied > 0)
            throw new InvalidOperationException($"{copied} pages were copied.");
    }

    /// <summary>Pages that the bytes arrived in are moved into a <c>PageCache</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ReceivedFiller.PagesAReply)]
    public Task PageCache() => FillOnceAsync();

    /// <summary>Copies in a <c>ConcurrentDictionary</c>.</summary>
    [Benchmark(OperationsPerInvoke = ReceivedFiller.PagesAReply)]
    public Task ConcurrentDictionary() => FillOnceAsync();

    /// <summary>Copies in pooled arrays, in BitFaster's <c>ConcurrentLru</c>.</summary>
    [Benchmark(OperationsPerInvoke = ReceivedFiller.PagesAReply)]
    public Task ConcurrentLru() => FillOnceAsync();

    /// <summary>Copies in a <c>MemoryCache</c>.</summary>
    [Benchmark(OperationsPerInvoke = ReceivedFiller.PagesAReply)]
    public Task MemoryCache() => FillOnceAsync();

    private async Task FillAsync(ReceivedFiller filler)
    {
        _filler = filler;
        filler.FindRoom();

        // Twice over, so that every later page drives an old one out.
        for (int page = 0; page < 2 * ReceivedFiller.Capacity; page += ReceivedFiller.PagesAReply)
        {
            Receive();
            await FillOnceAsync();
        }
    }

    // In this order, so that bytes arrive between two of them.
    private async Task FillOnceAsync()
    {
        await _filler!.FillAsync();
        _filler.FindRoom();
    }
}
