using PageMove.Connections;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Connections;

/// <summary>A peer's input never asserts: it is refused in words, its bytes are gone (law 20), and other requests do not notice (law 19).</summary>
public sealed class RefusedReplyTests : IDisposable
{
    private const int PageSize = ConnectionScene.PageSize;

    private readonly ConnectionScene _scene = new();

    private Connection Connection => _scene.Connection;

    public enum Bad
    {
        NegativeLength,
        HugeLength,
        OneByteTooMany,
        ErrorWithBytes,
        UnknownError,
        PipeTooShort,
    }

    public enum Unknown
    {
        NeverMade,
        NotReceivedYet,
        AnsweredAlready,
        AbortedMeanwhile,
        TimedOut,
    }

    public static TheoryData<Bad> BadReplies => [.. Enum.GetValues<Bad>()];

    public static TheoryData<Unknown> UnknownRequests => [.. Enum.GetValues<Unknown>()];

    [Theory, MemberData(nameof(BadReplies))]
    public async Task A_malformed_splice_ends_its_request_in_error_and_no_other(Bad bad)
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(0));
        (Task<RequestError> otherEnd, ulong other) = _scene.Process(_scene.NewRequest(1));
        (ReplyHeader header, int inPipe) = Header(bad, unique);
        _scene.Pipe.Write(_scene.Content.AsSpan(0, inPipe));

        ReplyResult result = Connection.Splice(header, _scene.Pipe, move: true);

        Assert.Equal((ReplyStatus.Malformed, RequestError.Malformed), (result.Status, await end));
        Assert.Throws<InvalidOperationException>(result.ThrowIfRefused);
        _scene.AssertAccounted(RequestError.Malformed, pages: 1);
        Assert.False(otherEnd.IsCompleted);
        Assert.True(Connection.Write(new ReplyHeader(other, PageSize), _scene.Content.AsSpan(0, PageSize)).IsAccepted);
        Assert.Equal(RequestError.None, await otherEnd);
    }

    [Theory]
    [InlineData(Bad.NegativeLength, "negative")]
    [InlineData(Bad.HugeLength, "9223372036854775807 bytes, but 4096 were wanted")]
    [InlineData(Bad.OneByteTooMany, "4097 bytes, but 4096 were wanted")]
    [InlineData(Bad.ErrorWithBytes, "the error Failed has none")]
    [InlineData(Bad.UnknownError, "99 is no error")]
    [InlineData(Bad.PipeTooShort, "4096 bytes, but the pipe has fewer")]
    public void A_message_names_what_contradicts(Bad bad, string words)
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest());
        (ReplyHeader header, int inPipe) = Header(bad, unique);
        _scene.Pipe.Write(_scene.Content.AsSpan(0, inPipe));

        string message = Connection.Splice(header, _scene.Pipe, move: true).Message;

        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains($"request {unique} ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PageSize, PageSize - 1, RequestError.None, "4096 bytes, but 4095 were given")]
    [InlineData(PageSize, PageSize + 1, RequestError.None, "4096 bytes, but 4097 were given")]
    [InlineData(PageSize + 1, PageSize + 1, RequestError.None, "4097 bytes, but 4096 were wanted")]
    [InlineData(-1, 0, RequestError.None, "negative")]
    [InlineData(0, 1, RequestError.Failed, "the error Failed has none")]
    public async Task A_malformed_write_ends_its_request_in_error(long length, int given, RequestError error, string words)
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest());

        ReplyResult result = Connection.Write(new ReplyHeader(unique, length, error), _scene.Content.AsSpan(0, given));

        Assert.Equal((ReplyStatus.Malformed, RequestError.Malformed), (result.Status, await end));
        Assert.Contains(words, result.Message, StringComparison.Ordinal);
        _scene.AssertAccounted(RequestError.Malformed);
    }

    [Theory]
    [InlineData(Bad.OneByteTooMany)]
    [InlineData(Bad.ErrorWithBytes)]
    public void The_bytes_of_a_malformed_reply_are_gone_and_the_next_reply_begins_after_them(Bad bad)
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest(0));
        (ReplyHeader header, int inPipe) = Header(bad, unique);
        byte[] next = Pattern.Of(seed: 7, 500);
        _scene.Pipe.Write(_scene.Content.AsSpan(0, inPipe));
        _scene.Pipe.Write(next);

        Connection.Splice(header, _scene.Pipe, move: true);

        Assert.Equal(next, Rest(next.Length));
    }

    [Theory, MemberData(nameof(UnknownRequests))]
    public void A_reply_that_nobody_awaits_is_refused_and_its_bytes_are_gone(Unknown unknown)
    {
        ulong unique = Arrange(unknown);
        byte[] next = Pattern.Of(seed: 7, 500);
        _scene.Pipe.Write(_scene.Content.AsSpan(0, PageSize));
        _scene.Pipe.Write(next);

        ReplyResult result = Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true);

        Assert.Equal(ReplyStatus.UnknownRequest, result.Status);
        Assert.Contains($"No request {unique} awaits a reply", result.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(result.ThrowIfRefused);
        Assert.Equal(next, Rest(next.Length));
    }

    [Theory, MemberData(nameof(UnknownRequests))]
    public void A_written_reply_that_nobody_awaits_is_refused(Unknown unknown) =>
        Assert.Equal(ReplyStatus.UnknownRequest, Connection.Write(new ReplyHeader(Arrange(unknown), PageSize), _scene.Content.AsSpan(0, PageSize)).Status);

    [Fact]
    public async Task A_second_reply_while_the_first_is_being_copied_is_refused()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest());
        ReplyStatus second = default;
        _scene.Append(new CallbackBuffer
        {
            OnConfirm = () => second = Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(PageSize, PageSize)).Status,
        });

        ReplyResult first = Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true);

        Assert.Equal((ReplyStatus.Accepted, ReplyStatus.UnknownRequest), (first.Status, second));
        Assert.Equal(RequestError.None, await end);
        Assert.Equal(_scene.Content[..PageSize], _scene.Cached(0));
    }

    [Fact]
    public void A_reply_after_the_abort_of_the_connection_is_refused_and_its_bytes_are_gone()
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest());
        Connection.Abort();
        _scene.Pipe.Write(_scene.Content.AsSpan(0, PageSize));

        ReplyResult result = Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true);

        Assert.Equal((ReplyStatus.Disconnected, 0), (result.Status, _scene.Pipe.Count));
        Assert.Throws<OperationCanceledException>(result.ThrowIfRefused);
        Assert.Equal(ReplyStatus.Disconnected, Connection.Write(new ReplyHeader(unique, 1), [1]).Status);
    }

    [Fact]
    public void An_accepted_reply_throws_nothing()
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest());

        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize)).ThrowIfRefused();

        Assert.Equal(0, Connection.ProcessingCount);
    }

    public void Dispose() => _scene.Dispose();

    private static (ReplyHeader Header, int InPipe) Header(Bad bad, ulong unique) => bad switch
    {
        Bad.NegativeLength => (new(unique, -1), 0),
        Bad.HugeLength => (new(unique, long.MaxValue), 2 * PageSize),
        Bad.OneByteTooMany => (new(unique, PageSize + 1), PageSize + 1),
        Bad.ErrorWithBytes => (new(unique, 10, RequestError.Failed), 10),
        Bad.UnknownError => (new(unique, 0, (RequestError)99), 0),
        _ => (new(unique, PageSize), 100),
    };

    private ulong Arrange(Unknown unknown)
    {
        if (unknown == Unknown.NeverMade)
            return 12345;

        ReadRequest request = _scene.NewRequest();
        if (unknown == Unknown.NotReceivedYet)
        {
            _ = Connection.SubmitAsync(request).AsTask();
            return 1;
        }

        (_, ulong unique) = _scene.Process(request);
        switch (unknown)
        {
            case Unknown.AnsweredAlready:
                Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));
                break;

            case Unknown.AbortedMeanwhile:
                request.Abort();
                break;

            default:
                _scene.Clock.Advance(ConnectionScene.Timeout);
                break;
        }

        return unique;
    }

    private byte[] Rest(int length)
    {
        byte[] rest = new byte[length + 1];
        Assert.Equal(length, _scene.Pipe.Read(rest));
        return rest[..length];
    }
}
