namespace PageMove.Diagnostics;

/// <summary>What a cache tells its gauges. Thread-safe.</summary>
internal interface ICacheReadings
{
    string Name { get; }

    long Hits { get; }

    long Misses { get; }

    long Evictions { get; }

    long ResidentBytes { get; }

    long MemoryLimit { get; }

    int OutstandingLeaseCount { get; }
}
