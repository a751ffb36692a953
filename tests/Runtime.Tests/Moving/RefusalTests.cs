using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>Every reason not to move a page, and that the copy which follows looks the same to the reader (law 14).</summary>
public sealed class RefusalTests
{
    public static TheoryData<MoveRefusal> Reasons => [.. Refusals.OfTheMover];

    public static TheoryData<PageFlags> RefusedFlags =>
        [.. Enum.GetValues<PageFlags>().Where(flag => StolenPageFlags.Refused.HasFlag(flag)).Except([PageFlags.None, PageFlags.UpToDate, PageFlags.MappedToDisk])];

    [Theory, MemberData(nameof(Reasons))]
    public void The_mover_says_why_it_refuses(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);

        MoveResult result = scene.TryMove(scene.Take(), out MoveRefusal refusal);

        Assert.Equal((MoveResult.Copy, reason), (result, refusal));
    }

    [Theory, MemberData(nameof(Reasons))]
    public void A_refusal_leaves_the_request_locked(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);

        scene.TryMove(scene.Take());

        Assert.True(scene.Request.IsLocked);
    }

    [Theory, MemberData(nameof(Reasons))]
    public void A_refusal_leaves_both_pages_with_the_references_they_had(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);
        PipeBuffer buffer = scene.Take();
        Page newPage = buffer.Page;
        (int Old, int New) before = (scene.OldPage.ReferenceCount, newPage.ReferenceCount);

        scene.TryMove(buffer);

        Assert.Equal(before, (scene.OldPage.ReferenceCount, newPage.ReferenceCount));
    }

    [Theory, MemberData(nameof(Reasons))]
    public void A_refusal_leaves_the_slot_and_the_locks_as_they_were(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);
        PipeBuffer buffer = scene.Take();
        bool wasLocked = buffer.Page.IsLocked;

        scene.TryMove(buffer);

        Assert.Same(scene.OldPage, scene.Request.Pages[0]);
        Assert.True(scene.OldPage.IsLocked);
        Assert.Equal(wasLocked, buffer.Page.IsLocked);
    }

    [Theory, MemberData(nameof(Reasons))]
    public void The_copy_that_follows_delivers_the_same_bytes(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);

        Assert.Equal(CopyResult.Filled, scene.Copy(MoveScene.PageSize));

        Assert.Equal(scene.Content, scene.Request.Pages[0].Span.ToArray());
    }

    [Theory, MemberData(nameof(Reasons))]
    public void A_refusal_is_counted_by_its_reason(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);

        scene.Copy(MoveScene.PageSize, out MoveStatistics statistics);

        Assert.Equal((0, 1, 1), (statistics.Moved, statistics.Copied, statistics.Refused(reason)));
    }

    [Theory, MemberData(nameof(RefusedFlags))]
    public void A_stolen_page_with_a_flag_that_is_not_harmless_is_refused(PageFlags flag)
    {
        using var scene = new MoveScene();
        Page newPage = scene.Append(new CallbackBuffer());
        newPage.SetFlags(flag);

        scene.TryMove(scene.Take(), out MoveRefusal refusal);
        newPage.ClearFlags(flag);

        Assert.Equal(MoveRefusal.NewPageFlags, refusal);
    }

    public static TheoryData<MoveRefusal> ReasonsOfTheOldPage => [.. Refusals.OfTheMover.Where(reason => reason.ToString().StartsWith("OldPage", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(ReasonsOfTheOldPage))]
    public void What_is_wrong_with_the_old_page_is_found_before_the_steal(MoveRefusal reason)
    {
        using MoveScene scene = Refusals.Arrange(reason);
        scene.Take().Dispose();
        bool stolen = false;
        scene.Append(new CallbackBuffer { OnStolen = _ => stolen = true });

        scene.TryMove(scene.Take());

        Assert.False(stolen);
    }

    [Fact]
    public void A_duplicate_whose_other_half_lives_is_copied()
    {
        using var scene = new MoveScene();
        using var other = new PagePipe(scene.Arena, capacity: 1);
        scene.Pipe.Write(scene.Content);
        scene.Pipe.Tee(other, MoveScene.PageSize);

        scene.TryMove(scene.Take(), out MoveRefusal refusal);

        Assert.Equal(MoveRefusal.Shared, refusal);
    }

    [Fact]
    public void A_lent_page_is_copied()
    {
        using var scene = new MoveScene();
        using Page lent = scene.NewPage();
        scene.Pipe.Lend(lent, MoveScene.PageSize);

        scene.TryMove(scene.Take(), out MoveRefusal refusal);

        Assert.Equal(MoveRefusal.Lent, refusal);
    }
}
