using PageMove.Files;
using PageMove.Sources;

namespace PageMove.Benchmarks;

/// <summary>A file behind a <see cref="PageCache"/> with room for more, all of whose pages are cached.</summary>
internal sealed class ResidentFile : IDisposable
{
    private readonly PageCache _cache;
    private readonly CachedFile _file;
    private readonly int _pageSize;

    public ResidentFile(int pageSize, int capacity, int pageCount)
    {
        _pageSize = pageSize;
        _cache = new PageCache(new PageCacheOptions { PageSize = pageSize, MemoryLimit = (long)pageSize * capacity });
        byte[] content = new byte[pageSize * pageCount];
        new Random(1).NextBytes(content);
        _file = _cache.Open(new MemorySource(content));
        using Stream stream = _file.AsStream();
        stream.CopyTo(Stream.Null);
    }

    /// <summary>Reads from a page's start, as any user does.</summary>
    public bool TryRead(long page, Span<byte> destination) => _file.TryRead(destination, page * _pageSize, out _);

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
