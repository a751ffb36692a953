using BitFaster.Caching.Lru;

namespace PageMove.Benchmarks;

/// <summary>One order of asking for keys, and how often caches of a capacity have what is asked for.</summary>
internal sealed class HitRateTrace
{
    /// <summary>Keys that are asked for again and again; a scan's come on top.</summary>
    public const int KeyCount = 100_000;

    /// <summary>How often a key is asked for.</summary>
    public const int Length = 1_000_000;

    private readonly long[] _keys;
    private readonly int _capacity;

    /// <summary>Draws a trace by Zipf's law.</summary>
    /// <param name="hasScans">Whether scans, each as long as the cache is large, come in between.</param>
    /// <param name="capacity">Pages in a cache.</param>
    /// <param name="seed">Of the random numbers.</param>
    public HitRateTrace(bool hasScans, int capacity, int seed)
    {
        _capacity = capacity;
        _keys = hasScans ? ZipfTrace.DrawWithScans(KeyCount, Length, scanLength: capacity, seed) : ZipfTrace.Draw(KeyCount, Length, seed);
    }

    /// <summary>Asks a new cache of <c>PageLru</c> for every key.</summary>
    /// <returns>The part of them that was found.</returns>
    public double AskPageLru()
    {
        using var pages = new CachedPages(pageSize: 4096, _capacity);
        return (double)_keys.Count(pages.Ask) / _keys.Length;
    }

    /// <summary>Asks a new <c>ConcurrentLru</c> for every key.</summary>
    /// <returns>The part of them that was found.</returns>
    public double AskConcurrentLru()
    {
        var lru = new ConcurrentLru<long, object>(concurrencyLevel: 1, _capacity, EqualityComparer<long>.Default);
        object value = new();
        int hits = 0;
        foreach (long key in _keys)
        {
            if (lru.TryGet(key, out _))
                hits++;
            else
                lru.AddOrUpdate(key, value);
        }

        return (double)hits / _keys.Length;
    }
}
