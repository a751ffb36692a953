using PageMove.Diagnostics;
using PageMove.Moving;
using PageMove.Requests;

namespace PageMove.Files;

/// <content>Counting what the cache does.</content>
public sealed partial class PageCache
{
    private readonly StripedCounter _hits = new();
    private readonly StripedCounter _misses = new();
    private readonly StripedCounter _evictions = new();
    private readonly Lock _repliesGate = new();
    private MoveStatistics _replies;

    long ICacheReadings.Hits => _hits.Value;

    long ICacheReadings.Misses => _misses.Value;

    long ICacheReadings.Evictions => _evictions.Value;

    /// <summary>Tells what the cache did so far.</summary>
    public CacheStatistics GetStatistics()
    {
        MoveStatistics replies;
        lock (_repliesGate)
            replies = _replies;

        return new CacheStatistics
        {
            Hits = _hits.Value,
            Misses = _misses.Value,
            Evictions = _evictions.Value,
            ResidentBytes = ResidentBytes,
            OutstandingLeases = OutstandingLeaseCount,
            Replies = replies,
        };
    }

    /// <summary>Readers found pages.</summary>
    internal void CountHits(int pages) => _hits.Add(pages);

    /// <summary>A reader has to wait for a page, which he will find afterwards.</summary>
    internal void CountMiss()
    {
        _misses.Add(1);
        _hits.Add(-1);
    }

    internal void CountReply(ReadOnlySpan<PageOutcome> outcomes)
    {
        lock (_repliesGate)
        {
            foreach (PageOutcome outcome in outcomes)
                _replies.Count(outcome);
        }
    }
}
