using PageMove.Connections;
using PageMove.Moving;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Moving;

/// <summary>Every page of every reply has an outcome with its reason, the same one in the request, in the caller's span and in the counts.</summary>
public sealed class ReceiptTests
{
    private const int PageSize = MoveScene.PageSize;

    /// <summary>Every member: a new one fails here until somebody arranges for it.</summary>
    public static TheoryData<MoveRefusal> Reasons => [.. Enum.GetValues<MoveRefusal>().Except([MoveRefusal.None])];

    [Theory, MemberData(nameof(Reasons))]
    public void A_copied_page_says_why_it_was_not_moved(MoveRefusal reason)
    {
        using MoveScene scene = reason == MoveRefusal.Misaligned ? Refusals.ArrangeMisaligned() : Refusals.Arrange(reason);

        Receipt receipt = Splice(scene, scene.OldPages.Length * PageSize, move: reason != MoveRefusal.NotRequested);

        Assert.Equal(new PageOutcome(PageFate.Copied, reason), receipt.InRequest[^1]);
        Assert.Equal(receipt.InRequest, receipt.InSpan);
        Assert.Equal(1, receipt.Statistics.Refused(reason));
        Assert.Equal((receipt.InRequest.Length, 0, ReplyStatus.Accepted), (receipt.Result.Copied, receipt.Result.Moved, receipt.Result.Status));
    }

    [Fact]
    public void A_moved_page_has_no_reason()
    {
        using var scene = new MoveScene();
        scene.Append(AnonymousBuffer.Instance);

        Receipt receipt = Splice(scene, PageSize);

        AssertReceipt([new(PageFate.Moved)], receipt);
        Assert.Equal((1, 1), (receipt.Statistics.Moved, receipt.Result.Moved));
    }

    [Fact]
    public void A_reply_of_each_kind_of_page_names_each()
    {
        using var scene = new MoveScene(pages: 4);
        scene.Append(AnonymousBuffer.Instance);
        scene.Append(UnstealableBuffer.Instance);
        scene.Pipe.Write(scene.Content.AsSpan(0, 10));

        Receipt receipt = Splice(scene, (2 * PageSize) + 10);

        AssertReceipt(
            [new(PageFate.Moved), new(PageFate.Copied, MoveRefusal.NotStealable), new(PageFate.Copied, MoveRefusal.Partial), new(PageFate.Zeroed)], receipt);
        Assert.Equal(new ReplyResult(ReplyStatus.Accepted, Moved: 1, Copied: 2, Zeroed: 1), receipt.Result);
    }

