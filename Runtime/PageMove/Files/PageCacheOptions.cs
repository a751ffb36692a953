using Microsoft.Extensions.Logging;
using PageMove.Pages;

namespace PageMove.Files;

/// <summary>How a <see cref="PageCache"/> is made.</summary>
public sealed class PageCacheOptions
{
    /// <summary>The name in meters and messages.</summary>
    public string Name { get; init; } = "default";

    /// <summary>
    /// Bytes that all pages may take, cached ones and those on their way; rounded down to whole pages, at least 8 of them. Not looked at when
    /// <see cref="Arena"/> is given.
    /// </summary>
    public long MemoryLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes in a page: a power of two from 4 KiB to 2 MiB. Not looked at when <see cref="Arena"/> is given.</summary>
    public int PageSize { get; init; } = 64 * 1024;

    /// <summary>Guard mode of the arena and of leases (<see cref="PageArenaOptions.Guard"/>). Not looked at when <see cref="Arena"/> is given.</summary>
    public bool Guard { get; init; }

    /// <summary>
    /// The arena whose pages the cache fills, when others, as sockets and pipelines, receive into it too. It stays the caller's to dispose, after the
    /// cache. Without one the cache makes its own.
    /// </summary>
    public PageArena? Arena { get; init; }

    /// <summary>How long a read waits for a page when every one is in use, before it fails with an <see cref="IOException"/>.</summary>
    public TimeSpan MemoryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where files, failures and leaks are logged: never a line a page, and at most one failure a second of each file.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of time limits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
