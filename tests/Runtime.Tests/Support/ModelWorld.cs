using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Runtime.Tests.Support;

/// <summary>A file, a source, two pipes, and what they ought to hold.</summary>
internal sealed class ModelWorld : IDisposable
{
    internal const int FilePages = 6;
    private const int PageSize = MoveScene.PageSize;

    private readonly PageArena _arena = new(new PageArenaOptions { PageSize = PageSize, PageCount = 64 });
    private readonly AddressSpace _file = new(PageSize);
    private readonly AddressSpace _source = new(PageSize);
    private readonly PageLru _lru = new();
    private readonly PagePipe _pipe;
    private readonly PagePipe _other;
    private readonly Dictionary<int, byte[]> _inFile = [];
    private readonly Dictionary<int, byte[]> _inSource = [];
    private readonly List<byte> _inPipe = [];
    private readonly List<byte> _inOther = [];
    private MoveStatistics _statistics;
    private int _seed;

    internal ModelWorld()
    {
        _pipe = new PagePipe(_arena, capacity: 6);
        _other = new PagePipe(_arena, capacity: 6);
    }

    internal MoveStatistics Statistics => _statistics;

    internal void Do(ModelStep step)
    {
        switch (step.Action)
        {
            case ModelAction.Write:
                byte[] bytes = NewBytes(step.Bytes);
                _inPipe.AddRange(bytes.AsSpan(0, _pipe.Write(bytes)));
                break;

            case ModelAction.Gift:
                Give(Math.Clamp(step.Bytes, 1, PageSize));
                break;

            case ModelAction.Lend:
                Lend(Math.Clamp(step.Bytes, 1, PageSize));
                break;

            case ModelAction.AddToSource:
                AddToSource(step.Index, isListed: step.Count > 0);
                break;

            case ModelAction.SpliceFromSource:
                int spliced = _pipe.SpliceFrom(_source, step.Index, step.Count);
                for (int index = step.Index; index < step.Index + spliced; index++)
                    _inPipe.AddRange(_inSource[index]);

                break;

            case ModelAction.Tee:
                _inOther.AddRange(_inPipe.GetRange(0, _pipe.Tee(_other, step.Bytes)));
                break;

            case ModelAction.SpliceOn:
                int moved = _pipe.SpliceTo(_other, step.Bytes);
                _inOther.AddRange(_inPipe.GetRange(0, moved));
                _inPipe.RemoveRange(0, moved);
                break;

            case ModelAction.Take:
                TakeFromOther();
                break;

            case ModelAction.Read:
                byte[] read = new byte[step.Bytes];
                int count = _pipe.Read(read);
                Assert.Equal(Math.Min(step.Bytes, _inPipe.Count), count);
                Consume(_inPipe, read.AsSpan(0, count));
                break;

            case ModelAction.ReplyByMove or ModelAction.ReplyByCopy:
                Reply(step.Index, Math.Clamp(step.Count, 1, FilePages - step.Index), step.Bytes, step.Action == ModelAction.ReplyByMove);
                break;

            case ModelAction.Truncate:
                Truncate(((long)step.Index * PageSize) + (step.Bytes % PageSize));
                break;

            case ModelAction.Reclaim:
                _lru.Reclaim(step.Count);
                Forget(_file, _inFile);
                Forget(_source, _inSource);
                break;

            case ModelAction.Remove:
                Remove(_file, _inFile, step.Index);
                break;

            case ModelAction.ReadFile:
                AssertHolds(_file, _inFile);
                AssertHolds(_source, _inSource);
                break;

            default:
                byte[] rest = new byte[_inPipe.Count + 1];
                Consume(_inPipe, rest.AsSpan(0, _pipe.Read(rest)));
                Assert.Empty(_inPipe);
                break;
        }
    }

    /// <summary>The bytes are the model's, and each page is free, or in a cache that alone refers to it.</summary>
    internal void AssertAtRest()
    {
        byte[] rest = new byte[_inOther.Count + 1];
        Consume(_inOther, rest.AsSpan(0, _other.Read(rest)));
        Assert.Empty(_inOther);
        _pipe.Dispose();
        _other.Dispose();
        AssertHolds(_file, _inFile);
        AssertHolds(_source, _inSource);
        Assert.Equal(_arena.PageCount - _inFile.Count - _inSource.Count, _arena.FreePageCount);
        foreach (AddressSpace space in (AddressSpace[])[_file, _source])
        {
            for (int index = 0; index < FilePages; index++)
            {
                if (!space.TryFind(index, out Page? page))
                    continue;

                Assert.Equal((2, 0, false), (page.ReferenceCount, page.MapCount, page.IsLocked));
                page.Release();
            }

            space.Truncate(0);
        }

        Assert.Equal((0, _arena.PageCount), (_lru.InactiveCount + _lru.ActiveCount, _arena.FreePageCount));
    }

