using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Diagnostics;
using PageMove.Pages;

namespace PageMove.Files;

/// <summary>
/// Cached pages of any number of files under one memory limit (the kernel's page cache). Pages that nobody uses are reclaimed when memory is wanted, by
/// S3-FIFO (<see cref="PageLru"/>). Thread-safe.
/// </summary>
public sealed partial class PageCache : ICacheReadings, IDisposable, IAsyncDisposable
{
    private const int MinPageCount = 8;
    private const int MaxReclaimBatch = 32;

    private readonly bool _ownsArena;
    private readonly Func<bool> _shrinker;
    private readonly FloodGate _exhaustion;
    private readonly TimeSpan _memoryTimeout;
    private readonly int _reclaimBatch;
    private readonly Lock _gate = new();
    private readonly HashSet<CachedFile> _files = [];
    private bool _isDisposed;

    /// <summary>Makes an empty cache and, unless one is given, the arena with its whole memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The page size, the memory limit or the time limit is out of range.</exception>
    public PageCache(PageCacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckTimeout(options.MemoryTimeout, nameof(options.MemoryTimeout));
        _ownsArena = options.Arena is null;
        Arena = options.Arena ?? MakeArena(options);
        if (Arena.PageCount < MinPageCount)
            throw new ArgumentOutOfRangeException(nameof(options), Arena.PageCount, $"The arena has fewer than {MinPageCount} pages.");

        TimeProvider = options.TimeProvider;
        _memoryTimeout = options.MemoryTimeout;
        MaxInFlight = Arena.PageCount / 2;
        _reclaimBatch = Math.Clamp(Arena.PageCount / 64, 1, MaxReclaimBatch);
        Lru = new PageLru(Arena.PageCount);
        Name = options.Name;
        Logger = options.LoggerFactory is { } loggers ? new QuietLogger(loggers.CreateLogger<PageCache>()) : NullLogger.Instance;
        _exhaustion = new FloodGate(TimeProvider);
        Arena.AddShrinker(_shrinker = Shrink);
        CacheTelemetry.Add(this);
    }

    /// <summary>The name in meters and messages.</summary>
    public string Name { get; }

    /// <summary>The memory: sockets and pipelines that receive into it give pages that can be moved into the cache.</summary>
    public PageArena Arena { get; }

    /// <summary>Bytes in a page.</summary>
    public int PageSize => Arena.PageSize;

    /// <summary>Bytes that all pages may take.</summary>
    public long MemoryLimit => (long)Arena.PageCount * PageSize;

    /// <summary>Bytes of valid cached pages of all files.</summary>
    public long ResidentBytes => (long)Lru.Count * PageSize;

    internal PageLru Lru { get; }

    internal TimeProvider TimeProvider { get; }

    internal ILogger Logger { get; }

    /// <summary>Puts the cache between readers and a source.</summary>
    /// <param name="source">The source; the file owns and disposes it.</param>
    /// <param name="options">How the file is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the source stays the caller's.</exception>
    /// <exception cref="ArgumentException">The source's number of concurrent reads is not positive; it stays the caller's.</exception>
    /// <exception cref="ObjectDisposedException">The cache was disposed; the source stays the caller's.</exception>
    public CachedFile Open([Transfers] PageSource source, CachedFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new CachedFileOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxReadahead);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentReads);
        CheckTimeout(options.ReplyTimeout, nameof(options.ReplyTimeout));
        if (source.MaxConcurrentReads < 1)
            throw new ArgumentException($"{nameof(PageSource.MaxConcurrentReads)} is {source.MaxConcurrentReads}; a source answers one request at a time at least.", nameof(source));

        var file = new CachedFile(this, source, options);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _files.Add(file);
        }

        CacheLog.FileOpened(Logger, file.Name, file.Length);
        return file;
    }

    /// <summary>Takes the pages out of the cache that were used least of late, to give memory to others.</summary>
    /// <param name="byteCount">Bytes wanted, not negative.</param>
    /// <returns>Bytes freed: fewer where pages are in use.</returns>
    public long Trim(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        long pages = Math.Min((byteCount / PageSize) + (byteCount % PageSize == 0 ? 0 : 1), Arena.PageCount);
        return (long)Reclaim((int)pages) * PageSize;
    }

    /// <summary>As <see cref="DisposeAsync"/>, without waiting for the sources' answers in progress.</summary>
    /// <exception cref="InvalidOperationException">Guard mode: leases are outstanding, and the message lists them. Everything else was disposed.</exception>
    public void Dispose()
    {
        foreach (CachedFile file in Close())
            file.Dispose();

        End();
    }

    /// <summary>Disposes every file and, unless it was given, the arena. Outstanding leases stay valid; their pages' memory is freed with the last of them.</summary>
    /// <exception cref="InvalidOperationException">Guard mode: leases are outstanding, and the message lists them. Everything else was disposed.</exception>
    /// <exception cref="AggregateException">Sources failed to dispose themselves. Everything else was disposed.</exception>
    public async ValueTask DisposeAsync()
    {
        List<Exception> failures = [];
        foreach (CachedFile file in Close())
        {
            try
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // One source's failure keeps no other file open.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Add(failure);
            }
        }

        End();
        if (failures.Count > 0)
            throw new AggregateException("Sources failed to dispose themselves.", failures);
    }

    internal void Forget(CachedFile file)
    {
        lock (_gate)
            _files.Remove(file);
    }

    private static PageArena MakeArena(PageCacheOptions options)
    {
        long pageCount = options.MemoryLimit / Math.Max(options.PageSize, 1);
        if (pageCount is < MinPageCount or > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MemoryLimit, $"{nameof(options.MemoryLimit)} must be at least {MinPageCount} pages of {options.PageSize} bytes, and fewer than 2^31 of them.");
        }

        return new PageArena(
            new PageArenaOptions { PageSize = options.PageSize, PageCount = (int)pageCount, Guard = options.Guard });
    }

    private static void CheckTimeout(TimeSpan timeout, string name)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, $"{name} must be positive or infinite.");
    }

    private CachedFile[] Close()
    {
        lock (_gate)
        {
            _isDisposed = true;
            return [.. _files];
        }
    }

    private void End()
    {
        Arena.RemoveShrinker(_shrinker);
        CacheTelemetry.Remove(this);
        if (_ownsArena)
            ((IDisposable)Arena).Dispose();

        if (OutstandingLeaseCount > 0)
            CacheLog.LeasesOutstanding(Logger, Name, OutstandingLeaseCount);

        if (Arena.IsGuarded && DescribeOutstandingLeases() is { Count: > 0 } leases)
            throw new InvalidOperationException($"The cache was disposed while {leases.Count} leases are outstanding:{Environment.NewLine}{string.Join(Environment.NewLine, leases)}");
    }
}
