using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Pipes;

public sealed class PagePipeTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 8, Guard = true });
    private readonly PagePipe _pipe;

    public PagePipeTests() => _pipe = new PagePipe(_arena, capacity: 4);

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] bytes = Pattern.Of(seed: 1, 10_000);

        Assert.Equal(bytes.Length, _pipe.Write(bytes));

        byte[] read = new byte[bytes.Length];
        Assert.Equal(bytes.Length, _pipe.Read(read));
        Assert.Equal(bytes, read);
    }

    [Fact]
    public void A_full_pipe_takes_what_fits()
    {
        Assert.Equal(4 * PageSize, _pipe.Write(new byte[5 * PageSize]));
        Assert.Equal(0, _pipe.Write([1]));
    }

    [Fact]
    public void An_exhausted_arena_ends_a_write_early()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        using var pipe = new PagePipe(arena, capacity: 2);

        Assert.Equal(PageSize, pipe.Write(new byte[2 * PageSize]));
    }

    [Fact]
    public async Task Waiting_for_an_exhausted_arena_is_refused()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 1 });
        using var pipe = new PagePipe(arena, capacity: 2);

        await Assert.ThrowsAsync<InvalidOperationException>(() => pipe.WriteAsync(new byte[2 * PageSize]).AsTask());
    }

    [Fact]
    public void A_small_write_is_appended_to_the_last_page()
    {
        _pipe.Write([1, 2]);
        _pipe.Write([3]);

        Assert.Equal(1, _pipe.Count);
        Assert.Equal([1, 2, 3], Take().Map().ToArray());
    }

    [Fact]
    public void A_buffer_that_was_released_and_disposed_late_does_not_end_the_one_that_came_after()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 4 });
        using var pipe = new PagePipe(arena, capacity: 1);
        pipe.Write([1]);
        pipe.TryTake(out PipeBuffer? first);
        first!.Release();
        pipe.Write([2]);

        first.Dispose();

        pipe.TryTake(out PipeBuffer? second);
        Assert.Equal([2], second!.Map().ToArray());
    }

    [Fact]
    public void Nothing_of_a_released_buffer_can_be_read()
    {
        _pipe.Write([1]);
        PipeBuffer buffer = Take();
        buffer.Release();

        Assert.Throws<ObjectDisposedException>(() => buffer.Flags);
        Assert.Throws<ObjectDisposedException>(() => buffer.Page);
        Assert.Throws<ObjectDisposedException>(() => buffer.Length);
        Assert.Throws<ObjectDisposedException>(() => buffer.Confirm());
    }

    [Fact]
    public void A_buffer_is_released_by_using_unless_it_was_released()
    {
        _pipe.Write([1]);
        using (PipeBuffer buffer = Take())
            buffer.Release();

        _pipe.Write([2]);
        using (Take())
        {
        }

        Assert.Equal(_arena.PageCount, _arena.FreePageCount);
    }

    [Fact]
    public void A_taken_buffer_counts_towards_the_capacity_until_its_release()
    {
        _pipe.Write(new byte[4 * PageSize]);
        PipeBuffer buffer = Take();
        int whileTaken = _pipe.Write([1]);

        buffer.Release();

        Assert.Equal((0, 1), (whileTaken, _pipe.Write([1])));
    }

    [Fact]
    public void A_gift_hands_the_reference_over()
    {
        Page page = _arena.Allocate();

        _pipe.Gift(page, 10);

        Assert.Equal(1, page.ReferenceCount);
        Assert.Equal(PipeBufferFlags.Gift, Take().Flags);
    }

    [Fact]
    public void A_loan_takes_a_reference_of_its_own()
    {
        using Page page = _arena.Allocate();

        _pipe.Lend(page, 10);
        int lent = page.ReferenceCount;
        Take().Release();

        Assert.Equal((2, 1), (lent, page.ReferenceCount));
    }

    [Fact]
    public void A_full_pipe_leaves_a_page_with_its_giver()
    {
        _pipe.Write(new byte[4 * PageSize]);
        using Page page = _arena.Allocate();

        Assert.False(_pipe.TryGift(page, 1));
        Assert.False(_pipe.TryLend(page, 1));
        Assert.Throws<InvalidOperationException>(() => _pipe.Gift(page, 1));
        Assert.Throws<InvalidOperationException>(() => _pipe.Lend(page, 1));
        Assert.Throws<InvalidOperationException>(() => _pipe.Append(page, 0, 1, AnonymousBuffer.Instance));
        Assert.Equal(1, page.ReferenceCount);
    }

    [Theory]
    [InlineData(0, 0, "length")]
    [InlineData(0, PageSize + 1, "length")]
    [InlineData(100, PageSize, "length")]
    [InlineData(-1, 10, "offset")]
    public void A_part_outside_the_page_is_named(int offset, int length, string argument)
    {
        using Page page = _arena.Allocate();

        Assert.Throws<ArgumentOutOfRangeException>(argument, () => _pipe.Append(page, offset, length, AnonymousBuffer.Instance));
    }

    [Fact]
    public void A_capacity_of_nothing_is_named() => Assert.Throws<ArgumentOutOfRangeException>("capacity", () => new PagePipe(_arena, capacity: 0));

    [Fact]
    public void Splicing_from_a_file_shares_its_pages_up_to_its_end()
    {
        var file = new AddressSpace(PageSize, size: PageSize + 100);
        for (int index = 0; index < 3; index++)
            Cache(file, index);

        Assert.Equal(2, _pipe.SpliceFrom(file, 0, 3));
        Assert.Equal((PageSize, 100), (Take().Length, Take().Length));
    }

    [Fact]
    public void Splicing_from_a_file_stops_at_a_page_that_is_not_cached()
    {
        var file = new AddressSpace(PageSize);
        Cache(file, 0);
        Cache(file, 2);

        Assert.Equal(1, _pipe.SpliceFrom(file, 0, 3));
    }

    [Fact]
    public void Splicing_from_a_file_into_a_full_pipe_keeps_no_reference()
    {
        var file = new AddressSpace(PageSize);
        Page page = Cache(file, 0);
        _pipe.Write(new byte[4 * PageSize]);

        Assert.Equal(0, _pipe.SpliceFrom(file, 0, 1));
        Assert.Equal(1, page.ReferenceCount);
    }

    [Fact]
    public void Splicing_from_a_file_into_a_completed_pipe_keeps_no_reference()
    {
        var file = new AddressSpace(PageSize);
        Page page = Cache(file, 0);
        _pipe.Complete();

        Assert.Throws<InvalidOperationException>(() => _pipe.SpliceFrom(file, 0, 1));
        Assert.Equal(1, page.ReferenceCount);
    }

    [Fact]
    public void A_reader_of_content_that_is_not_good_is_told()
    {
        _pipe.Append(_arena.Allocate(), 0, 10, new CallbackBuffer { Content = ConfirmResult.NotUpToDate });

        Assert.Throws<IOException>(() => _pipe.Read(new byte[10]));
        Assert.Equal(_arena.PageCount, _arena.FreePageCount);
    }

    [Fact]
    public async Task A_writer_waits_until_there_is_room()
    {
        _pipe.Write(new byte[4 * PageSize]);
        Task writing = _pipe.WriteAsync(new byte[] { 9 }).AsTask();
        bool waited = !writing.IsCompleted;

        Take().Release();
        await writing;

        Assert.Equal((true, 4), (waited, _pipe.Count));
    }

    [Fact]
    public async Task A_reader_waits_until_there_is_a_buffer()
    {
        Task<PipeBuffer?> taking = _pipe.TakeAsync().AsTask();
        bool waited = !taking.IsCompleted;

        _pipe.Write([5]);

        PipeBuffer? buffer = await taking;
        Assert.True(waited);
        Assert.Equal([5], buffer!.Map().ToArray());
    }

    [Fact]
    public async Task Waiting_ends_with_its_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        Task<PipeBuffer?> taking = _pipe.TakeAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    [Fact]
    public async Task A_completed_pipe_is_read_to_its_end()
    {
        _pipe.Write([1]);
        _pipe.Complete();

        Assert.NotNull(await _pipe.TakeAsync());
        Assert.Null(await _pipe.TakeAsync());
    }

    [Fact]
    public void A_completed_pipe_takes_nothing_more()
    {
        _pipe.Complete();

        Assert.Throws<InvalidOperationException>(() => _pipe.Write([1]));
    }

    [Fact]
    public async Task A_writer_that_waits_is_told_of_the_completion()
    {
        _pipe.Write(new byte[4 * PageSize]);
        Task writing = _pipe.WriteAsync(new byte[1]).AsTask();

        _pipe.Complete();

        await Assert.ThrowsAsync<InvalidOperationException>(() => writing);
    }

    [Fact]
    public void Disposing_frees_what_was_not_taken()
    {
        _pipe.Write(new byte[3 * PageSize]);

        _pipe.Dispose();

        Assert.Equal(_arena.PageCount, _arena.FreePageCount);
    }

    [Fact]
    public void What_is_put_back_into_a_disposed_pipe_is_freed()
    {
        _pipe.Write(new byte[PageSize]);
        PipeBuffer buffer = Take();
        buffer.Advance(1000);
        _pipe.Dispose();

        _pipe.PutBack(buffer);

        Assert.Equal(_arena.PageCount, _arena.FreePageCount);
    }

    [Fact]
    public async Task Bytes_come_out_in_the_order_in_which_they_went_in()
    {
        byte[] bytes = Pattern.Of(seed: 3, 50 * PageSize);
        using var received = new MemoryStream();
        Task writing = Task.Run(async () =>
        {
            for (int start = 0; start < bytes.Length; start += 1000)
                await _pipe.WriteAsync(bytes.AsMemory(start, Math.Min(1000, bytes.Length - start)));

            _pipe.Complete();
        });

        while (await _pipe.TakeAsync() is { } buffer)
        {
            received.Write(buffer.Map());
            buffer.Dispose();
        }

        await writing;
        Assert.Equal(bytes, received.ToArray());
    }

    public void Dispose()
    {
        _pipe.Dispose();
        _arena.Dispose();
    }

    private PipeBuffer Take()
    {
        Assert.True(_pipe.TryTake(out PipeBuffer? buffer));
        return buffer;
    }

    private Page Cache(AddressSpace file, long index)
    {
        Page page = _arena.Allocate();
        page.Lock();
        file.TryAdd(index, page);
        page.MarkUpToDate();
        page.Unlock();
        page.Release();
        return page;
    }
}
