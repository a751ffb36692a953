using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

public sealed class AddressSpaceTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 16, Guard = true });
    private readonly AddressSpace _file = new(PageSize);

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_000_000_000)]
    [InlineData(long.MaxValue / PageSize)]
    public void A_page_is_found_where_it_was_added(long index)
    {
        Page page = Add(index);

        Assert.True(_file.TryFind(index, out Page? found));
        Assert.Same(page, found);
        Assert.Equal(index, found.Index);
    }

    [Fact]
    public void Pages_far_apart_do_not_hide_each_other()
    {
        long[] indices = [0, 5, 64, 4096, 1L << 40];
        foreach (long index in indices)
            Add(index);

        Assert.All(indices, index => Assert.True(_file.TryFind(index, out _)));
    }

    [Fact]
    public void A_look_up_takes_a_reference()
    {
        Page page = Add(0);

        _file.TryFind(0, out _);

        Assert.Equal(3, page.ReferenceCount);
    }

    [Fact]
    public void A_place_holds_one_page()
    {
        Add(0);
        using Page second = _arena.Allocate();
        second.Lock();

        Assert.False(_file.TryAdd(0, second));
        Assert.Equal((1, null), (second.ReferenceCount, second.Mapping));
        second.Unlock();
    }

    [Fact]
    public void A_removed_page_is_not_found_and_loses_the_caches_reference()
    {
        Page page = Add(1L << 30);

        Assert.True(_file.Remove(page));

        Assert.False(_file.TryFind(1L << 30, out _));
        Assert.Equal((1, null, 0), (page.ReferenceCount, page.Mapping, _file.PageCount));
    }

    [Fact]
    public void A_place_can_be_filled_again()
    {
        _file.Remove(Add(1L << 30));

        Page again = Add(1L << 30);

        Assert.True(_file.TryFind(1L << 30, out Page? found));
        Assert.Same(again, found);
    }

    [Fact]
    public void A_page_of_another_file_is_not_removed() =>
        Assert.False(new AddressSpace(PageSize).Remove(Add(0)));

    [Fact]
    public void An_unlocked_page_is_not_added()
    {
        using Page page = _arena.Allocate();

        Assert.Throws<ArgumentException>("page", () => _file.TryAdd(0, page));
    }

    [Fact]
    public void A_page_of_another_size_is_not_added()
    {
        Page page = _arena.Allocate();
        page.Lock();

        Assert.Throws<ArgumentException>("page", () => new AddressSpace(8192).TryAdd(0, page));
    }

    [Fact]
    public void A_page_that_is_cached_already_is_not_added()
    {
        Page page = Add(0);

        Assert.Throws<ArgumentException>("page", () => new AddressSpace(PageSize).TryAdd(0, page));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void An_index_out_of_range_is_named(long index) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(index), () => _file.TryFind(index, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData(4 * 1024 * 1024)]
    public void A_page_size_out_of_range_is_named(int pageSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(pageSize), () => new AddressSpace(pageSize));

    [Fact]
    public void Truncating_takes_out_the_pages_past_the_end()
    {
        for (int index = 0; index < 4; index++)
            Add(index).Unlock();

        _file.Truncate(2 * PageSize);

        Assert.Equal((2, 2 * PageSize), (_file.PageCount, _file.Size));
        Assert.False(_file.TryFind(2, out _));
    }

    [Fact]
    public void Truncating_zeroes_the_rest_of_the_last_page()
    {
        Page page = Add(1);
        page.Span.Fill(0xFF);
        page.Unlock();
        page.Release();

        _file.Truncate(PageSize + 10);

        Assert.Equal(1, page.ReferenceCount);
        Assert.Equal(10, page.Span.IndexOf((byte)0));
        Assert.Equal(-1, page.Span[10..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Truncating_leaves_the_bytes_of_a_last_page_that_somebody_refers_to_and_takes_it_out()
    {
        using Page page = Add(1);
        page.Span.Fill(0xFF);
        page.Unlock();

        _file.Truncate(PageSize + 10);

        Assert.False(_file.TryFind(1, out _));
        Assert.Equal(-1, page.Span.IndexOfAnyExcept((byte)0xFF));
    }

    [Fact]
    public async Task Truncating_waits_for_a_page_that_is_locked()
    {
        Page page = Add(0);
        Task truncation = Task.Run(() => _file.Truncate(0));
        Assert.True(SpinWait.SpinUntil(() => page.Flags.HasFlag(PageFlags.Waiters), TimeSpan.FromMinutes(1)));

        Assert.Equal(1, _file.PageCount);
        page.Unlock();
        await truncation;
        Assert.Equal(0, _file.PageCount);
    }

    [Fact]
    public async Task A_page_that_is_replaced_while_a_truncation_waits_for_it_is_cut_off_too()
    {
        Page old = Add(0);
        Task truncation = Task.Run(() => _file.Truncate(100));
        Assert.True(SpinWait.SpinUntil(() => old.Flags.HasFlag(PageFlags.Waiters), TimeSpan.FromMinutes(1)));

        Page page = _arena.Allocate();
        page.Span.Fill(1);
        page.Lock();
        _file.Replace(old, page);
        page.Unlock();
        page.Release();
        old.Unlock();
        await truncation;

        Assert.Equal((99, 0), (page.Span.LastIndexOf((byte)1), page.Span[^1]));
    }

    [Fact]
    public void Threads_that_add_and_remove_leave_what_they_say()
    {
        Parallel.For(0, 4, worker =>
        {
            for (int round = 0; round < 300; round++)
            {
                using Page page = _arena.Allocate();
                page.Lock();
                long index = ((long)worker << 20) + round;
                Assert.True(_file.TryAdd(index, page));
                Assert.True(_file.Remove(page));
                page.Unlock();
            }
        });

        Assert.Equal((0, 16), (_file.PageCount, _arena.FreePageCount));
    }

    public void Dispose() => _arena.Dispose();

    private Page Add(long index)
    {
        Page page = _arena.Allocate();
        page.Lock();
        Assert.True(_file.TryAdd(index, page));
        return page;
    }
}
