using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>What the kernel repaired after the seed, one test a repair (docs/laws.md, section 4).</summary>
public sealed class KernelRepairsTests
{
    [Fact]
    public void A1_An_abort_between_two_pages_cannot_end_the_request_under_the_copier()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(new CallbackBuffer { OnRelease = scene.Request.Abort });
        scene.TryMove(scene.Take());

        Assert.False(scene.Request.IsEnded);
        Assert.True(scene.OldPages[1].IsLocked);
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
    public void A6_A_page_that_was_up_to_date_at_its_donor_is_so_again_only_by_completion()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        moved.MarkUpToDate();

        scene.TryMove(scene.Take());
        bool afterTheMove = moved.IsUpToDate;
        scene.Complete(MoveScene.PageSize);

        Assert.Equal((false, true), (afterTheMove, moved.IsUpToDate));
    }

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
    public void A12_The_number_of_cached_pages_does_not_change_with_a_move()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Equal(2, scene.File.PageCount);
    }

    [Fact]
    public void A14_Completion_finds_the_file_though_the_first_page_left_it()
    {
        using var scene = new MoveScene(pages: 2);
        scene.File.Remove(scene.OldPages[0]);

        scene.Complete(bytesReplied: 100);

        Assert.Equal(100, scene.File.Size);
    }

    [Fact]
    public void A14_Completion_survives_that_no_page_has_a_mapping()
    {
        using var scene = new MoveScene();
        scene.File.Remove(scene.OldPage);

        scene.Complete(bytesReplied: 100);

        Assert.Equal((0, long.MaxValue), (scene.OldPage.ReferenceCount, scene.File.Size));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2 * MoveScene.PageSize)]
    [InlineData(MoveScene.PageSize)]
    public void A16_A_peer_that_lies_about_the_length_gets_an_error(long byteCount)
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content.AsSpan(0, 10));

        Assert.Equal(CopyResult.Malformed, scene.Copy(byteCount));
        Assert.Equal(RequestError.Malformed, scene.Request.Error);
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
