using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Benchmarks;

/// <summary>
/// A number of full pipe buffers and the pages of a request that they are to fill. Preparing and finishing a batch costs the same whether its
/// pages are moved or copied, and neither is timed.
/// </summary>
internal sealed class PageBatch : IDisposable
{
    /// <summary>
    /// Pages in a batch of cold pages: so many that the mover's own code, which a sweep of the caches drives out as well, is fetched again for few of them.
    /// </summary>
    public const int PageCount = 512;

    /// <summary>Pages in a batch that stays in the processor's caches.</summary>
    public const int WarmPageCount = 64;

    private readonly PageArena _arena;
    private readonly PagePipe _pipe;
    private readonly AddressSpace _cache;
    private readonly Page[] _pages;
    private readonly PipeBuffer[] _buffers;
    private readonly ReadRequest _request;
    private bool _isMoved;

    /// <summary>Makes the pages.</summary>
    /// <param name="pageSize">Bytes in a page.</param>
    /// <param name="pageCount">Pages in a batch.</param>
    public PageBatch(int pageSize, int pageCount = PageCount)
    {
        _pages = new Page[pageCount];
        _buffers = new PipeBuffer[pageCount];
        _arena = new PageArena(new PageArenaOptions { PageSize = pageSize, PageCount = 2 * pageCount });
        _pipe = new PagePipe(_arena, pageCount);
        _cache = new AddressSpace(pageSize);
        AddPages();
        _request = new ReadRequest(_cache, firstIndex: 0, _pages, ReadRequestOptions.PageReplace);
        TakeBuffers();
    }

    /// <summary>Touches what describes the pages, and none of their bytes.</summary>
    /// <exception cref="InvalidOperationException">A page is not where it belongs.</exception>
    public void Touch()
    {
        for (int i = 0; i < _pages.Length; i++)
        {
            bool isThere = _cache.TryFind(i, out Page? page) && page.IsLocked && _buffers[i].Page.ReferenceCount == 1;
            page?.Release();
            if (!isThere)
                throw new InvalidOperationException($"Page {i} is not where it belongs.");
        }
    }

    /// <summary>Moves every page: what the caller times.</summary>
    /// <exception cref="InvalidOperationException">A page was refused.</exception>
    public void Move()
    {
        Span<Page> slots = _request.Pages;
        for (int i = 0; i < _pages.Length; i++)
        {
            if (PageMover.TryMovePage(_request, _buffers[i], ref slots[i], lru: null, out MoveRefusal refusal) != MoveResult.Moved)
                throw new InvalidOperationException($"Page {i} was refused: {refusal}.");
        }

        _isMoved = true;
    }

    /// <summary>Copies every page's bytes, and does nothing else of what a transfer has to do: what the caller times.</summary>
    public void Copy()
    {
        Span<Page> slots = _request.Pages;
        for (int i = 0; i < _pages.Length; i++)
            _buffers[i].Map().CopyTo(slots[i].Span);
    }

    /// <summary>Ends the batch and prepares the next one.</summary>
    public void Renew()
    {
        foreach (PipeBuffer buffer in _isMoved ? [] : _buffers)
            buffer.Release();
        _isMoved = false;
        _request.Complete(_request.ByteCount);
        RemovePages();
        AddPages();
        _request.Reset(_cache, firstIndex: 0, _pages, ReadRequestOptions.PageReplace);
        TakeBuffers();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PipeBuffer buffer in _isMoved ? [] : _buffers)
            buffer.Release();
        _request.Complete(_request.ByteCount);
        RemovePages();
        _pipe.Dispose();
        _arena.Dispose();
    }

    private void AddPages()
    {
        for (int i = 0; i < _pages.Length; i++)
        {
            Page page = _arena.Allocate();
            page.Lock();
            _cache.TryAdd(i, page);
            _pages[i] = page;
        }
    }

    private void RemovePages()
    {
        for (int i = 0; i < _pages.Length; i++)
        {
            if (!_cache.TryFind(i, out Page? page))
                continue;
            page.Lock();
            _cache.Remove(page);
            page.Unlock();
            page.Release();
        }
    }

    private void TakeBuffers()
    {
        if (!_request.TryLock())
            throw new InvalidOperationException("Nobody aborts this request.");
        for (int i = 0; i < _pages.Length; i++)
        {
            _pipe.Gift(_arena.Allocate(), _arena.PageSize);
            _buffers[i] = _pipe.TryTake(out PipeBuffer? buffer) ? buffer : throw new InvalidOperationException("The pipe is empty.");
        }
    }
}
