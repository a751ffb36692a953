using Microsoft.Extensions.Caching.Memory;

namespace PageMove.Benchmarks;

/// <summary>A <see cref="MemoryCache"/> of arrays.</summary>
internal sealed class MemoryCacheFiller : CopyingFiller, IDisposable
{
    private readonly MemoryCache _pages = new(new MemoryCacheOptions());

    /// <inheritdoc/>
    public override string Name => "memory_cache";

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    /// <inheritdoc/>
    protected override void Add(long key, ReadOnlySpan<byte> bytes)
    {
        _pages.Set(key, bytes.ToArray());
        _pages.Remove(key - Capacity);
    }
}
