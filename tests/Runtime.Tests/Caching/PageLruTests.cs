using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Runtime.Tests.Caching;

public sealed class PageLruTests : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 8, Guard = true });
    private readonly AddressSpace _file = new(pageSize: 4096);
    private readonly PageLru _lru = new();

    [Fact]
    public void The_oldest_page_goes_first()
    {
        Cache(0);
        Cache(1);

        Assert.Equal(1, _lru.Reclaim(1));

        Assert.Equal((false, true), (IsCached(0), IsCached(1)));
    }

    [Fact]
    public void A_reclaimed_page_is_free()
    {
        Cache(0);

        _lru.Reclaim(1);

        Assert.Equal((8, 0), (_arena.FreePageCount, _lru.InactiveCount));
    }

    [Fact]
    public void A_page_that_was_read_outlives_a_newer_one_that_was_not()
    {
        Read(Cache(0), times: 1);
        Cache(1);

        _lru.Reclaim(1);

        Assert.Equal((true, false), (IsCached(0), IsCached(1)));
    }

    [Fact]
    public void A_read_moves_nothing_before_a_page_is_wanted()
    {
        Read(Cache(0), times: 5);

        Assert.Equal((1, 0), (_lru.InactiveCount, _lru.ActiveCount));
    }

    [Fact]
    public void A_page_that_was_read_is_active_after_the_next_look()
    {
        MakeActive(0);

        Assert.Equal((0, 1), (_lru.InactiveCount, _lru.ActiveCount));
    }

    [Fact]
    public void Active_pages_are_reclaimed_when_there_is_nothing_else()
    {
        Read(Cache(0), times: 3);

        Assert.Equal(1, _lru.Reclaim(1));
    }

    [Fact]
    public void An_active_page_that_was_read_more_often_stays_longer()
    {
        Page twice = MakeActive(0);
        Page once = MakeActive(1);
        Read(twice, times: 2);
        Read(once, times: 1);

        _lru.Reclaim(1);

        Assert.Equal((true, false), (IsCached(0), IsCached(1)));
    }

    [Fact]
    public void Reads_beyond_the_third_are_not_counted()
    {
        Page thrice = MakeActive(0);
        Page often = MakeActive(1);
        Read(thrice, times: 3);
        Read(often, times: 100);

        _lru.Reclaim(1);

        Assert.Equal((false, true), (IsCached(0), IsCached(1)));
    }

    [Fact]
    public void A_page_that_comes_back_soon_is_active_at_once()
    {
        Cache(0);
        Cache(1);
        _lru.Reclaim(1);

        Page refaulted = Cache(0);

        Assert.Equal((1, 1), (_lru.InactiveCount, _lru.ActiveCount));
        Assert.True(refaulted.Flags.HasFlag(PageFlags.Active | PageFlags.Workingset));
    }

    [Fact]
    public void The_same_place_of_another_file_is_no_refault()
    {
        Cache(0);
        Cache(1);
        _lru.Reclaim(1);

        Cache(0, new AddressSpace(pageSize: 4096));

        Assert.Equal((2, 0), (_lru.InactiveCount, _lru.ActiveCount));
    }

    [Fact]
    public void A_page_that_comes_back_late_is_inactive()
    {
        for (int index = 0; index < 4; index++)
            Cache(index);

        _lru.Reclaim(4);

        // Three pages went after it, and the lists are shorter than that.
        Cache(0);

        Assert.Equal((1, 0), (_lru.InactiveCount, _lru.ActiveCount));
    }

    [Fact]
    public void Pages_read_once_and_never_again_do_not_drive_out_the_active_ones()
    {
        for (int index = 0; index < 4; index++)
            MakeActive(index);

        for (int index = 100; index < 200; index++)
        {
            Cache(index);
            _lru.Reclaim(1);
        }

        Assert.Equal([true, true, true, true], Enumerable.Range(0, 4).Select(index => IsCached(index)));
    }

    [Fact]
    public void Inactive_pages_in_use_do_not_keep_an_active_one_from_being_reclaimed()
    {
        MakeActive(0);
        Page[] used = [Cache(1), Cache(2)];
        foreach (Page page in used)
            page.AddReference();

        Assert.Equal(1, _lru.Reclaim(1));
        Assert.False(IsCached(0));
    }

    [Fact]
    public void Active_pages_in_use_do_not_keep_the_last_inactive_one_from_being_reclaimed()
    {
        var lru = new PageLru();
        using var arena = new PageArena(new PageArenaOptions { PageCount = 16 });
        Page[] pages = [.. Enumerable.Range(0, 15).Select(_ => arena.Allocate())];
        foreach (Page page in pages[..14])
        {
            lru.Add(page);
            lru.MarkAccessed(page);
        }

        lru.Reclaim(14);
        Page last = pages[14];
        last.Lock();
        _file.TryAdd(0, last);
        lru.Add(last);
        last.Unlock();
        last.Release();

        Assert.Equal((14, 1), (lru.ActiveCount, lru.InactiveCount));
        Assert.Equal(1, lru.Reclaim(1));
        foreach (Page page in pages[..14])
            page.Release();
    }

    [Fact]
    public void A_page_that_leaves_its_list_starts_anew_when_it_is_added_again()
    {
        Page page = MakeActive(0);
        Read(page, times: 3);
        _lru.Remove(page);

        _lru.Add(page);

        Assert.Equal((1, 0, 0), (_lru.InactiveCount, _lru.ActiveCount, page.AccessCount));
    }

    [Fact]
    public void A_page_in_use_is_not_reclaimed_and_stays_on_the_list()
    {
        Page page = Cache(0);
        page.AddReference();

        Assert.Equal(0, _lru.Reclaim(1));
        Assert.Equal((1, 2), (_lru.InactiveCount, page.ReferenceCount));
        Assert.True(IsCached(0));
    }

    [Fact]
    public void A_locked_page_never_leaves_the_list_so_that_its_thief_sees_it_there()
    {
        Page page = Cache(0);
        page.Lock();

        Assert.False(_lru.TryIsolateOldest(out _));

        Assert.Equal((true, 1, 1), (page.Flags.HasFlag(PageFlags.Lru), _lru.InactiveCount, page.ReferenceCount));
    }

    [Fact]
    public void A_page_that_reclaim_looks_at_is_not_stolen_meanwhile()
    {
        using var pipe = new PagePipe(_arena, capacity: 1);
        Cache(0).MarkUpToDate();
        pipe.SpliceFrom(_file, firstIndex: 0, pageCount: 1);
        Assert.True(_lru.TryIsolateOldest(out Page? page));

        Assert.True(pipe.TryTake(out PipeBuffer? buffer));
        buffer.Confirm();
        Assert.False(buffer.TrySteal(out _));
        buffer.Dispose();

        Assert.True(page.IsLocked);
        page.Unlock();
        page.Release();
    }

    [Theory]
    [InlineData(PageFlags.Dirty)]
    [InlineData(PageFlags.Writeback)]
    [InlineData(PageFlags.Private)]
    [InlineData(PageFlags.Mlocked)]
    [InlineData(PageFlags.Locked)]
    public void A_page_with_such_a_flag_is_not_reclaimed(PageFlags flag)
    {
        Page page = Cache(0);
        page.SetFlags(flag);

        Assert.Equal(0, _lru.Reclaim(1));
        Assert.True(IsCached(0));
    }

    [Fact]
    public void A_page_off_the_list_is_not_reclaimed()
    {
        Page page = Cache(0);

        Assert.True(_lru.Remove(page));

        Assert.Equal((0, false), (_lru.Reclaim(1), page.Flags.HasFlag(PageFlags.Lru)));
    }

    [Fact]
    public void A_page_of_another_list_is_left_there()
    {
        Page page = Cache(0);

        Assert.False(new PageLru().Remove(page));
        Assert.Equal(1, _lru.InactiveCount);
    }

    [Fact]
    public void Without_guard_mode_a_page_that_is_on_the_list_stays_where_it_is()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        using Page page = arena.Allocate();
        _lru.Add(page);

        _lru.Add(page);

        Assert.Equal(1, _lru.InactiveCount);
    }

    [Fact]
    public void A_page_out_of_the_middle_leaves_the_order_of_the_others()
    {
        Cache(0);
        Page middle = Cache(1);
        Cache(2);
        _lru.Remove(middle);

        _lru.Reclaim(1);

        Assert.Equal((false, true, true), (IsCached(0), IsCached(1), IsCached(2)));
    }

    [Fact]
    public void Reclaim_and_readers_never_meet_in_a_page()
    {
        int wrong = 0;
        for (int index = 0; index < 4; index++)
            Cache(index);

        Parallel.For(0, 3, worker =>
        {
            for (int round = 0; round < 600; round++)
            {
                if (worker == 0)
                    Refill();
                else if (_file.TryFind(round % 4, out Page? page))
                {
                    if (page.Span[0] != page.Index)
                        Interlocked.Increment(ref wrong);

                    page.Release();
                }
            }
        });

        Assert.Equal((0, 8 - _file.PageCount), (wrong, _arena.FreePageCount));
    }

    public void Dispose() => _arena.Dispose();

    private void Refill()
    {
        _lru.Reclaim(1);
        for (int index = 0; index < 4; index++)
        {
            if (!IsCached(index))
                Cache(index);
        }
    }

    /// <summary>A cached page that reclaim found to be read and made active.</summary>
    private Page MakeActive(long index)
    {
        Page page = Cache(index);
        Read(page, times: 1);

        // Not the page itself: its turn is over when it is made active.
        while (!page.Flags.HasFlag(PageFlags.Active))
            Assert.False(_lru.TryIsolateOldest(out _));

        return page;
    }

    private void Read(Page page, int times)
    {
        for (int time = 0; time < times; time++)
            _lru.MarkAccessed(page);
    }

    private Page Cache(long index) => Cache(index, _file);

    private Page Cache(long index, AddressSpace file)
    {
        Page page = _arena.Allocate();
        page.Lock();
        page.Span[0] = (byte)index;
        file.TryAdd(index, page);
        _lru.Add(page);
        page.Unlock();
        page.Release();
        return page;
    }

    private bool IsCached(long index)
    {
        if (!_file.TryFind(index, out Page? page))
            return false;

        page.Release();
        return true;
    }
}
