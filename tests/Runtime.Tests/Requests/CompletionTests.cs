using PageMove.Caching;
using PageMove.Pages;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Requests;

/// <summary>The end of a request (<c>fuse_readpages_end</c>).</summary>
public sealed class CompletionTests : IDisposable
{
    private const int PageSize = MoveScene.PageSize;

    private readonly MoveScene _scene = new(pages: 3);

    private ReadRequest Request => _scene.Request;

    [Fact]
    public void Every_page_is_up_to_date_unlocked_and_released()
    {
        _scene.Complete(3 * PageSize);

        Assert.All(_scene.OldPages, page => Assert.Equal((true, false, 1), (page.IsUpToDate, page.IsLocked, page.ReferenceCount)));
    }

    [Fact]
    public void A_short_reply_is_the_end_of_the_file()
    {
        _scene.Complete(PageSize + 5);

        Assert.Equal(PageSize + 5, _scene.File.Size);
    }

    [Fact]
    public void A_full_reply_says_nothing_of_the_size()
    {
        _scene.Complete(3 * PageSize);

        Assert.Equal(long.MaxValue, _scene.File.Size);
    }

    [Fact]
    public void A_short_reply_never_makes_the_file_longer()
    {
        _scene.File.ShrinkSize(10);

        _scene.Complete(PageSize);

        Assert.Equal(10, _scene.File.Size);
    }

    [Fact]
    public void The_pages_past_a_short_reply_were_zeroed_and_are_up_to_date()
    {
        _scene.Complete(5);

        Assert.True(_scene.OldPages[2].IsUpToDate);
    }

    [Fact]
    public void Without_zeroing_nobody_answers_for_what_the_reply_does_not_cover()
    {
        using var scene = new MoveScene(pages: 2, ReadRequestOptions.None);

        scene.Complete(PageSize + 5);

        Assert.Equal((true, false), (scene.OldPages[0].IsUpToDate, scene.OldPages[1].IsUpToDate));
    }

    [Fact]
    public void An_error_leaves_every_page_not_up_to_date_and_the_size_alone()
    {
        Request.TryUnlock();

        Request.Complete(0, RequestError.Failed);

        Assert.Equal(RequestError.Failed, Request.Error);
        Assert.Equal(long.MaxValue, _scene.File.Size);
        Assert.All(_scene.OldPages, page => Assert.Equal(PageFlags.Error, page.Flags));
    }

    [Fact]
    public void A_read_makes_the_access_time_stale()
    {
        long before = _scene.File.AccessTimeVersion;

        _scene.Complete(3 * PageSize);

        Assert.NotEqual(before, _scene.File.AccessTimeVersion);
    }

    [Fact]
    public void A_second_completion_is_refused_and_gives_nothing_back()
    {
        _scene.Complete(3 * PageSize);

        Assert.False(Request.Complete(3 * PageSize));
        Assert.Equal(1, _scene.OldPage.ReferenceCount);
    }

    [Fact]
    public void A_completion_after_an_abort_is_refused()
    {
        Request.TryUnlock();
        Request.Abort();

        Assert.False(Request.Complete(3 * PageSize));
        Assert.False(_scene.OldPage.IsUpToDate);
    }

    [Fact]
    public void A_completion_of_an_aborted_request_by_its_copier_fails_it()
    {
        Request.Abort();

        Request.Complete(3 * PageSize);

        Assert.Equal((RequestError.Aborted, false), (Request.Error, _scene.OldPage.IsUpToDate));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((3 * PageSize) + 1)]
    public void A_reply_longer_than_what_was_wanted_is_named(long bytesReplied) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(bytesReplied), () => Request.Complete(bytesReplied));

    [Fact]
    public void An_ended_request_is_used_again()
    {
        _scene.Complete(3 * PageSize);
        Page page = _scene.AddPage(_scene.File, 9);

        Request.Reset(_scene.File, 9, [page]);

        Assert.Equal((false, false, PageSize), (Request.IsEnded, Request.IsAborted, Request.ByteCount));
        Assert.Same(page, Request.Pages[0]);
    }

    [Fact]
    public void A_request_that_has_not_ended_is_not_used_again() =>
        Assert.Throws<InvalidOperationException>(() => Request.Reset(_scene.File, 0, _scene.OldPages));

    [Fact]
    public void A_page_that_is_not_locked_is_refused()
    {
        Page page = _scene.AddPage(_scene.File, 9);
        page.Unlock();

        Assert.Throws<ArgumentException>("pages", () => new ReadRequest(_scene.File, 9, [page]));
        Assert.Equal(2, page.ReferenceCount);
    }

    [Fact]
    public void A_page_at_another_place_is_refused()
    {
        Page page = _scene.AddPage(_scene.File, 9);

        Assert.Throws<ArgumentException>("pages", () => new ReadRequest(_scene.File, 8, [page]));
    }

    [Fact]
    public void A_page_of_another_file_is_refused()
    {
        Page page = _scene.AddPage(new AddressSpace(PageSize), 9);

        Assert.Throws<ArgumentException>("pages", () => new ReadRequest(_scene.File, 9, [page]));
    }

    [Fact]
    public void A_request_for_nothing_is_refused() =>
        Assert.Throws<ArgumentException>("pages", () => new ReadRequest(_scene.File, 0, []));

    public void Dispose() => _scene.Dispose();
}
