namespace PageMove.Files;

/// <summary>How a <see cref="CachedFile"/> is read.</summary>
public sealed class CachedFileOptions
{
    /// <summary>The name in messages, reports and events.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The most bytes that are read ahead of a sequential reader, and that one request to the source wants; 0 reads single pages and none ahead.
    /// Rounded up to whole pages, and bounded by an eighth of the cache's memory.
    /// </summary>
    public int MaxReadahead { get; init; } = 2 * 1024 * 1024;

    /// <summary>Requests that the source answers at the same time, at least one.</summary>
    public int MaxConcurrentReads { get; init; } = 4;

    /// <summary>How long the source may take over one answer, before its readers see an <see cref="IOException"/>.</summary>
    public TimeSpan ReplyTimeout { get; init; } = Timeout.InfiniteTimeSpan;
}
