using PageMove.Moving;

namespace PageMove.Files;

/// <summary>What a cache did up to one moment.</summary>
public sealed class CacheStatistics
{
    internal CacheStatistics()
    {
    }

    /// <summary>Pages that readers found in the cache.</summary>
    public required long Hits { get; init; }

    /// <summary>Pages that readers had to wait for.</summary>
    public required long Misses { get; init; }

    /// <summary>Pages that were reclaimed.</summary>
    public required long Evictions { get; init; }

    /// <summary>Bytes of valid cached pages.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Leases that were not disposed yet.</summary>
    public required int OutstandingLeases { get; init; }

    /// <summary>Pages of the sources' replies by what became of them, and why some were not moved.</summary>
    public required MoveStatistics Replies { get; init; }
}
