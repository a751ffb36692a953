using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>P1, P2, P3 and P10: descriptors that are used again, lent pages and shared pages (laws 15 to 17).</summary>
public sealed class PipeRepairsTests
{
    [Fact]
    public void P1_A_recycled_descriptor_has_no_right_of_the_buffer_before()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 4 });
        using var pipe = new PagePipe(arena, capacity: 1);
        pipe.Write([1]);
        pipe.TryTake(out PipeBuffer? written);
        written!.Confirm();
        written.Dispose();

        pipe.Append(arena.Allocate(), 0, 10, PrivatePageBuffer.Instance);
        pipe.Write([2]);

        pipe.TryTake(out PipeBuffer? appended);
        Assert.Same(written, appended);
        Assert.Equal((PipeBufferFlags.None, 10), (appended!.Flags, appended.Length));
        Assert.Throws<InvalidOperationException>(() => appended.TrySteal(out _));
    }

    [Fact]
    public void P1_Nothing_is_written_into_a_cached_page_through_a_recycled_descriptor()
    {
        using var scene = new MoveScene(guard: false);
        using var pipe = new PagePipe(scene.Arena, capacity: 1);
        var source = new AddressSpace(MoveScene.PageSize, size: 10);
        using (Page cached = scene.AddPage(source, 0))
        {
            cached.Span.Fill(7);
            cached.MarkUpToDate();
            cached.Unlock();
        }

        pipe.Write([1]);
        Assert.True(pipe.TryTake(out PipeBuffer? written));
        written.Dispose();
        Assert.Equal(1, pipe.SpliceFrom(source, 0, 1));

        // The pipe's reference is the only one, as the page left its file, so that the count forbids nothing.
        source.Truncate(0);
        Assert.Equal(0, pipe.Write([2]));
        Assert.True(pipe.TryTake(out PipeBuffer? spliced));
        Assert.Equal((10, 7), (spliced.Length, spliced.Page.Span[10]));
        spliced.Dispose();
    }

    [Fact]
    public void P2_A_lent_page_lives_until_its_last_borrower_let_go()
    {
        using var scene = new MoveScene();
        using var other = new PagePipe(scene.Arena, capacity: 1);
        Page lent = scene.NewPage();
        scene.Pipe.Lend(lent, MoveScene.PageSize);
        scene.Pipe.Tee(other, MoveScene.PageSize);
        lent.Release();
        scene.Pipe.Dispose();

        byte[] read = new byte[MoveScene.PageSize];
        Assert.Equal(MoveScene.PageSize, other.Read(read));

        Assert.Equal(scene.Content, read);
        Assert.Equal(0, lent.ReferenceCount);
    }

    [Fact]
    public void P3_Nothing_is_appended_to_a_page_that_two_pipes_share()
    {
        using var scene = new MoveScene();
        using var other = new PagePipe(scene.Arena, capacity: 1);
        scene.Pipe.Write([1, 2]);
        scene.Pipe.Tee(other, 2);

        scene.Pipe.Write([3]);
        other.Write([4]);

        Assert.Equal(2, scene.Pipe.Count);
        Assert.True(other.TryTake(out PipeBuffer? duplicate));
        Assert.Equal([1, 2], duplicate.Map().ToArray());
    }

    [Fact]
    public void P10_What_the_lender_writes_after_a_reply_is_not_in_the_file()
    {
        using var scene = new MoveScene();
        Page lent = scene.NewPage();
        scene.Pipe.Lend(lent, MoveScene.PageSize);

        scene.Copy(MoveScene.PageSize);
        lent.Span.Fill(0xFF);
        scene.Complete(MoveScene.PageSize);

        Assert.Equal(scene.Content, scene.Cached(0));
        Assert.Equal(1, lent.ReferenceCount);
        lent.Release();
    }

    [Fact]
    public void P10_A_page_that_was_lent_is_not_moved_though_its_lender_let_go()
    {
        using var scene = new MoveScene();
        Page lent = scene.NewPage();
        scene.Pipe.Lend(lent, MoveScene.PageSize);
        lent.Release();

        Assert.Equal(MoveResult.Copy, scene.TryMove(scene.Take()));
    }
}