    public void Dispose()
    {
        _pipe.Dispose();
        _other.Dispose();
        _arena.Dispose();
    }

    private static void Consume(List<byte> expected, ReadOnlySpan<byte> bytes)
    {
        Assert.True(bytes.SequenceEqual(expected.GetRange(0, bytes.Length).ToArray()), "The pipe's bytes are not those of the queue.");
        expected.RemoveRange(0, bytes.Length);
    }

    private static void AssertHolds(AddressSpace space, Dictionary<int, byte[]> expected)
    {
        Assert.Equal(expected.Count, space.PageCount);
        foreach ((int index, byte[] bytes) in expected)
        {
            Assert.True(space.TryFind(index, out Page? page), $"Page {index} is not there.");
            Assert.True(page.IsUpToDate && page.Span.SequenceEqual(bytes), $"Page {index} is not that of the dictionary.");
            page.Release();
        }
    }

    /// <summary>Reclaim and stealing may take any page.</summary>
    private static void Forget(AddressSpace space, Dictionary<int, byte[]> expected)
    {
        foreach (int index in expected.Keys)
        {
            if (space.TryFind(index, out Page? page))
                page.Release();
            else
                expected.Remove(index);
        }
    }

    private static void Remove(AddressSpace space, Dictionary<int, byte[]> expected, int index)
    {
        Assert.Equal(expected.Remove(index), space.TryFind(index, out Page? page));
        if (page is null)
            return;

        page.Lock();
        Assert.True(space.Remove(page));
        page.Unlock();
        page.Release();
    }

    private byte[] NewBytes(int count) => Pattern.Of(++_seed, count);

    private Page NewPage(byte[] bytes)
    {
        Page page = _arena.Allocate();
        bytes.CopyTo(page.Span);
        return page;
    }

    private void Give(int length)
    {
        byte[] bytes = NewBytes(length);
        Page page = NewPage(bytes);
        if (_pipe.TryGift(page, length))
            _inPipe.AddRange(bytes);
        else
            page.Release();
    }

    private void Lend(int length)
    {
        byte[] bytes = NewBytes(length);
        using Page page = NewPage(bytes);
        if (_pipe.TryLend(page, length))
            _inPipe.AddRange(bytes);
    }

    private void AddToSource(int index, bool isListed)
    {
        Remove(_source, _inSource, index);
        byte[] bytes = NewBytes(PageSize);
        using Page page = NewPage(bytes);
        page.Lock();
        Assert.True(_source.TryAdd(index, page));
        page.MarkUpToDate();
        if (isListed)
            _lru.Add(page);

        page.Unlock();
        _inSource[index] = bytes;
    }

    private void TakeFromOther()
    {
        if (!_other.TryTake(out PipeBuffer? buffer))
        {
            Assert.Empty(_inOther);
            return;
        }

        Assert.Equal(ConfirmResult.Good, buffer.Confirm());
        Consume(_inOther, buffer.Map());
        buffer.Dispose();
    }

    private void Reply(int first, int count, int bytes, bool move)
    {
        Page[] pages = new Page[count];
        for (int i = 0; i < count; i++)
        {
            Remove(_file, _inFile, first + i);
            pages[i] = NewPage(NewBytes(PageSize));
            pages[i].Lock();
            Assert.True(_file.TryAdd(first + i, pages[i]));
        }

        var request = new ReadRequest(_file, first, pages, ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        Assert.True(request.TryLock());
        int reply = Math.Min(Math.Min(bytes, count * PageSize), _inPipe.Count);
        Assert.Equal(CopyResult.Filled, PageCopier.CopyPages(request, _pipe, reply, move, _lru, ref _statistics));
        Assert.True(request.TryUnlock());
        Assert.True(request.Complete(reply));
        for (int i = 0; i < count; i++)
        {
            byte[] page = new byte[PageSize];
            int covered = Math.Clamp(reply - (i * PageSize), 0, PageSize);
            _inPipe.GetRange(i * PageSize < reply ? i * PageSize : 0, covered).CopyTo(page);
            _inFile[first + i] = page;
        }

        _inPipe.RemoveRange(0, reply);
        Forget(_source, _inSource);
    }

    private void Truncate(long size)
    {
        _file.Truncate(size);
        foreach (int index in _inFile.Keys)
        {
            long left = size - ((long)index * PageSize);
            if (left <= 0)
                _inFile.Remove(index);
            else if (left < PageSize)
                _inFile[index].AsSpan((int)left).Clear();
        }
    }
}
