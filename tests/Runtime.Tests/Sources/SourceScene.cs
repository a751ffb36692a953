using PageMove.Files;
using PageMove.Pages;

namespace Runtime.Tests.Sources;

/// <summary>A source behind a cache in guard mode, with the receipts of its answers. The scene's end checks that every page came back.</summary>
internal sealed class SourceScene : IAsyncDisposable
{
    internal const int PageSize = PageArena.MinPageSize;

    private readonly bool _ownsArena;
    private readonly PageCache _cache;
    private readonly ReceiptedSource _receipts;

    /// <summary>Makes a scene.</summary>
    /// <param name="make">Makes the source, which may receive into the arena.</param>
    /// <param name="windowPages">Pages that one request wants at most, and that are read ahead; one reads single pages and none ahead.</param>
    /// <param name="cachePages">Pages in the arena.</param>
    /// <param name="guard">Whether the arena runs in guard mode.</param>
    internal SourceScene(Func<PageArena, PageSource> make, int windowPages = 16, int cachePages = 256, bool guard = true)
        : this(new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = cachePages, Guard = guard }), make, windowPages) =>
        _ownsArena = true;

    /// <summary>Makes a scene over an arena that others receive into as well.</summary>
    internal SourceScene(PageArena arena, Func<PageArena, PageSource> make, int windowPages = 16)
    {
        Arena = arena;
        Source = make(arena);
        _receipts = new ReceiptedSource(Source);
        _cache = new PageCache(new PageCacheOptions { Arena = arena, MemoryTimeout = TimeSpan.FromMinutes(1) });
        File = _cache.Open(_receipts, new CachedFileOptions { MaxReadahead = windowPages * PageSize });
    }

    internal PageArena Arena { get; }

    internal PageSource Source { get; }

    internal CachedFile File { get; }

    /// <summary>How many pages were moved into the cache, and how many copied, when each answer has ended.</summary>
    internal Task<(int Moved, int Copied)> ReceiptsAsync() => _receipts.ReceiptsAsync();

    /// <summary>Reads through the cache.</summary>
    internal async Task<byte[]> ReadAsync(long offset, int length, CancellationToken cancellationToken = default)
    {
        byte[] bytes = new byte[length];
        int read = await File.ReadAsync(bytes, offset, cancellationToken);
        return bytes[..read];
    }

    public async ValueTask DisposeAsync()
    {
        await _cache.DisposeAsync();
        if (!_ownsArena)
            return;

        Assert.Equal([], Arena.DescribeOutstandingPages());
        ((IDisposable)Arena).Dispose();
    }
}
