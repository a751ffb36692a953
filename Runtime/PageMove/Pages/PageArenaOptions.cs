namespace PageMove.Pages;

/// <summary>How a <see cref="PageArena"/> is made.</summary>
public sealed class PageArenaOptions
{
    /// <summary>Bytes in a page: a power of two from 4 KiB to 2 MiB.</summary>
    public int PageSize { get; init; } = 4096;

    /// <summary>Pages in the arena, at least one.</summary>
    public required int PageCount { get; init; }

    /// <summary>
    /// Guard mode, for tests and debugging: memory is poisoned when a page is freed and inspected when it is handed out again, and
    /// errors tell where the page or the buffer was released first. It captures stack traces, so it is slow and allocates.
    /// </summary>
    public bool Guard { get; init; }

    /// <summary>
    /// For finding leaks in production: the place of one in so many allocations is kept, for <see cref="PageArena.DescribeOutstandingPages"/>. 0 keeps none; 1
    /// all, at the cost of a stack trace each. Guard mode keeps all of them anyhow.
    /// </summary>
    public int LeakSampling { get; init; }
}
