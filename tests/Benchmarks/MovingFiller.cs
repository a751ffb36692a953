using PageMove.Files;
using PageMove.Pages;

namespace PageMove.Benchmarks;

/// <summary>A <see cref="PageCache"/> whose source has received its bytes into pages of the arena, and is asked for them by a reader who waits.</summary>
internal sealed class MovingFiller : ReceivedFiller, IDisposable
{
    private readonly PageCache _cache;
    private readonly CachedFile _file;
    private readonly Page[] _received = new Page[PagesAReply];
    private byte _seed;
    private long _offset;

    /// <summary>Makes the cache.</summary>
    public MovingFiller()
    {
        _cache = new PageCache(new PageCacheOptions { PageSize = PageSize, MemoryLimit = (long)PageSize * Capacity });
        _file = _cache.Open(new ReceivedSource(this), new CachedFileOptions { MaxReadahead = PagesAReply * PageSize });
    }

    /// <inheritdoc/>
    public override string Name => "page_cache";

    /// <summary>Pages that were moved so far.</summary>
    public long Moved => _cache.GetStatistics().Replies.Moved;

    /// <summary>Pages that were copied so far.</summary>
    public long Copied => _cache.GetStatistics().Replies.Copied;

    /// <inheritdoc/>
    public override void FindRoom()
    {
        for (int i = 0; i < PagesAReply; i++)
            _received[i] = _cache.Arena.Allocate();
    }

    /// <inheritdoc/>
    public override void Receive()
    {
        _seed++;
        for (int i = 0; i < PagesAReply; i++)
            _received[i].Span.Fill(_seed);
    }

    /// <inheritdoc/>
    public override async ValueTask FillAsync()
    {
        const int length = PagesAReply * PageSize;
        using PageLease lease = await _file.GetPagesAsync(_offset, length);
        if (lease.Length != length || lease.Sequence.FirstSpan[0] != _seed)
            throw new InvalidOperationException("The reader sees other bytes than were received.");

        // Windows apart from each other, so that nothing is read ahead.
        _offset += 2L * length;
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private sealed class ReceivedSource(MovingFiller filler) : PageSource
    {
        public override bool CanRunInline => true;

        public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
        {
            foreach (Page page in filler._received)
                request.Pipe.Gift(page, page.Size);

            request.Splice(request.Length);
            return default;
        }
    }
}
