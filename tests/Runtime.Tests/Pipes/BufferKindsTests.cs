using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Pipes;

/// <summary>Each kind of buffer: what confirms it, when it is stolen, what its release does (docs/laws.md, section 2).</summary>
public sealed class BufferKindsTests : IDisposable
{
    private readonly MoveScene _scene = new();
    private readonly AddressSpace _source = new(MoveScene.PageSize);

    public static TheoryData<PipeBufferOperations> Stealable => [AnonymousBuffer.Instance, PrivatePageBuffer.Instance];

    public static TheoryData<PipeBufferOperations> AlwaysGood =>
        [AnonymousBuffer.Instance, PrivatePageBuffer.Instance, UserPageBuffer.Instance, UnstealableBuffer.Instance];

    public static TheoryData<PipeBufferOperations> All =>
        [AnonymousBuffer.Instance, PrivatePageBuffer.Instance, UserPageBuffer.Instance, UnstealableBuffer.Instance, PageCacheBuffer.Instance];

    [Theory, MemberData(nameof(AlwaysGood))]
    public void A_buffer_without_a_file_is_always_good(PipeBufferOperations operations)
    {
        _scene.Append(operations);

        Assert.Equal(ConfirmResult.Good, _scene.Take().Confirm());
    }

    [Theory, MemberData(nameof(Stealable))]
    public void A_page_that_nobody_else_refers_to_is_stolen_locked(PipeBufferOperations operations)
    {
        _scene.Append(operations);
        PipeBuffer buffer = Confirmed();

        Assert.True(buffer.TrySteal(out Page? page));
        Assert.Equal((true, 1), (page.IsLocked, page.ReferenceCount));
        Assert.Same(buffer.Page, page);
    }

    [Theory, MemberData(nameof(Stealable))]
    public void A_page_that_somebody_else_refers_to_is_not_stolen(PipeBufferOperations operations)
    {
        Page page = _scene.Append(operations);
        page.AddReference();

        Assert.False(Confirmed().TrySteal(out _));
        Assert.Equal((false, 2), (page.IsLocked, page.ReferenceCount));
    }

    [Theory, MemberData(nameof(Stealable))]
    public void A_page_that_is_locked_is_not_stolen(PipeBufferOperations operations)
    {
        Page page = _scene.Append(operations);
        page.Lock();

        Assert.False(Confirmed().TrySteal(out _));
        Assert.Equal(1, page.ReferenceCount);
    }

    [Theory, MemberData(nameof(All))]
    public void The_release_gives_the_reference_back(PipeBufferOperations operations)
    {
        Page page = _scene.Append(operations);
        page.AddReference();

        _scene.Take().Release();

        Assert.Equal(1, page.ReferenceCount);
    }

