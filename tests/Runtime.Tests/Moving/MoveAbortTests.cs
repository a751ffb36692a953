using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>An abort at each point of a move: it fails instead of copying, and the cache stays as it was.</summary>
public sealed class MoveAbortTests
{
    public enum Point
    {
        BeforeTheMove,
        WhileConfirming,
        AfterTheSteal,
    }

    public static TheoryData<Point> Points => [.. Enum.GetValues<Point>()];

    [Theory, MemberData(nameof(Points))]
    public void An_abort_fails_the_move(Point point)
    {
        using MoveScene scene = Arrange(point, out PipeBuffer buffer);

        Assert.Equal(MoveResult.Aborted, scene.TryMove(buffer));
    }

    [Theory, MemberData(nameof(Points))]
    public void An_abort_leaves_the_old_page_in_the_cache(Point point)
    {
        using MoveScene scene = Arrange(point, out PipeBuffer buffer);

        scene.TryMove(buffer);

        Assert.True(scene.File.TryFind(0, out Page? found));
        Assert.Same(scene.OldPage, found);
        Assert.Null(buffer.Page.Mapping);
    }

    [Theory, MemberData(nameof(Points))]
    public void Once_ended_only_the_cache_refers_to_the_old_page(Point point)
    {
        using MoveScene scene = Arrange(point, out PipeBuffer buffer);

        scene.TryMove(buffer);
        scene.Request.End();

        Assert.Equal(1, scene.OldPage.ReferenceCount);
        Assert.False(scene.OldPage.IsLocked);
    }

    [Theory, MemberData(nameof(Points))]
    public void The_new_page_is_left_to_the_buffer_and_unlocked(Point point)
    {
        using MoveScene scene = Arrange(point, out PipeBuffer buffer);

        scene.TryMove(buffer);

        Assert.Equal(1, buffer.Page.ReferenceCount);
        Assert.False(buffer.Page.IsLocked);
    }

    [Theory, MemberData(nameof(Points))]
    public void The_old_page_is_not_up_to_date(Point point)
    {
        using MoveScene scene = Arrange(point, out PipeBuffer buffer);

        scene.TryMove(buffer);
        scene.Request.End();

        Assert.Equal(PageFlags.Error, scene.OldPage.Flags & (PageFlags.UpToDate | PageFlags.Error));
    }

    [Fact]
    public void An_abort_of_the_locked_request_leaves_it_to_the_copier_to_end()
    {
        using MoveScene scene = Arrange(Point.BeforeTheMove, out PipeBuffer buffer);

        scene.TryMove(buffer);

        Assert.Equal((true, false), (scene.Request.IsLocked, scene.Request.IsEnded));
    }

    [Fact]
    public void An_abort_while_a_refusal_falls_back_fails_instead_of_copying()
    {
        using var scene = new MoveScene();
        scene.OldPage.MarkDirty();
        scene.Append(new CallbackBuffer { OnConfirm = scene.Request.Abort });

        Assert.Equal(MoveResult.Aborted, scene.TryMove(scene.Take()));
    }

    [Fact]
    public void An_abort_after_the_replace_is_found_at_the_next_unlock()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(new CallbackBuffer { OnRelease = scene.Request.Abort });

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
        Assert.False(scene.Request.TryUnlock());

        scene.Request.End();
        Assert.Equal(1, moved.ReferenceCount);
        Assert.False(moved.IsUpToDate);
    }

    [Theory]
    [InlineData(ConfirmResult.NotUpToDate)]
    [InlineData(ConfirmResult.Truncated)]
    public void Bad_content_fails_before_anything_is_stolen(ConfirmResult content)
    {
        bool stolen = false;
        using var scene = new MoveScene();
        scene.Append(new CallbackBuffer { Content = content, OnStolen = _ => stolen = true });

        Assert.Equal(MoveResult.BadContent, scene.TryMove(scene.Take()));
        Assert.False(stolen);
    }

    [Fact]
    public void Bad_content_leaves_both_pages_with_the_references_they_had()
    {
        using var scene = new MoveScene();
        Page newPage = scene.Append(new CallbackBuffer { Content = ConfirmResult.NotUpToDate });

        scene.TryMove(scene.Take());

        Assert.Equal((2, 1), (scene.OldPage.ReferenceCount, newPage.ReferenceCount));
    }

    private static MoveScene Arrange(Point point, out PipeBuffer buffer)
    {
        var scene = new MoveScene();
        ReadRequest request = scene.Request;
        scene.Append(new CallbackBuffer
        {
            OnConfirm = point == Point.WhileConfirming ? request.Abort : null,
            OnStolen = point == Point.AfterTheSteal ? _ => request.Abort() : null,
        });

        if (point == Point.BeforeTheMove)
            request.Abort();

        buffer = scene.Take();
        return scene;
    }
}
