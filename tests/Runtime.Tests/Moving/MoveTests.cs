using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>A move that succeeds: table 1 and the ledger of docs/laws.md.</summary>
public sealed class MoveTests
{
    [Fact]
    public void The_slot_and_the_cache_name_the_moved_page()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));

        Assert.Same(moved, scene.Request.Pages[0]);
        Assert.True(scene.File.TryFind(0, out Page? found));
        Assert.Same(moved, found);
    }

    [Fact]
    public void The_bytes_are_not_copied_but_stay_where_they_are()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        ref byte before = ref moved.Span[0];

        scene.TryMove(scene.Take());

        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref before, ref scene.Request.Pages[0].Span[0]));
        Assert.Equal(scene.Content, scene.Cached(0));
    }

    [Fact]
    public void The_moved_page_takes_over_mapping_and_index()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Same(scene.File, moved.Mapping);
        Assert.Equal(0, moved.Index);
        Assert.Null(scene.OldPage.Mapping);
    }

    [Fact]
    public void The_old_page_loses_all_three_references()
    {
        using var scene = new MoveScene();
        scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Equal(0, scene.OldPage.ReferenceCount);
    }

    [Fact]
    public void The_moved_page_is_referred_to_by_the_cache_and_the_request()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Equal(2, moved.ReferenceCount);
    }

    [Fact]
    public void After_completion_only_the_cache_refers_to_the_moved_page()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        scene.TryMove(scene.Take());

        scene.Complete(MoveScene.PageSize);

        Assert.Equal(1, moved.ReferenceCount);
    }

    [Fact]
    public void The_moved_page_stays_locked_until_completion()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());
        Assert.True(moved.IsLocked);

        scene.Complete(MoveScene.PageSize);
        Assert.False(moved.IsLocked);
    }

    [Fact]
    public void The_buffer_was_released_exactly_once()
    {
        var operations = new CallbackBuffer();
        using var scene = new MoveScene();
        scene.Append(operations);
        PipeBuffer buffer = scene.Take();

        scene.TryMove(buffer);
        buffer.Dispose();

        Assert.Equal(1, operations.Releases);
    }

    [Fact]
    public void The_buffer_is_released_while_the_cache_and_the_request_hold_the_page()
    {
        using var scene = new MoveScene();
        Page? moved = null;
        int referencesAtRelease = 0;
        moved = scene.Append(new CallbackBuffer { OnRelease = () => referencesAtRelease = moved!.ReferenceCount });

        scene.TryMove(scene.Take());

        Assert.Equal(3, referencesAtRelease);
    }

    [Fact]
    public void The_moved_page_is_added_to_the_lru()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);

        scene.TryMove(scene.Take());

        Assert.Equal(1, scene.Lru.InactiveCount);
        Assert.True(moved.Flags.HasFlag(PageFlags.Lru));
    }

    [Fact]
    public void A_page_whose_buffer_says_that_it_is_on_the_lru_is_not_added()
    {
        using var scene = new MoveScene();
        scene.Append(AnonymousBuffer.Instance, PipeBufferFlags.Lru);

        scene.TryMove(scene.Take());

        Assert.Equal(0, scene.Lru.InactiveCount);
    }

    [Fact]
    public void The_flag_of_its_old_place_on_disk_is_cleared()
    {
        using var scene = new MoveScene();
        Page moved = scene.Append(AnonymousBuffer.Instance);
        moved.SetFlags(PageFlags.MappedToDisk);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));

        Assert.False(moved.Flags.HasFlag(PageFlags.MappedToDisk));
    }

    [Fact]
    public void A_page_moves_from_one_cache_to_another_and_leaves_the_first()
    {
        using var scene = new MoveScene();
        var source = new PageMove.Caching.AddressSpace(MoveScene.PageSize);
        using (Page page = scene.AddPage(source, index: 3))
        {
            page.MarkUpToDate();
            page.Unlock();
        }

        scene.Pipe.SpliceFrom(source, firstIndex: 3, pageCount: 1);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
        Assert.False(source.TryFind(3, out _));
        Assert.Equal(2, scene.Request.Pages[0].ReferenceCount);
    }

    [Fact]
    public void A_gift_moves()
    {
        using var scene = new MoveScene();
        scene.Pipe.Gift(scene.NewPage(), MoveScene.PageSize);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
    }

    [Fact]
    public void A_duplicate_moves_once_the_other_pipe_is_closed()
    {
        using var scene = new MoveScene();
        using var other = new PagePipe(scene.Arena, capacity: 1);
        scene.Pipe.Write(scene.Content);
        scene.Pipe.Tee(other, MoveScene.PageSize);
        other.Dispose();

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
    }

    [Fact]
    public void A_page_of_two_mebibytes_moves_like_a_small_one()
    {
        const int Size = 2 * 1024 * 1024;
        using var arena = new PageArena(new PageArenaOptions { PageSize = Size, PageCount = 2 });
        var file = new PageMove.Caching.AddressSpace(Size);
        Page old = arena.Allocate();
        old.Lock();
        file.TryAdd(0, old);
        var request = new ReadRequest(file, 0, [old], ReadRequestOptions.PageReplace);
        using var pipe = new PagePipe(arena, capacity: 1);
        byte[] content = Pattern.Of(seed: 2, Size);
        pipe.Write(content);
        request.TryLock();
        pipe.TryTake(out PipeBuffer? buffer);

        Assert.Equal(MoveResult.Moved, PageMover.TryMovePage(request, buffer!, ref request.Pages[0], lru: null, out _));
        Assert.True(content.AsSpan().SequenceEqual(request.Pages[0].Span));
    }

    [Theory]
    [InlineData(PageFlags.Referenced)]
    [InlineData(PageFlags.Active)]
    [InlineData(PageFlags.Workingset)]
    [InlineData(PageFlags.Reclaim)]
    [InlineData(PageFlags.Waiters)]
    [InlineData(PageFlags.UpToDate)]
    public void A_harmless_flag_does_not_keep_a_page_from_moving(PageFlags flag)
    {
        using var scene = new MoveScene();
        scene.Append(AnonymousBuffer.Instance).SetFlags(flag);

        Assert.Equal(MoveResult.Moved, scene.TryMove(scene.Take()));
    }
}
