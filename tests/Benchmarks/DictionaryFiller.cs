using System.Collections.Concurrent;

namespace PageMove.Benchmarks;

/// <summary>A <see cref="ConcurrentDictionary{TKey, TValue}"/> of arrays.</summary>
internal sealed class DictionaryFiller : CopyingFiller
{
    private readonly ConcurrentDictionary<long, byte[]> _pages = new(Environment.ProcessorCount, Capacity);

    /// <inheritdoc/>
    public override string Name => "concurrent_dictionary";

    /// <inheritdoc/>
    protected override void Add(long key, ReadOnlySpan<byte> bytes)
    {
        _pages[key] = bytes.ToArray();
        _pages.TryRemove(key - Capacity, out _);
    }
}
