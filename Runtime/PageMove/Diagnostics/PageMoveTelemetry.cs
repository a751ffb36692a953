namespace PageMove.Diagnostics;

/// <summary>The names under which this library reports.</summary>
public static class PageMoveTelemetry
{
    /// <summary>The meter (<see cref="System.Diagnostics.Metrics.Meter"/>).</summary>
    /// <remarks>
    /// <c>pagemove.pages</c>: pages of replies, tagged with <c>outcome</c> (moved, copied, zeroed, aborted, failed) and <c>reason</c> (why it was not moved).
    /// <c>pagemove.request.duration</c>: seconds from submission to end, tagged with <c>error</c>.
    /// <c>pagemove.cache.hits</c>, <c>.misses</c>, <c>.evictions</c> (pages), <c>.resident</c>, <c>.limit</c> (bytes) and <c>.leases</c>, tagged with <c>cache</c>.
    /// </remarks>
    public const string MeterName = "PageMove";

    /// <summary>The activity source (<see cref="System.Diagnostics.ActivitySource"/>): one span <c>pagemove.read</c> a request.</summary>
    public const string ActivitySourceName = "PageMove";

    /// <summary>The event source (<see cref="System.Diagnostics.Tracing.EventSource"/>).</summary>
    public const string EventSourceName = "PageMove";
}
