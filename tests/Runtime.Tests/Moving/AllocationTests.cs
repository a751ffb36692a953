using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>The hot paths allocate nothing on the managed heap, whole round trips of a request included.</summary>
public sealed class AllocationTests : IDisposable
{
    private const int Rounds = 100;
    private const int PageSize = MoveScene.PageSize;

    private readonly PageArena _arena = new(new PageArenaOptions { PageSize = PageSize, PageCount = 8 });
    private readonly AddressSpace _file = new(PageSize);
    private readonly PageLru _lru = new();
    private readonly PagePipe _pipe;
    private readonly ReadRequest _request;
    private readonly byte[] _content = Pattern.Of(seed: 1, PageSize);
    private readonly Page[] _pages = new Page[1];
    private MoveStatistics _statistics;

    public AllocationTests()
    {
        _pipe = new PagePipe(_arena, capacity: 2);
        _pages[0] = _arena.Allocate();
        _pages[0].Lock();
        _file.TryAdd(0, _pages[0]);
        _request = new ReadRequest(_file, 0, _pages, ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        _request.TryLock();
    }

    [Fact]
    public void Moving_a_page() => Assert.Equal((0, Rounds), (AllocatedBy(MoveByHand), _statistics.Moved));

    [Fact]
    public void Copying_pages_that_move() => Assert.Equal((0, Rounds), (AllocatedBy(() => Copy(move: true)), _statistics.Moved));

    [Fact]
    public void Copying_pages_that_are_copied() => Assert.Equal((0, Rounds), (AllocatedBy(() => Copy(move: false)), _statistics.Copied));

    [Fact]
    public void Allocating_and_freeing_a_page() => Assert.Equal(0, AllocatedBy(() => _arena.Allocate().Release()));

    [Fact]
    public void Finding_and_locking_a_page() => Assert.Equal(0, AllocatedBy(() =>
    {
        _request.TryUnlock();
        _request.TryLock();
        _file.TryFind(0, out Page? page);
        page!.Unlock();
        page.Lock();
        page.Release();
    }));

    public void Dispose()
    {
        _pipe.Dispose();
        _arena.Dispose();
    }

    private void MoveByHand()
    {
        _pipe.Write(_content);
        _pipe.TryTake(out PipeBuffer? buffer);
        if (PageMover.TryMovePage(_request, buffer!, ref _request.Pages[0], _lru, out _) == MoveResult.Moved)
            _statistics.Count(new PageOutcome(PageFate.Moved));

        buffer!.Dispose();
        CompleteAndReset();
    }

    private void Copy(bool move)
    {
        _pipe.Write(_content);
        PageCopier.CopyPages(_request, _pipe, PageSize, move, _lru, ref _statistics);
        CompleteAndReset();
    }

    private void CompleteAndReset()
    {
        _request.TryUnlock();
        _request.Complete(PageSize);
        _file.TryFind(0, out Page? page);
        _pages[0] = page!;
        page!.Lock();
        page.ClearUpToDate();
        _request.Reset(_file, 0, _pages, _request.Options);
        _request.TryLock();
    }

    private long AllocatedBy(Action action)
    {
        // Once for what the runtime makes at a first call.
        action();
        _statistics = default;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
            action();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
