using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>A4, A5, A13 and P4: whose reference is whose, when it is released, and that the count cannot wrap (laws 8 to 10).</summary>
public sealed class ReferenceRepairsTests
{
    [Fact]
    public void A4_A_page_that_is_freed_leaves_the_lru_before_it_is_used_again()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        scene.TryMove(scene.Take());
        scene.Complete(MoveScene.PageSize);

        scene.File.Truncate(0);

        Assert.Equal((0, 0), (moved.ReferenceCount, scene.Lru.InactiveCount));
    }

    [Fact]
    public void A4_The_mover_releases_the_donors_reference_at_once()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        using PipeBuffer buffer = scene.Take();

        Assert.Equal(MoveResult.Moved, scene.TryMove(buffer));

        // The cache's and the request's.
        Assert.Equal(2, moved.ReferenceCount);
    }

    [Fact]
    public void A5_A_page_stolen_from_a_cache_is_on_the_lru_once()
    {
        using var scene = new MoveScene();
        var source = new AddressSpace(MoveScene.PageSize);
        using (Page page = scene.AddPage(source, 0))
        {
            scene.Lru.Add(page);
            page.MarkUpToDate();
            page.Unlock();
        }

        scene.Pipe.SpliceFrom(source, 0, 1);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
        Assert.Equal(1, scene.Lru.InactiveCount);
    }

    [Fact]
    public void A5_Nothing_of_the_buffer_is_asked_after_its_release()
    {
        using var scene = new MoveScene();
        bool isReleased = false;
        bool isOnListBefore = false;
        Page moved = scene.NewPage();
        scene.Pipe.Append(moved, 0, MoveScene.PageSize, new CallbackBuffer
        {
            OnRelease = () => (isReleased, isOnListBefore) = (true, moved.Flags.HasFlag(PageFlags.Lru)),
        });

        scene.TryMove(scene.Take());

        Assert.Equal((true, true), (isReleased, isOnListBefore));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A13_The_request_owns_one_reference_of_each_page_whether_it_was_moved_or_not(int moved)
    {
        using var scene = new MoveScene(pages: 3);
        byte[] reply = Pattern.Of(seed: 2, 3 * MoveScene.PageSize);
        scene.Pipe.Write(reply.AsSpan(0, moved * MoveScene.PageSize));
        foreach (byte[] page in reply.Skip(moved * MoveScene.PageSize).Chunk(MoveScene.PageSize))
        {
            using Page lent = scene.Arena.Allocate();
            page.CopyTo(lent.Span);
            scene.Pipe.Lend(lent, MoveScene.PageSize);
        }

        scene.Copy(reply.Length, out MoveStatistics statistics);
        int[] whileAsked = [.. scene.Request.Pages.ToArray().Select(page => page.ReferenceCount)];
        Page[] pages = scene.Request.Pages.ToArray();
        scene.Complete(reply.Length);

        // The cache's and the request's, then the cache's.
        Assert.Equal(moved, statistics.Moved);
        Assert.Equal([2, 2, 2], whileAsked);
        Assert.Equal([1, 1, 1], pages.Select(page => page.ReferenceCount));
        Assert.Equal(scene.Arena.PageCount - 3, scene.Arena.FreePageCount);
    }

    [Fact]
    public void P4_The_count_never_passes_its_limit()
    {
        using var scene = new MoveScene();
        Page page = scene.NewPage();
        Assert.True(page.TryFreeze(expectedReferences: 1));
        page.Unfreeze(Page.MaxReferenceCount);

        Assert.False(page.TryAddReference());
        Assert.Throws<InvalidOperationException>(page.AddReference);
        Assert.Equal(Page.MaxReferenceCount, page.ReferenceCount);
    }

    [Fact]
    public void P4_A_look_up_of_a_page_at_its_limit_fails_instead_of_trying_for_ever()
    {
        using var scene = new MoveScene();
        using Page page = scene.NewPage();
        var file = new AddressSpace(page.Size);
        page.Lock();
        Assert.True(file.TryAdd(0, page));
        Assert.True(page.TryFreeze(expectedReferences: 2));
        page.Unfreeze(Page.MaxReferenceCount);

        Assert.Throws<InvalidOperationException>(() => file.TryFind(0, out _));

        Assert.True(page.TryFreeze(Page.MaxReferenceCount));
        page.Unfreeze(references: 2);
        file.Remove(page);
        page.Unlock();
    }

    [Fact]
    public void P4_A_tee_ends_where_a_reference_is_refused()
    {
        using var scene = new MoveScene();
        using var other = new PagePipe(scene.Arena, capacity: 4);
        scene.Pipe.Write(scene.Content);
        scene.Append(new CallbackBuffer { CanBeReferenced = false });

        Assert.Equal(MoveScene.PageSize, scene.Pipe.Tee(other, int.MaxValue));
        Assert.Equal(1, other.Count);
    }
}
