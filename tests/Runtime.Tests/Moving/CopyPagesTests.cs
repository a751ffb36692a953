using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

public sealed class CopyPagesTests
{
    [Fact]
    public void Whole_pages_move_and_the_rest_of_the_reply_is_copied()
    {
        using var scene = new MoveScene(pages: 3);
        byte[] reply = Pattern.Of(seed: 5, (2 * MoveScene.PageSize) + 700);
        scene.Pipe.Write(reply);

        Assert.Equal(CopyResult.Filled, scene.Copy(reply.Length, out MoveStatistics statistics));

        Assert.Equal((2, 1, 0), (statistics.Moved, statistics.Copied, statistics.Zeroed));
        Assert.Equal(reply, Filled(scene, reply.Length));
    }

    [Fact]
    public void What_a_partial_page_lacks_is_zeroed()
    {
        using var scene = new MoveScene();
        scene.OldPage.Span.Fill(0xFF);
        scene.Pipe.Write(scene.Content.AsSpan(0, 700));

        scene.Copy(700);

        Assert.Equal(-1, scene.Request.Pages[0].Span[700..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Pages_wholly_past_the_reply_are_zeroed()
    {
        using var scene = new MoveScene(pages: 3);
        scene.OldPages[2].Span.Fill(0xFF);
        scene.Pipe.Write(scene.Content);

        scene.Copy(MoveScene.PageSize, out MoveStatistics statistics);

        Assert.Equal(2, statistics.Zeroed);
        Assert.Equal(-1, scene.OldPages[2].Span.IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Without_zeroing_what_the_reply_does_not_cover_is_left_alone()
    {
        using var scene = new MoveScene(pages: 2, ReadRequestOptions.PageReplace);
        scene.OldPages[1].Span.Fill(0xFF);
        scene.Pipe.Write(scene.Content.AsSpan(0, 10));

        scene.Copy(10);

        Assert.Equal(-1, scene.OldPages[1].Span.IndexOfAnyExcept((byte)0xFF));
    }

    [Fact]
    public void Nothing_moves_that_the_sender_did_not_ask_for()
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content);

        scene.Copy(MoveScene.PageSize, out MoveStatistics statistics, move: false);

        Assert.Equal((0, 1), (statistics.Moved, statistics.Refused(MoveRefusal.NotRequested)));
        Assert.Equal(scene.Content, Filled(scene, MoveScene.PageSize));
    }

    [Fact]
    public void Nothing_moves_that_the_request_does_not_permit()
    {
        using var scene = new MoveScene(pages: 1, ReadRequestOptions.PageZeroing);
        scene.Pipe.Write(scene.Content);

        scene.Copy(MoveScene.PageSize, out MoveStatistics statistics);

        Assert.Equal((0, 1), (statistics.Moved, statistics.Refused(MoveRefusal.NotPermitted)));
        Assert.Equal(scene.Content, Filled(scene, MoveScene.PageSize));
    }

    [Fact]
    public void A_page_that_begins_within_a_buffer_is_copied()
    {
        using var scene = new MoveScene(pages: 2);
        byte[] reply = Pattern.Of(seed: 6, 2 * MoveScene.PageSize);
        using Page first = scene.NewPage();
        reply.AsSpan(0, 100).CopyTo(first.Span);
        scene.Pipe.Lend(first, 100);
        scene.Pipe.Write(reply.AsSpan(100));

        scene.Copy(reply.Length, out MoveStatistics statistics);

        Assert.Equal(1, statistics.Refused(MoveRefusal.Misaligned));
        Assert.Equal(reply, Filled(scene, reply.Length));
    }

    [Fact]
    public void Bytes_past_the_reply_stay_in_the_pipe()
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content.AsSpan(0, 1000));

        scene.Copy(600);

        byte[] rest = new byte[1000];
        Assert.Equal(400, scene.Pipe.Read(rest));
        Assert.Equal(scene.Content[600..1000], rest[..400]);
    }

    [Fact]
    public void A_filled_request_is_still_locked()
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content);

