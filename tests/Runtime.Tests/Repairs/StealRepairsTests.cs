using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Repairs;

/// <summary>A7, A8 and A17: what the steal proves, and what is asked before it (laws 1, 3, 11, 13).</summary>
public sealed class StealRepairsTests
{
    [Fact]
    public void A7_A_page_that_was_not_up_to_date_at_its_donor_moves()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(PrivatePageBuffer.Instance);
        Assert.False(moved.IsUpToDate);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
    }

    [Fact]
    public void A8_A_look_up_that_raises_the_count_after_the_steal_does_not_refuse_the_page()
    {
        using var scene = new MoveScene();
        scene.Append(new CallbackBuffer { OnStolen = page => page.TryAddReference() });

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
    }

    [Fact]
    public void A8_The_steal_asks_for_the_only_reference_and_proves_it()
    {
        using var scene = new MoveScene();
        Page page = scene.Append(AnonymousBuffer.Instance);
        page.AddReference();

        Assert.Equal(MoveResult.Copy, scene.TryMove(scene.Take()));

        page.Release();
    }

    [Fact]
    public void A17_A_large_page_is_refused_before_its_source_loses_it()
    {
        using var scene = new MoveScene();
        using var arena = new PageArena(new PageArenaOptions { PageSize = 2 * MoveScene.PageSize, PageCount = 1, Guard = true });
        var source = new AddressSpace(2 * MoveScene.PageSize, size: MoveScene.PageSize);
        using (Page large = arena.Allocate())
        {
            large.Lock();
            source.TryAdd(0, large);
            large.MarkUpToDate();
            large.Unlock();
        }

        scene.Pipe.SpliceFrom(source, 0, 1);
        scene.TryMove(scene.Take(), out MoveRefusal refusal);

        Assert.Equal(MoveRefusal.LargePage, refusal);
        Assert.True(source.TryFind(0, out _));
    }
}