    [Fact]
    public void Written_bytes_were_not_asked_to_be_moved()
    {
        using var scene = new MoveScene(pages: 3);
        byte[] bytes = Pattern.Of(seed: 2, PageSize + 10);

        Receipt receipt = Reply(scene, (connection, unique, outcomes) => connection.Write(new ReplyHeader(unique, bytes.Length), bytes, outcomes));

        AssertReceipt([new(PageFate.Copied, MoveRefusal.NotRequested), new(PageFate.Copied, MoveRefusal.NotRequested), new(PageFate.Zeroed)], receipt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_zeroing_a_page_past_the_reply_is_not_covered(bool spliced)
    {
        using var scene = new MoveScene(pages: 2, ReadRequestOptions.None);
        scene.Pipe.Write(scene.Content);

        Receipt receipt = spliced
            ? Splice(scene, PageSize)
            : Reply(scene, (connection, unique, outcomes) => connection.Write(new ReplyHeader(unique, PageSize), scene.Content, outcomes));

        AssertReceipt([new(PageFate.Copied, spliced ? MoveRefusal.NotPermitted : MoveRefusal.NotRequested), new(PageFate.Uncovered)], receipt);
    }

    [Fact]
    public void An_abort_between_two_pages_leaves_the_first_moved_and_the_others_aborted()
    {
        using var scene = new MoveScene(pages: 3);
        scene.Append(new CallbackBuffer { OnRelease = scene.Request.Abort });
        scene.Append(AnonymousBuffer.Instance);
        scene.Append(AnonymousBuffer.Instance);

        Receipt receipt = Splice(scene, 3 * PageSize);

        AssertReceipt([new(PageFate.Moved), new(PageFate.Aborted), new(PageFate.Aborted)], receipt);
        Assert.Equal((ReplyStatus.Aborted, 1, 2), (receipt.Result.Status, receipt.Statistics.Moved, receipt.Statistics.Aborted));
    }

    [Fact]
    public void Bad_content_leaves_the_page_and_those_after_it_failed_with_the_reason_that_was_known()
    {
        using var scene = new MoveScene(pages: 3);
        scene.Append(UnstealableBuffer.Instance);
        scene.Pipe.Append(scene.NewPage(), 0, 100, AnonymousBuffer.Instance);
        scene.Append(new CallbackBuffer { Content = ConfirmResult.NotUpToDate });
        scene.Append(AnonymousBuffer.Instance);

        Receipt receipt = Splice(scene, (2 * PageSize) + 100);

        AssertReceipt(
            [new(PageFate.Copied, MoveRefusal.NotStealable), new(PageFate.Failed, MoveRefusal.Partial), new(PageFate.Failed)], receipt);
        Assert.Equal((ReplyStatus.BadContent, 2), (receipt.Result.Status, receipt.Statistics.Failed));
    }

    [Theory]
    [InlineData(PageSize, RequestError.Failed)]
    [InlineData(0, RequestError.Failed)]
    [InlineData(-1, RequestError.None)]
    public void An_error_and_a_malformed_reply_leave_every_page_failed(int length, RequestError error)
    {
        using var scene = new MoveScene(pages: 2);

        Receipt receipt = Reply(scene, (connection, unique, outcomes) => connection.Splice(new ReplyHeader(unique, length, error), scene.Pipe, move: true, outcomes));

        AssertReceipt([new(PageFate.Failed), new(PageFate.Failed)], receipt);
        Assert.Equal(2, receipt.Statistics.Failed);
    }

    [Fact]
    public void Outcomes_go_as_far_as_the_span_and_a_longer_one_says_nothing_of_the_rest()
    {
        using var scene = new MoveScene(pages: 2);
        PageOutcome[] outcomes = [new(PageFate.Moved), new(PageFate.Moved), new(PageFate.Moved)];

        Reply(scene, (connection, unique, _) => connection.Write(new ReplyHeader(unique, 1), [1], outcomes.AsSpan(0, 1)));
        Assert.Equal([new(PageFate.Copied, MoveRefusal.NotRequested), new(PageFate.Moved), new(PageFate.Moved)], outcomes);

        using var other = new MoveScene(pages: 2);
        Reply(other, (connection, unique, _) => connection.Write(new ReplyHeader(unique, 1), [1], outcomes));
        Assert.Equal([new(PageFate.Copied, MoveRefusal.NotRequested), new(PageFate.Zeroed), new(PageFate.Pending)], outcomes);
    }

    [Fact]
    public void A_request_shows_no_outcome_before_its_end()
    {
        using var scene = new MoveScene();
        scene.Pipe.Write(scene.Content);
        scene.Copy(PageSize);

        Assert.True(scene.Request.Outcomes.IsEmpty);
    }

    [Fact]
    public void A_copier_of_ones_own_leaves_no_receipt()
    {
        using var scene = new MoveScene(pages: 2, ReadRequestOptions.None);

        scene.Complete(PageSize);

        Assert.Equal([new(PageFate.Pending), new(PageFate.Uncovered)], scene.Request.Outcomes.ToArray());
    }

    [Fact]
    public void Counts_add_up()
    {
        MoveStatistics one = default;
        one.Count(new PageOutcome(PageFate.Copied, MoveRefusal.Shared));
        one.Count(new PageOutcome(PageFate.Moved));
        MoveStatistics both = one;
        both.Add(in one);

        Assert.Equal((2, 2, 2, 0), (both.Moved, both.Copied, both.Refused(MoveRefusal.Shared), both.Refused(MoveRefusal.Lent)));
    }

    private static void AssertReceipt(PageOutcome[] expected, Receipt receipt)
    {
        Assert.Equal(expected, receipt.InRequest);
        Assert.Equal(expected, receipt.InSpan);
    }

    private static Receipt Splice(MoveScene scene, long byteCount, bool move = true) =>
        Reply(scene, (connection, unique, outcomes) => connection.Splice(new ReplyHeader(unique, byteCount), scene.Pipe, move, outcomes));

    private static Receipt Reply(MoveScene scene, Func<Connection, ulong, PageOutcome[], ReplyResult> reply)
    {
        using var connection = new Connection(new ConnectionOptions { Lru = scene.Lru });
        Assert.True(scene.Request.TryUnlock());
        _ = connection.SubmitAsync(scene.Request).AsTask();
        Assert.True(connection.TryReceive(out RequestHeader header));
        var outcomes = new PageOutcome[scene.OldPages.Length];
        ReplyResult result = reply(connection, header.Unique, outcomes);
        return new Receipt(result, scene.Request.Outcomes.ToArray(), outcomes, connection.Statistics);
    }

    private sealed record Receipt(ReplyResult Result, PageOutcome[] InRequest, PageOutcome[] InSpan, MoveStatistics Statistics);
}
