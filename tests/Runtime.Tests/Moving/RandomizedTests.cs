using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>
/// All parts together against plain byte arrays: whatever kinds of buffers answer a request, whether they move or not, the cache holds the
/// bytes that went into the pipe, and in the end every page that is not cached is free.
/// </summary>
public sealed class RandomizedTests
{
    private const int PageSize = 4096;
    private const int FilePages = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void The_cache_holds_what_went_into_the_pipe(int seed)
    {
        using var world = new World(seed);
        for (int round = 0; round < 300; round++)
            world.Step();

        world.CheckAllPages();
        world.CheckReferences();

        MoveStatistics statistics = world.Statistics;
        Assert.True(
            statistics is { Moved: > 50, Copied: > 50, Zeroed: > 5 },
            $"Too little of a kind to be a test: {statistics.Moved} moved, {statistics.Copied} copied, {statistics.Zeroed} zeroed.");
    }

    private sealed class World(int seed) : IDisposable
    {
        private readonly Random _random = new(seed);
        private readonly PageArena _arena = new(new PageArenaOptions { PageSize = PageSize, PageCount = 96 });
        private readonly AddressSpace _file = new(PageSize);
        private readonly AddressSpace _source = new(PageSize);
        private readonly PageLru _lru = new();
        private readonly byte[]?[] _expected = new byte[]?[FilePages];
        private readonly List<byte> _inPipe = [];
        private readonly List<Page> _lent = [];
        private PagePipe? _pipe;
        private PagePipe? _other;
        private MoveStatistics _statistics;

        internal MoveStatistics Statistics => _statistics;

        internal void Step()
        {
            _pipe ??= new PagePipe(_arena, capacity: 8);
            _other ??= new PagePipe(_arena, capacity: 8);
            int first = _random.Next(FilePages);
            int count = _random.Next(1, Math.Min(4, FilePages - first) + 1);
            int bytes = _random.Next(3) == 0 ? _random.Next(count * PageSize) : count * PageSize;

            ReadRequest request = Ask(first, count);
            Fill(bytes, request);
            int reply = Math.Min(bytes, _inPipe.Count);
            CopyResult result = PageCopier.CopyPages(request, _pipe, reply, move: _random.Next(8) != 0, _lru, ref _statistics);
            if (result == CopyResult.Filled)
                Complete(request, first, count, reply);
            else
                Abandon(request, result);

            // Once buffers and pages no longer begin together nothing moves any more.
            if (_pipe is not null && _random.Next(3) == 0)
                Drain();

            foreach (Page page in _lent)
                page.Release();

            _lent.Clear();
            if (_random.Next(4) == 0)
                CheckAllPages();

            if (_random.Next(6) == 0)
                Reclaim();
        }

        internal void CheckAllPages()
        {
            for (int index = 0; index < FilePages; index++)
            {
                bool found = _file.TryFind(index, out Page? page);
                Assert.Equal(_expected[index] is not null, found);
                if (!found)
                    continue;

                Assert.True(page!.IsUpToDate);
                Assert.True(page.Span.SequenceEqual(_expected[index]), $"Page {index} differs.");
                page.Release();
            }
        }

        internal void CheckReferences()
        {
            _pipe?.Dispose();
            _other?.Dispose();
            Assert.Equal(_arena.PageCount - _file.PageCount - _source.PageCount, _arena.FreePageCount);
        }

        public void Dispose()
        {
            _pipe?.Dispose();
            _other?.Dispose();
            _arena.Dispose();
        }

        /// <summary>Puts new pages into the file, in the place of those that are there, and asks for their content.</summary>
        private ReadRequest Ask(int first, int count)
        {
            Page[] pages = new Page[count];
            for (int i = 0; i < count; i++)
            {
                if (_file.TryFind(first + i, out Page? cached))
                {
                    cached.Lock();
                    _file.Remove(cached);
                    cached.Unlock();
                    cached.Release();
                }

                _expected[first + i] = null;
                pages[i] = _arena.Allocate();
                pages[i].Span.Fill(0xEE);
                pages[i].Lock();
                _file.TryAdd(first + i, pages[i]);
            }

            var request = new ReadRequest(_file, first, pages, ReadRequestOptions.PageZeroing | (_random.Next(8) == 0 ? 0 : ReadRequestOptions.PageReplace));
            Assert.True(request.TryLock());
            return request;
        }

        private void Fill(int byteCount, ReadRequest request)
        {
            while (_inPipe.Count < byteCount)
            {
                int length = _random.Next(12) == 0 ? _random.Next(1, PageSize) : PageSize;
                byte[] bytes = Pattern.Of(_random.Next(), length);
                if (!TryPut(bytes, request))
                    return;

                _inPipe.AddRange(bytes);
            }
        }

