using System.Runtime.CompilerServices;
using PageMove.Caching;
using PageMove.Pages;

namespace Runtime.Tests.Caching;

/// <summary>
/// A reader without a reference gets a page's own bytes or is told to come again, whatever happens between its steps: it begins, something happens,
/// it copies.
/// </summary>
public sealed class OptimisticReadTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly PageArena _arena = new(new PageArenaOptions { PageSize = PageSize, PageCount = 4, Guard = true });
    private readonly AddressSpace _file = new(PageSize);
    private readonly PageLru _lru = new();
    private readonly byte[] _read = new byte[8];

    [Fact]
    public void It_reads_what_is_cached_and_takes_no_reference()
    {
        Page page = Cache(0, content: 7);

        Assert.True(_file.TryReadOptimistic(0, offset: PageSize - 8, _read));

        Assert.Equal((-1, 1), (_read.AsSpan().IndexOfAnyExcept((byte)7), page.ReferenceCount));
    }

    [Fact]
    public void It_counts_as_a_read_three_times_and_then_writes_nothing()
    {
        Page page = Cache(0, content: 7);

        int[] counts = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            _file.TryReadOptimistic(0, 0, _read);
            return page.AccessCount;
        })];

        Assert.Equal([1, 2, 3, 3, 3], counts);
    }

    [Fact]
    public void It_is_not_counted_where_that_is_not_wanted()
    {
        Page page = Cache(0, content: 7);

        _file.TryReadOptimistic(0, 0, _read, isCounted: false);

        Assert.Equal(0, page.AccessCount);
    }

    [Fact]
    public void A_page_that_is_not_cached_is_not_read() => Assert.False(_file.TryReadOptimistic(0, 0, _read));

    [Fact]
    public void A_page_that_is_not_valid_is_not_read()
    {
        Cache(0, content: 7).ClearUpToDate();

        Assert.False(_file.TryReadOptimistic(0, 0, _read));
    }

    [Fact]
    public void A_page_in_error_is_not_read()
    {
        Cache(0, content: 7).MarkError();

        Assert.False(_file.TryReadOptimistic(0, 0, _read));
    }

    [Theory]
    [InlineData(-1, 1, "offset")]
    [InlineData(PageSize, 1, "destination")]
    [InlineData(PageSize - 7, 8, "destination")]
    public void Bytes_outside_the_page_are_refused(int offset, int length, string name)
    {
        Cache(0, content: 7);

        Assert.Throws<ArgumentOutOfRangeException>(name, () => _file.TryReadOptimistic(0, offset, new byte[length]));
    }

    [Fact]
    public void Nothing_happened() => Assert.True(ReadAround(() => { }));

    [Fact]
    public void The_page_was_replaced() => Assert.False(ReadAround(() =>
    {
        using Page old = Find();
        using Page page = _arena.Allocate();
        old.Lock();
        page.Lock();
        _file.Replace(old, page);
        page.Unlock();
        old.Unlock();
    }));

    [Fact]
    public void The_page_was_cut_off() => Assert.False(ReadAround(() => _file.Truncate(0)));

    [Fact]
    public void The_rest_of_the_page_was_zeroed() => Assert.False(ReadAround(() => _file.Truncate(4)));

    [Fact]
    public void The_page_was_reclaimed() => Assert.False(ReadAround(() => Assert.Equal(1, _lru.Reclaim(1))));

    [Fact]
    public void The_page_was_invalidated() => Assert.False(ReadAround(() => Assert.Equal(0, _file.InvalidateUnused(0, 1))));

    [Fact]
    public void The_page_is_being_filled_anew() => Assert.False(ReadAround(() =>
    {
        using Page page = Find();
        page.Lock();
        page.ClearUpToDate();
        page.Span.Fill(8);
        page.MarkUpToDate();
        page.Unlock();
    }));

    [Fact]
    public void The_page_left_and_came_back_to_its_place_with_other_content() => Assert.False(ReadAround(() =>
    {
        using Page page = Find();
        page.Lock();
        _file.Remove(page);
        page.Span.Fill(8);
        _file.TryAdd(0, page);
        page.Unlock();
    }));

    [Fact]
    public void The_page_went_to_another_file_between_the_look_and_the_first_note_of_it()
    {
        Page page = Cache(0, content: 7);
        PageTree.Slot slot = SlotOf(page);
        page.AddReference();
        page.Lock();
        _file.Remove(page);
        slot.Empty();
        page.Span.Fill(8);
        new AddressSpace(PageSize).TryAdd(0, page);
        page.Unlock();
        page.Release();

        Assert.False(new OptimisticRead(slot, page).IsValid);
    }

    [Fact]
    public void The_arena_was_disposed_and_its_last_page_freed() => Assert.False(ReadAround(() =>
    {
        _arena.Dispose();
        _file.Truncate(0);
    }));

    [Fact]
    public void A_read_keeps_the_addresses_of_an_arena_readable_that_is_disposed_and_collected()
    {
        OptimisticRead read = BeginReadInAnArenaOfItsOwn();
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.False(read.TryCopy(0, _read));
    }

    [Fact]
    public void Readers_never_see_the_bytes_of_another_page()
    {
        using var arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 4 });
        int wrong = 0;
        int right = 0;
        bool done = false;

        Parallel.Invoke(Write, Read);

        Assert.Equal(0, wrong);

        void Write()
        {
            // The frames go round the places, each filled with the number of its place.
            for (int round = 0; round < 20_000 || (Volatile.Read(ref right) == 0 && round < 10_000_000); round++)
            {
                int index = round % 3;
                _file.InvalidateUnused(index, 1);
                using Page page = arena.Allocate();
                page.Lock();
                page.Span.Fill((byte)index);
                _file.TryAdd(index, page);
                page.MarkUpToDate();
                page.Unlock();
            }

            Volatile.Write(ref done, true);
        }

        void Read()
        {
            Span<byte> bytes = new byte[PageSize];
            for (int index = 0; !Volatile.Read(ref done); index = (index + 1) % 3)
            {
                if (!_file.TryReadOptimistic(index, 0, bytes))
                    continue;

                Volatile.Write(ref right, right + 1);
                if (bytes.IndexOfAnyExcept((byte)index) >= 0)
                    wrong++;
            }
        }
    }

    public void Dispose() => _arena.Dispose();

    private bool ReadAround(Action happening)
    {
        Cache(0, content: 7);
        OptimisticRead read = _file.BeginRead(0);
        Assert.True(read.IsValid);
        happening();
        return read.TryCopy(0, _read);
    }

    private Page Find() => _file.TryFind(0, out Page? page) ? page : throw new InvalidOperationException("The page is not cached.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OptimisticRead BeginReadInAnArenaOfItsOwn()
    {
        var arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 1 });
        var file = new AddressSpace(PageSize);
        Page page = arena.Allocate();
        page.Lock();
        file.TryAdd(0, page);
        page.MarkUpToDate();
        page.Unlock();
        page.Release();
        OptimisticRead read = file.BeginRead(0);
        arena.Dispose();
        file.Truncate(0);
        return read;
    }

    private static PageTree.Slot SlotOf(Page page)
    {
        var tree = new PageTree();
        PageTree.Slot slot = tree.FindOrMake(0);
        slot.Fill(page);
        return slot;
    }

    /// <summary>A valid page to which only the cache refers.</summary>
    private Page Cache(long index, byte content)
    {
        Page page = _arena.Allocate();
        page.Lock();
        page.Span.Fill(content);
        Assert.True(_file.TryAdd(index, page));
        page.MarkUpToDate();
        _lru.Add(page);
        page.Unlock();
        page.Release();
        return page;
    }
}
