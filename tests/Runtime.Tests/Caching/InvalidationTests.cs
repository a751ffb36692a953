using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

public sealed class InvalidationTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 16, Guard = true });
    private readonly AddressSpace _file = new(pageSize: 4096);

    [Fact]
    public void Pages_of_the_range_leave_and_are_free()
    {
        Cache(0, 1, 2, 3);

        Assert.Equal(0, _file.InvalidateUnused(firstIndex: 1, pageCount: 2));

        Assert.Equal([true, false, false, true], Cached(0, 1, 2, 3));
        Assert.Equal(14, _arena.FreePageCount);
    }

    [Fact]
    public async Task Waiting_or_not_the_range_is_the_same()
    {
        Cache(0, 1, 2, 3);

        Assert.Equal(0, await _file.InvalidateAsync(firstIndex: 1, pageCount: 2));

        Assert.Equal([true, false, false, true], Cached(0, 1, 2, 3));
    }

    [Fact]
    public async Task A_page_that_takes_the_place_of_one_that_is_waited_for_leaves_too()
    {
        Page old = Cache(0)[0];
        old.AddReference();
        old.Lock();
        Task<int> invalidation = _file.InvalidateAsync(firstIndex: 0, pageCount: 1).AsTask();
        Page page = _arena.Allocate();
        page.Lock();
        _file.Replace(old, page);
        page.Unlock();
        page.Release();

        old.Unlock();
        old.Release();

        Assert.Equal((0, 0), (await invalidation, _file.PageCount));
    }

    [Fact]
    public void A_range_without_an_end_reaches_every_page_however_far()
    {
        Cache(0, 5, 1_000_000, long.MaxValue / 4096);

        Assert.Equal(0, _file.InvalidateUnused(firstIndex: 5, pageCount: long.MaxValue));

        Assert.Equal((1, true), (_file.PageCount, Cached(0)[0]));
    }

    [Fact]
    public void An_empty_range_touches_nothing()
    {
        Cache(0);

        Assert.Equal((0, 1), (_file.InvalidateUnused(0, 0), _file.PageCount));
    }

    [Theory]
    [InlineData(PageFlags.Locked)]
    [InlineData(PageFlags.Dirty)]
    [InlineData(PageFlags.Writeback)]
    [InlineData(PageFlags.Private)]
    [InlineData(PageFlags.Mlocked)]
    public void A_page_with_such_a_flag_is_left_and_counted(PageFlags flag)
    {
        Page page = Cache(0, 1)[0];
        page.SetFlags(flag);

        Assert.Equal(1, _file.InvalidateUnused(0, 2));

        Assert.Equal([true, false], Cached(0, 1));
    }

    [Fact]
    public void Without_waiting_a_page_that_somebody_refers_to_is_left()
    {
        Cache(0);
        Assert.True(_file.TryFind(0, out Page? page));

        Assert.Equal(1, _file.InvalidateUnused(0, 1));

        page.Release();
    }

    [Fact]
    public async Task A_page_that_somebody_refers_to_leaves_and_keeps_its_bytes()
    {
        Cache(0);
        Assert.True(_file.TryFind(0, out Page? page));
        page.Span.Fill(7);

        Assert.Equal(0, await _file.InvalidateAsync(0, 1));

        Assert.False(_file.TryFind(0, out _));
        Assert.Equal((1, -1), (page.ReferenceCount, page.Span.IndexOfAnyExcept((byte)7)));
        page.Release();
    }

    [Theory]
    [InlineData(PageFlags.Dirty)]
    [InlineData(PageFlags.Writeback)]
    public async Task Waiting_does_not_lose_what_was_not_written_back(PageFlags flag)
    {
        Cache(0)[0].SetFlags(flag);

        Assert.Equal((1, 1), (await _file.InvalidateAsync(0, 1), _file.PageCount));
    }

    [Fact]
    public async Task It_waits_for_the_request_that_is_filling_a_page()
    {
        Page page = Cache(0)[0];
        page.Lock();

        ValueTask<int> invalidation = _file.InvalidateAsync(0, 1);
        bool waited = !invalidation.IsCompleted && _file.PageCount == 1;
        page.Unlock();

        Assert.Equal((true, 0, 0), (waited, await invalidation, _file.PageCount));
    }

    [Fact]
    public async Task Cancelled_it_lets_go_of_every_page()
    {
        Page locked = Cache(0, 1)[0];
        locked.Lock();
        using var cancellation = new CancellationTokenSource();
        ValueTask<int> invalidation = _file.InvalidateAsync(0, 2, cancellation.Token);

        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await invalidation);

        locked.Unlock();
        Assert.Equal(0, _file.InvalidateUnused(0, 2));
    }

    [Theory]
    [InlineData(-1, 0, "firstIndex")]
    [InlineData(long.MaxValue, 0, "firstIndex")]
    [InlineData(0, -1, "pageCount")]
    public void A_range_that_does_not_exist_is_named(long firstIndex, long pageCount, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => _file.InvalidateUnused(firstIndex, pageCount));

    public void Dispose() => _arena.Dispose();

    /// <summary>Cached pages without a lock, to which only the cache refers.</summary>
    private Page[] Cache(params long[] indexes)
    {
        Page[] pages = [.. indexes.Select(_ => _arena.Allocate())];
        for (int i = 0; i < pages.Length; i++)
        {
            pages[i].Lock();
            Assert.True(_file.TryAdd(indexes[i], pages[i]));
            pages[i].Unlock();
            pages[i].Release();
        }

        return pages;
    }

    private bool[] Cached(params long[] indexes) => [.. indexes.Select(index =>
    {
        bool found = _file.TryFind(index, out Page? page);
        page?.Release();
        return found;
    })];
}
