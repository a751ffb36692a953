using System.Buffers;
using BitFaster.Caching;
using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>BitFaster's <c>ConcurrentLru</c> of pooled arrays, which go back to the pool when they are driven out.</summary>
internal sealed class ConcurrentLruFiller : CopyingFiller, IDisposable
{
    private readonly ConcurrentLru<long, byte[]> _pages;

    /// <summary>Makes the cache.</summary>
    public ConcurrentLruFiller()
    {
        _pages = new ConcurrentLru<long, byte[]>(Environment.ProcessorCount, Capacity, EqualityComparer<long>.Default);
        _pages.Events.Value!.ItemRemoved += GiveBack;
    }

    /// <inheritdoc/>
    public override string Name => "concurrent_lru";

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Clear();
        _pages.Events.Value!.ItemRemoved -= GiveBack;
    }

    /// <inheritdoc/>
    protected override void Add(long key, ReadOnlySpan<byte> bytes)
    {
        byte[] page = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(page);
        _pages.AddOrUpdate(key, page);
    }

    private static void GiveBack(object? sender, ItemRemovedEventArgs<long, byte[]> removed) => ArrayPool<byte>.Shared.Return(removed.Value!);
}