        scene.Copy(MoveScene.PageSize);

        Assert.True(scene.Request.IsLocked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_abort_while_a_buffer_is_confirmed_ends_the_request_and_frees_what_was_taken(int buffersBefore)
    {
        using var scene = new MoveScene(pages: 3);
        for (int i = 0; i < buffersBefore; i++)
            scene.Append(AnonymousBuffer.Instance);

        scene.Append(new CallbackBuffer { OnConfirm = scene.Request.Abort });

        Assert.Equal(CopyResult.Aborted, scene.Copy((buffersBefore + 1) * MoveScene.PageSize));

        Assert.Equal(RequestError.Aborted, scene.Request.Error);
        Assert.Equal(scene.Arena.PageCount - scene.File.PageCount, scene.Arena.FreePageCount);
    }

    [Fact]
    public void An_abort_while_a_part_of_a_page_is_fetched_ends_the_request()
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content.AsSpan(0, 100));
        scene.Pipe.Append(scene.NewPage(), 0, MoveScene.PageSize - 100, new CallbackBuffer { OnConfirm = scene.Request.Abort });

        Assert.Equal(CopyResult.Aborted, scene.Copy(MoveScene.PageSize));

        Assert.True(scene.Request.IsEnded);
        Assert.Equal(scene.Arena.PageCount - 1, scene.Arena.FreePageCount);
    }

    [Fact]
    public void An_abort_between_two_moves_is_found_by_the_second()
    {
        using var scene = new MoveScene(pages: 2);
        scene.Append(new CallbackBuffer { OnRelease = scene.Request.Abort });
        scene.Append(AnonymousBuffer.Instance);

        Assert.Equal(CopyResult.Aborted, scene.Copy(2 * MoveScene.PageSize, out MoveStatistics statistics));
        Assert.Equal(1, statistics.Moved);
    }

    [Theory]
    [InlineData(ConfirmResult.NotUpToDate, RequestError.Failed)]
    [InlineData(ConfirmResult.Truncated, RequestError.Truncated)]
    public void Bad_content_ends_the_request_with_its_error(ConfirmResult content, RequestError error)
    {
        using var scene = new MoveScene();
        scene.Append(new CallbackBuffer { Content = content });

        Assert.Equal(CopyResult.BadContent, scene.Copy(MoveScene.PageSize));

        Assert.Equal(error, scene.Request.Error);
        Assert.Equal(scene.Arena.PageCount - 1, scene.Arena.FreePageCount);
    }

    [Fact]
    public void Bad_content_fails_a_copy_too()
    {
        using var scene = new MoveScene();
        scene.Append(new CallbackBuffer { Content = ConfirmResult.NotUpToDate });

        Assert.Equal(CopyResult.BadContent, scene.Copy(MoveScene.PageSize, out _, move: false));
    }

    [Theory]
    [InlineData(ConfirmResult.Good)]
    [InlineData(ConfirmResult.NotUpToDate)]
    public void What_follows_a_reply_that_failed_stays_in_the_pipe(ConfirmResult content)
    {
        using var scene = new MoveScene(pages: 2);
        scene.Pipe.Write(scene.Content.AsSpan(0, 100));
        var second = new CallbackBuffer { Content = content, OnConfirm = content == ConfirmResult.Good ? scene.Request.Abort : null };
        scene.Pipe.Append(scene.NewPage(), 0, MoveScene.PageSize, second);
        byte[] next = Pattern.Of(seed: 9, 50);
        scene.Pipe.Write(next);

        Assert.NotEqual(CopyResult.Filled, scene.Copy(MoveScene.PageSize));

        scene.Take().Dispose();
        byte[] rest = new byte[next.Length];
        Assert.Equal(rest.Length, scene.Pipe.Read(rest));
        Assert.Equal(next, rest);
    }

    private static byte[] Filled(MoveScene scene, int byteCount)
    {
        List<byte> bytes = [];
        foreach (Page page in scene.Request.Pages)
            bytes.AddRange(page.Span);

        return [.. bytes.Take(byteCount)];
    }
}
