using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>A1 and A3: what the request's lock protects, and what is pinned while it is given up (laws 4 to 6).</summary>
public sealed class RequestLockRepairsTests
{
    [Fact]
    public void A1_An_abort_between_two_pages_cannot_end_the_request_under_the_copier()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(new CallbackBuffer { OnRelease = () => scene.Request.Abort() });
        scene.TryMove(scene.Take());

        Assert.False(scene.Request.IsEnded);
        Assert.True(scene.OldPages[1].IsLocked);
    }

    [Fact]
    public void A1_A_page_that_was_moved_leaves_the_request_locked()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(AnonymousBuffer.Instance);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));

        Assert.True(scene.Request.IsLocked);
    }

    [Fact]
    public void A1_An_abort_between_steal_and_replace_leaves_the_cache_untouched()
    {
        using var scene = new MoveScene();
        scene.Append(new CallbackBuffer { OnStolen = _ => scene.Request.Abort() });

        Assert.Equal(MoveResult.Aborted, scene.TryMove(scene.Take()));

        Assert.True(scene.File.TryFind(0, out Page? page));
        Assert.Same(scene.OldPage, page);
    }

    [Fact]
    public void A3_The_old_page_outlives_an_abort_that_gave_it_back_and_a_truncation()
    {
        using var scene = new MoveScene();
        int references = 0;
        scene.Append(new CallbackBuffer
        {
            OnConfirm = () =>
            {
                scene.Request.Abort();
                scene.File.Truncate(0);
                references = scene.OldPage.ReferenceCount;
            },
        });

        Assert.Equal(MoveResult.Aborted, scene.TryMove(scene.Take()));
        Assert.Equal(1, references);
        Assert.Equal(0, scene.OldPage.ReferenceCount);
    }
}
