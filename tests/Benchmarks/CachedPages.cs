using PageMove.Caching;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>A file whose pages are cached as far as there are frames for them, and given up as <see cref="PageLru"/> says.</summary>
internal sealed class CachedPages : IDisposable
{
    private readonly PageArena _arena;
    private readonly PageLru _lru;

    public CachedPages(int pageSize, int capacity)
    {
        _arena = new PageArena(new PageArenaOptions { PageSize = pageSize, PageCount = capacity });
        _lru = new PageLru(capacity);
        File = new AddressSpace(pageSize);
    }

    /// <summary>The file.</summary>
    public AddressSpace File { get; }

    /// <summary>Reads a page with a reference: the way of the public members.</summary>
    public bool TryRead(long index, int offset, Span<byte> destination)
    {
        if (!File.TryFind(index, out Page? page))
            return false;

        page.Span.Slice(offset, destination.Length).CopyTo(destination);
        _lru.MarkAccessed(page);
        page.Release();
        return true;
    }

    /// <summary>Looks for a page.</summary>
    /// <returns>Whether it was cached; it is now.</returns>
    public bool Ask(long index)
    {
        if (TryRead(index, 0, []))
            return true;

        Add(index);
        return false;
    }

    /// <summary>Caches a page.</summary>
    public void Add(long index)
    {
        Page? page;
        while (!_arena.TryAllocate(out page))
            _lru.Reclaim(1);

        // Memory that was never written is one page of zeros to the processor, however many there are.
        page.Span.Fill((byte)index);
        page.Lock();
        File.TryAdd(index, page);
        _lru.Add(page);
        page.MarkUpToDate();
        page.Unlock();
        page.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Truncate(0);
        _arena.Dispose();
    }
}
