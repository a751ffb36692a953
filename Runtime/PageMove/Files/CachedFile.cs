using System.Numerics;
using PageMove.Caching;
using PageMove.Connections;
using PageMove.Diagnostics;
using PageMove.Pages;

namespace PageMove.Files;

/// <summary>
/// A source of bytes behind a <see cref="PageCache"/>: pages are read from the source when they are first wanted, and from memory afterwards. Thread-safe.
/// </summary>
/// <remarks>
/// A failure of the source is not cached: readers that waited for it see an <see cref="IOException"/>, and the next reader asks the source again.
/// </remarks>
public sealed partial class CachedFile : IDisposable, IAsyncDisposable
{
    private readonly PageCache _cache;
    private readonly AddressSpace _space;
    private readonly Connection _connection;
    private readonly SourceServer _server;
    private readonly Lock _gate = new();
    private readonly List<Flight> _flights = [];
    private readonly Readahead _readahead;
    private readonly FloodGate _failures;
    private readonly int _maxWindow;
    private readonly int _pageShift;
    private bool _isDisposed;

    internal CachedFile(PageCache cache, PageSource source, CachedFileOptions options)
    {
        _cache = cache;
        Name = options.Name ?? source.GetType().Name;
        _space = new AddressSpace(cache.PageSize, source.Length ?? long.MaxValue);
        _pageShift = BitOperations.Log2((uint)cache.PageSize);
        _maxWindow = (int)Math.Clamp(((long)options.MaxReadahead + cache.PageSize - 1) / cache.PageSize, 1, cache.Arena.PageCount / 8);
        _readahead = new Readahead(_maxWindow);
        _connection = new Connection(
            new ConnectionOptions { Lru = cache.Lru, ReplyTimeout = options.ReplyTimeout, TimeProvider = cache.TimeProvider });
        _failures = new FloodGate(cache.TimeProvider);
        _server = new SourceServer(this, source, _connection, Math.Min(options.MaxConcurrentReads, source.MaxConcurrentReads), _maxWindow);
    }

    /// <summary>The name in messages, reports and events.</summary>
    public string Name { get; }

    /// <summary>The length in bytes, or <see langword="null"/> while the source has not told it.</summary>
    public long? Length => _space.Size is < long.MaxValue and long size ? size : null;

    /// <summary>Bytes of the file's pages in the cache, valid ones and those on their way.</summary>
    public long ResidentBytes => (long)_space.PageCount * _space.PageSize;

    internal AddressSpace Space => _space;

    internal PageCache Cache => _cache;

    /// <summary>As <see cref="DisposeAsync"/>, without waiting for the answers in progress: the source is disposed after the last of them.</summary>
    public void Dispose() => _ = Close();

    /// <summary>
    /// Gives up what is being read, takes the file's pages out of the cache, waits for the source's answers in progress, and disposes the source. Leases
    /// stay valid until they are disposed; readers that wait see an <see cref="ObjectDisposedException"/>.
    /// </summary>
    public ValueTask DisposeAsync() => new(Close());

    private Task Close()
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isDisposed;
            _isDisposed = true;
        }

        if (isFirst)
        {
            _cache.Forget(this);
            CacheLog.FileClosed(_cache.Logger, Name);
            _connection.Abort();
            TakeOut(0, long.MaxValue);
        }

        return _server.CloseAsync();
    }

    /// <summary>
    /// Takes a range's pages out of the cache, also those that take the place of one whose lock was waited for. After the range's flights were given up: what is
    /// asked for since then is left alone. To wait for it might be to wait for oneself, where the source tells of a change.
    /// </summary>
    private void TakeOut(long firstIndex, long lastIndex)
    {
        bool isDone = false;
        while (!isDone)
        {
            isDone = true;
            foreach (Page page in StalePages(firstIndex, lastIndex))
            {
                page.Lock();
                isDone &= _space.Remove(page);
                page.Unlock();
                page.Release();
            }
        }

        _cache.SignalMemory();
    }

    /// <summary>The pages of a range that no flight has placed since the range's were given up, with a reference to each.</summary>
    private List<Page> StalePages(long firstIndex, long lastIndex)
    {
        lock (_gate)
        {
            List<Page> pages = _space.PagesBetween(firstIndex, lastIndex);
            pages.RemoveAll(page =>
            {
                bool isNew = _flights.Exists(flight => !flight.IsGivenUp && flight.Covers(page.Index));
                if (isNew && !_isDisposed)
                    page.Release();

                return isNew && !_isDisposed;
            });
            return pages;
        }
    }
}
