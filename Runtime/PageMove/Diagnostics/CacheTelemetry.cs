using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace PageMove.Diagnostics;

/// <summary>The gauges and counters of all caches of the process, read when somebody listens.</summary>
internal static class CacheTelemetry
{
    private static readonly Meter Meter = new(PageMoveTelemetry.MeterName);
    private static ImmutableArray<ICacheReadings> _caches = [];

    static CacheTelemetry()
    {
        Meter.CreateObservableCounter("pagemove.cache.hits", () => Read(cache => cache.Hits), "{page}", "Pages that readers found in the cache.");
        Meter.CreateObservableCounter("pagemove.cache.misses", () => Read(cache => cache.Misses), "{page}", "Pages that readers had to wait for.");
        Meter.CreateObservableCounter("pagemove.cache.evictions", () => Read(cache => cache.Evictions), "{page}", "Pages that were reclaimed.");
        Meter.CreateObservableUpDownCounter("pagemove.cache.resident", () => Read(cache => cache.ResidentBytes), "By", "Bytes of valid cached pages.");
        Meter.CreateObservableUpDownCounter("pagemove.cache.limit", () => Read(cache => cache.MemoryLimit), "By", "Bytes that all pages may take.");
        Meter.CreateObservableUpDownCounter("pagemove.cache.leases", () => Read(cache => cache.OutstandingLeaseCount), "{lease}", "Leases that were not disposed yet.");
    }

    internal static void Add(ICacheReadings cache) => ImmutableInterlocked.Update(ref _caches, caches => caches.Add(cache));

    internal static void Remove(ICacheReadings cache) => ImmutableInterlocked.Update(ref _caches, caches => caches.Remove(cache));

    private static IEnumerable<Measurement<long>> Read(Func<ICacheReadings, long> reading)
    {
        foreach (ICacheReadings cache in _caches)
            yield return new Measurement<long>(reading(cache), new KeyValuePair<string, object?>("cache", cache.Name));
    }
}