    [Fact]
    public void An_unstealable_page_is_never_stolen()
    {
        _scene.Append(UnstealableBuffer.Instance);

        Assert.False(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_gift_is_stolen()
    {
        _scene.Append(UserPageBuffer.Instance, PipeBufferFlags.Gift);

        Assert.True(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_user_page_that_is_no_gift_is_not_stolen()
    {
        _scene.Append(UserPageBuffer.Instance);

        Assert.False(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_gift_that_the_giver_still_maps_is_not_stolen()
    {
        _scene.Append(UserPageBuffer.Instance, PipeBufferFlags.Gift).Map();

        Assert.False(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_gift_that_is_on_the_lru_says_so_once_stolen()
    {
        _scene.Lru.Add(_scene.Append(UserPageBuffer.Instance, PipeBufferFlags.Gift));
        PipeBuffer buffer = Confirmed();

        buffer.TrySteal(out _);

        Assert.True(buffer.Flags.HasFlag(PipeBufferFlags.Lru));
    }

    [Fact]
    public void A_cached_page_that_is_up_to_date_is_good()
    {
        Splice(page => page.MarkUpToDate());

        Assert.Equal(ConfirmResult.Good, _scene.Take().Confirm());
    }

    [Fact]
    public void A_cached_page_that_is_not_up_to_date_is_not_good()
    {
        Splice(page => page.MarkError());

        Assert.Equal(ConfirmResult.NotUpToDate, _scene.Take().Confirm());
    }

    [Fact]
    public void A_cached_page_that_was_truncated_before_it_was_read_is_told_apart()
    {
        Splice(_ => { });
        _source.Truncate(0);

        Assert.Equal(ConfirmResult.Truncated, _scene.Take().Confirm());
    }

    [Fact]
    public async Task A_cached_page_that_is_being_read_is_waited_for()
    {
        Page page = Splice(_ => { });
        page.Lock();
        Task<ConfirmResult> confirming = Task.Run(() => _scene.Take().Confirm());
        SpinWait.SpinUntil(() => page.Flags.HasFlag(PageFlags.Waiters));

        page.MarkUpToDate();
        page.Unlock();

        Assert.Equal(ConfirmResult.Good, await confirming);
    }

    [Fact]
    public void A_stolen_cached_page_leaves_its_cache()
    {
        Page page = Splice(page => page.MarkUpToDate());

        Assert.True(Confirmed().TrySteal(out _));

        Assert.False(_source.TryFind(0, out _));
        Assert.Equal((1, null, true), (page.ReferenceCount, page.Mapping, page.IsLocked));
    }

    [Theory]
    [InlineData(PageFlags.Dirty)]
    [InlineData(PageFlags.Writeback)]
    [InlineData(PageFlags.Private)]
    [InlineData(PageFlags.Mlocked)]
    public void A_cached_page_that_its_file_still_needs_is_not_stolen(PageFlags flag)
    {
        Page page = Splice(page => page.SetFlags(PageFlags.UpToDate | flag));

        Assert.False(Confirmed().TrySteal(out _));

        Assert.Equal((2, false), (page.ReferenceCount, page.IsLocked));
        Assert.True(_source.TryFind(0, out _));
    }

    [Fact]
    public void A_cached_page_that_a_reader_holds_is_not_stolen()
    {
        Splice(page => page.MarkUpToDate());
        _source.TryFind(0, out _);

        Assert.False(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_cached_page_that_is_mapped_is_not_stolen()
    {
        Splice(page => page.MarkUpToDate()).Map();

        Assert.False(Confirmed().TrySteal(out _));
    }

    [Fact]
    public void A_cached_page_that_was_truncated_after_it_was_read_is_not_stolen()
    {
        Page page = Splice(page => page.MarkUpToDate());
        _source.Truncate(0);

        Assert.False(Confirmed().TrySteal(out _));
        Assert.False(page.IsLocked);
    }

    [Fact]
    public void Nothing_is_stolen_that_was_not_confirmed()
    {
        _scene.Append(AnonymousBuffer.Instance);
        PipeBuffer buffer = _scene.Take();

        Assert.Throws<InvalidOperationException>(() => buffer.TrySteal(out _));
    }

    [Fact]
    public void Nothing_is_stolen_twice()
    {
        _scene.Append(AnonymousBuffer.Instance);
        PipeBuffer buffer = Confirmed();
        buffer.TrySteal(out _);

        Assert.Throws<InvalidOperationException>(() => buffer.TrySteal(out _));
    }

    [Fact]
    public async Task Of_a_thief_and_a_look_up_at_the_same_time_never_both_win()
    {
        const int Rounds = 5000;
        int both = 0;
        using var arena = new PageArena(new PageArenaOptions { PageCount = 2 });
        using var pipe = new PagePipe(arena, capacity: 1);
        using var barrier = new Barrier(2);
        Page? current = null;
        bool found = false;

        Task reader = Task.Run(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                barrier.SignalAndWait();
                found = current!.TryAddReference() && !current.IsLocked;
                barrier.SignalAndWait();
                barrier.SignalAndWait();
            }
        });

        for (int round = 0; round < Rounds; round++)
        {
            current = arena.Allocate();
            pipe.Append(current, 0, 1, AnonymousBuffer.Instance);
            pipe.TryTake(out PipeBuffer? buffer);
            buffer!.Confirm();
            barrier.SignalAndWait();
            bool stolen = buffer.TrySteal(out _);
            barrier.SignalAndWait();

            // A look-up that won before the steal makes the steal fail; one that won after it sees a locked page.
            int references = current.ReferenceCount;
            if (stolen && found)
                both++;

            if (stolen)
                current.Unlock();

            buffer.Dispose();
            for (int reference = 1; reference < references; reference++)
                current.Release();

            barrier.SignalAndWait();
        }

        await reader;
        Assert.Equal(0, both);
    }

    public void Dispose() => _scene.Dispose();

    private Page Splice(Action<Page> prepare)
    {
        Page page = _scene.AddPage(_source, 0);
        prepare(page);
        page.Unlock();
        page.Release();
        Assert.Equal(1, _scene.Pipe.SpliceFrom(_source, 0, 1));
        return page;
    }

    private PipeBuffer Confirmed()
    {
        PipeBuffer buffer = _scene.Take();
        Assert.Equal(ConfirmResult.Good, buffer.Confirm());
        return buffer;
    }
}
