using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Pipes;

public sealed class SplicingTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly PageArena _arena = new(new PageArenaOptions { PageCount = 16, Guard = true });
    private readonly PagePipe _from;
    private readonly PagePipe _to;

    public SplicingTests()
    {
        _from = new PagePipe(_arena, capacity: 4);
        _to = new PagePipe(_arena, capacity: 2);
    }

    [Fact]
    public void A_tee_shares_the_pages_and_consumes_nothing()
    {
        byte[] bytes = Pattern.Of(seed: 1, PageSize + 10);
        _from.Write(bytes);

        Assert.Equal(bytes.Length, _from.Tee(_to, int.MaxValue));

        Assert.Equal(bytes, ReadAll(_from));
        Assert.Equal(bytes, ReadAll(_to));
    }

    [Fact]
    public void A_duplicate_loses_the_rights_of_the_original()
    {
        const PipeBufferFlags Rights = PipeBufferFlags.Gift | PipeBufferFlags.CanMerge;
        _from.Append(_arena.Allocate(), 0, 10, UserPageBuffer.Instance, Rights | PipeBufferFlags.Packet);

        _from.Tee(_to, 10);

        Assert.Equal(PipeBufferFlags.Packet, Take(_to).Flags);
        Assert.Equal(Rights | PipeBufferFlags.Packet, Take(_from).Flags);
    }

    [Fact]
    public void A_tee_ends_where_the_other_pipe_is_full()
    {
        _from.Write(new byte[3 * PageSize]);

        Assert.Equal(2 * PageSize, _from.Tee(_to, int.MaxValue));
        Assert.Equal(3, _from.Count);
    }

    [Fact]
    public void A_splice_moves_whole_buffers_with_their_rights_and_references()
    {
        Page page = _arena.Allocate();
        _from.Gift(page, PageSize);

        Assert.Equal(PageSize, _from.SpliceTo(_to, int.MaxValue));

        PipeBuffer moved = Take(_to);
        Assert.Same(page, moved.Page);
        Assert.Equal((0, 1, PipeBufferFlags.Gift), (_from.Count, page.ReferenceCount, moved.Flags));
    }

    [Fact]
    public void A_splice_makes_room_where_the_buffers_were()
    {
        _from.Write(new byte[4 * PageSize]);

        _from.SpliceTo(_to, 2 * PageSize);

        Assert.Equal(2 * PageSize, _from.Write(new byte[4 * PageSize]));
    }

    [Fact]
    public void A_splice_splits_the_buffer_that_it_ends_in()
    {
        byte[] bytes = Pattern.Of(seed: 2, 1000);
        _from.Write(bytes);

        Assert.Equal(300, _from.SpliceTo(_to, 300));

        Assert.Equal(bytes[..300], ReadAll(_to));
        Assert.Equal(bytes[300..], ReadAll(_from));
        Assert.Equal(_arena.PageCount, _arena.FreePageCount);
    }

    [Fact]
    public void A_part_of_a_gift_is_no_gift()
    {
        _from.Gift(_arena.Allocate(), PageSize);

        _from.SpliceTo(_to, 300);

        Assert.Equal(PipeBufferFlags.None, Take(_to).Flags);
    }

    [Fact]
    public void A_pipe_is_not_spliced_to_itself()
    {
        Assert.Throws<ArgumentException>("destination", () => _from.Tee(_from, 1));
        Assert.Throws<ArgumentException>("destination", () => _from.SpliceTo(_from, 1));
    }

    [Fact]
    public void Pipes_spliced_to_each_other_at_the_same_time_do_not_deadlock_nor_lose_bytes()
    {
        using var other = new PagePipe(_arena, capacity: 4);
        _from.Write(new byte[2 * PageSize]);

        Parallel.Invoke(
            () => Repeat(() => _from.SpliceTo(other, 100)),
            () => Repeat(() => other.SpliceTo(_from, 100)));

        Assert.Equal(2 * PageSize, ReadAll(_from).Length + ReadAll(other).Length);

        static void Repeat(Action action)
        {
            for (int round = 0; round < 5000; round++)
                action();
        }
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
        _arena.Dispose();
    }

    private static PipeBuffer Take(PagePipe pipe)
    {
        Assert.True(pipe.TryTake(out PipeBuffer? buffer));
        return buffer;
    }

    private static byte[] ReadAll(PagePipe pipe)
    {
        byte[] bytes = new byte[16 * PageSize];
        return bytes[..pipe.Read(bytes)];
    }
}