        private bool TryPut(byte[] bytes, ReadRequest request)
        {
            switch (_random.Next(40))
            {
                case < 12:
                    // Only what fits whole, so that the model need not guess.
                    return _pipe!.Count < _pipe.Capacity - 1 && _pipe.Write(bytes) == bytes.Length;

                case < 18:
                    return TryHandOver(bytes, page => _pipe!.TryGift(page, bytes.Length));

                case < 22:
                    return TryHandOver(bytes, page => _pipe!.TryAppend(page, 0, bytes.Length, PrivatePageBuffer.Instance));

                case < 25:
                    Page lent = NewPage(bytes);
                    _lent.Add(lent);
                    return _pipe!.TryLend(lent, bytes.Length);

                case < 28:
                    return TryHandOver(bytes, page => _pipe!.TryAppend(page, 0, bytes.Length, UnstealableBuffer.Instance));

                case < 33:
                    return TrySpliceFromSource(bytes);

                case < 38:
                    return TryTee(bytes);

                case 38:
                    return TryHandOver(bytes, page => _pipe!.TryAppend(page, 0, bytes.Length, new CallbackBuffer { OnConfirm = request.Abort }));

                default:
                    return TryHandOver(bytes, page => _pipe!.TryAppend(page, 0, bytes.Length, new CallbackBuffer { Content = ConfirmResult.NotUpToDate }));
            }
        }

        private bool TrySpliceFromSource(byte[] bytes)
        {
            long index = _random.Next(1000);
            if (_source.TryFind(index, out Page? old))
            {
                old.Lock();
                _source.Remove(old);
                old.Unlock();
                old.Release();
            }

            Page page = NewPage(bytes);
            page.Lock();
            _source.TryAdd(index, page);
            if (_random.Next(2) == 0)
                _lru.Add(page);

            page.MarkUpToDate();
            page.Unlock();
            bool spliced = _pipe!.TryAppend(page, 0, bytes.Length, PageCacheBuffer.Instance);
            if (!spliced)
                page.Release();

            return spliced;
        }

        private bool TryTee(byte[] bytes)
        {
            // What the other pipe holds of earlier rounds keeps its pages shared; now and then it lets go.
            if (_other!.Count > 4)
            {
                _other.Dispose();
                _other = new PagePipe(_arena, capacity: 8);
            }

            using var between = new PagePipe(_arena, capacity: 1);
            between.Write(bytes);
            between.Tee(_other, bytes.Length);
            return between.SpliceTo(_pipe!, bytes.Length) == bytes.Length;
        }

        private bool TryHandOver(byte[] bytes, Func<Page, bool> handOver)
        {
            Page page = NewPage(bytes);
            bool taken = handOver(page);
            if (!taken)
                page.Release();

            return taken;
        }

        private Page NewPage(byte[] bytes)
        {
            Page page = _arena.Allocate();
            bytes.CopyTo(page.Span);
            return page;
        }

        private void Complete(ReadRequest request, int first, int count, int reply)
        {
            Assert.True(request.TryUnlock());
            Assert.True(request.Complete(reply));
            for (int i = 0; i < count; i++)
            {
                int covered = Math.Clamp(reply - (i * PageSize), 0, PageSize);
                byte[] page = new byte[PageSize];
                _inPipe.GetRange(0, covered).CopyTo(page);
                _inPipe.RemoveRange(0, covered);
                _expected[first + i] = page;
            }
        }

        /// <summary>What was handed over is gone (law 20): a new pipe, and pages that are not up to date leave the file.</summary>
        private void Abandon(ReadRequest request, CopyResult result)
        {
            Assert.True(request.IsEnded);
            Assert.NotEqual(CopyResult.Malformed, result);
            Drain();
            for (int index = 0; index < FilePages; index++)
            {
                if (_expected[index] is not null || !_file.TryFind(index, out Page? page))
                    continue;

                Assert.False(page.IsUpToDate);
                page.Lock();
                _file.Remove(page);
                page.Unlock();
                page.Release();
            }
        }

        private void Drain()
        {
            _pipe!.Dispose();
            _pipe = null;
            _inPipe.Clear();
        }

        private void Reclaim()
        {
            _lru.Reclaim(2);
            for (int index = 0; index < FilePages; index++)
            {
                if (!_file.TryFind(index, out Page? page))
                    _expected[index] = null;
                else
                    page.Release();
            }

            if (_source.PageCount > 20)
                _source.Truncate(0);
        }
    }
}
