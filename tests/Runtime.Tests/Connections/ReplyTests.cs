using System.Buffers;
using PageMove.Connections;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Connections;

/// <summary>Requests go to the server in order, and replies end them.</summary>
public sealed class ReplyTests : IDisposable
{
    private const int PageSize = ConnectionScene.PageSize;

    private readonly ConnectionScene _scene = new();

    private Connection Connection => _scene.Connection;

    [Fact]
    public void A_server_is_told_what_is_wanted()
    {
        _ = Connection.SubmitAsync(_scene.NewRequest(firstIndex: 3, pages: 2)).AsTask();

        Assert.True(Connection.TryReceive(out RequestHeader header));
        Assert.Equal((3L * PageSize, 2L * PageSize, ConnectionScene.Everything), (header.Offset, header.Length, header.Options));
    }

    [Fact]
    public void Requests_are_received_in_order_and_each_once()
    {
        _ = Connection.SubmitAsync(_scene.NewRequest(0)).AsTask();
        _ = Connection.SubmitAsync(_scene.NewRequest(1)).AsTask();
        Assert.Equal((2, 0), (Connection.PendingCount, Connection.ProcessingCount));

        Connection.TryReceive(out RequestHeader first);
        Connection.TryReceive(out RequestHeader second);

        Assert.Equal((0, PageSize), (first.Offset, second.Offset));
        Assert.Equal((0, 2), (Connection.PendingCount, Connection.ProcessingCount));
        Assert.False(Connection.TryReceive(out _));
    }

    [Fact]
    public async Task A_waiting_server_is_woken_by_a_request()
    {
        ValueTask<RequestHeader?> received = Connection.ReceiveAsync();
        Assert.False(received.IsCompleted);

        _ = Connection.SubmitAsync(_scene.NewRequest(2)).AsTask();

        Assert.Equal(2L * PageSize, (await received)!.Value.Offset);
    }

    [Fact]
    public async Task A_waiting_server_can_give_up()
    {
        using var giveUp = new CancellationTokenSource();
        Task received = Connection.ReceiveAsync(giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => received);
    }

    [Fact]
    public async Task A_written_reply_is_copied_and_ends_the_request()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(pages: 2));

        ReplyResult result = Connection.Write(new ReplyHeader(unique, 2 * PageSize), _scene.Content.AsSpan(0, 2 * PageSize));

        Assert.Equal(new ReplyResult(ReplyStatus.Accepted, Moved: 0, Copied: 2, Zeroed: 0), result);
        Assert.Equal(RequestError.None, await end);
        Assert.Equal(_scene.Content[PageSize..(2 * PageSize)], _scene.Cached(1));
        _scene.AssertAccounted(RequestError.None, pages: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(PageSize)]
    [InlineData(5000)]
    public void A_reply_in_pieces_is_copied_as_if_it_were_whole(int pieceLength)
    {
        const int Length = (2 * PageSize) + 300;
        (_, ulong unique) = _scene.Process(_scene.NewRequest(pages: 3));

        ReplyResult result = Connection.Write(new ReplyHeader(unique, Length), Piece.Sequence(_scene.Content[..Length], pieceLength));

        Assert.Equal((ReplyStatus.Accepted, 3), (result.Status, result.Copied));
        Assert.Equal(_scene.Content[..Length], (byte[])[.. _scene.Cached(0), .. _scene.Cached(1), .. _scene.Cached(2).AsSpan(0, 300)]);
        Assert.Equal(-1, _scene.Cached(2).AsSpan(300).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public async Task A_spliced_reply_is_moved_and_ends_the_request()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(pages: 2));
        _scene.Pipe.Write(_scene.Content.AsSpan(0, 2 * PageSize));

        ReplyResult result = Connection.Splice(new ReplyHeader(unique, 2 * PageSize), _scene.Pipe, move: true);

        Assert.Equal(new ReplyResult(ReplyStatus.Accepted, Moved: 2, Copied: 0, Zeroed: 0), result);
        Assert.Equal(RequestError.None, await end);
        Assert.Equal(_scene.Content[PageSize..(2 * PageSize)], _scene.Cached(1));
        _scene.AssertAccounted(RequestError.None, pages: 2);
        Assert.Equal((0, 0), (Connection.PendingCount, Connection.ProcessingCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_short_reply_is_zero_filled_and_is_the_end_of_the_file(bool spliced)
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(pages: 3));

        ReplyResult result = Reply(new ReplyHeader(unique, PageSize + 5), PageSize + 5, spliced);

        Assert.Equal((ReplyStatus.Accepted, RequestError.None), (result.Status, await end));
        Assert.Equal((2, 1), (result.Moved + result.Copied, result.Zeroed));
        Assert.Equal(PageSize + 5, _scene.File.Size);
        Assert.Equal(-1, _scene.Cached(1).AsSpan(5).IndexOfAnyExcept((byte)0));
        Assert.Equal(-1, _scene.Cached(2).AsSpan().IndexOfAnyExcept((byte)0));
        _scene.AssertAccounted(RequestError.None, pages: 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_reply_is_the_end_of_the_file_before_the_first_page(bool spliced)
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(firstIndex: 2));

        Assert.Equal(new ReplyResult(ReplyStatus.Accepted, 0, 0, Zeroed: 1), Reply(new ReplyHeader(unique, 0), 0, spliced));

        Assert.Equal((RequestError.None, 2L * PageSize), (await end, _scene.File.Size));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_is_passed_on_and_leaves_the_size_alone(bool spliced)
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(pages: 2));

        ReplyResult result = Reply(new ReplyHeader(unique, 0, RequestError.Failed), 0, spliced);

        Assert.Equal((ReplyStatus.Accepted, RequestError.Failed), (result.Status, await end));
        Assert.Equal(long.MaxValue, _scene.File.Size);
        _scene.AssertAccounted(RequestError.Failed, pages: 2);
    }

    [Fact]
    public async Task Bad_content_fails_the_request()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest());
        _scene.Append(new CallbackBuffer { Content = ConfirmResult.Truncated });

        ReplyResult result = Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true);

        Assert.Equal((ReplyStatus.BadContent, RequestError.Truncated), (result.Status, await end));
        _scene.AssertAccounted(RequestError.Truncated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Valid_pages_are_put_on_the_lru_once(bool spliced)
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest(pages: 3));

        Reply(new ReplyHeader(unique, PageSize + 5), PageSize + 5, spliced);

        Assert.Equal(3, _scene.Lru.InactiveCount + _scene.Lru.ActiveCount);
    }

    [Fact]
    public void A_page_that_is_on_the_lru_already_stays_there()
    {
        ReadRequest request = _scene.NewRequest();
        _scene.Lru.Add(request.Pages[0]);
        (_, ulong unique) = _scene.Process(request);

        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));

        Assert.Equal(1, _scene.Lru.InactiveCount + _scene.Lru.ActiveCount);
    }

    [Fact]
    public async Task Pages_that_left_the_cache_meanwhile_are_given_back_and_the_others_are_valid()
    {
        ReadRequest request = _scene.NewRequest(pages: 2);
        _scene.File.Remove(request.Pages[0]);
        (Task<RequestError> end, ulong unique) = _scene.Process(request);

        Connection.Write(new ReplyHeader(unique, PageSize + 5), _scene.Content.AsSpan(0, PageSize + 5));

        Assert.Equal((RequestError.None, PageSize + 5L), (await end, _scene.File.Size));
        Assert.Equal((1, 1), (_scene.File.PageCount, _scene.Lru.InactiveCount + _scene.Lru.ActiveCount));
        _scene.AssertAccounted(RequestError.None, firstIndex: 1);
    }

    [Fact]
    public async Task A_buffer_that_throws_fails_the_request_and_nobody_waits_for_ever()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest());
        _scene.Append(new CallbackBuffer { OnConfirm = () => throw new InvalidCastException() });

        Assert.Throws<InvalidCastException>(() => Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true));

        Assert.Equal(RequestError.Failed, await end);
        _scene.AssertAccounted(RequestError.Failed);
    }

    [Fact]
    public async Task Bytes_that_were_disposed_fail_the_request_and_nobody_waits_for_ever()
    {
        (Task<RequestError> end, ulong unique) = _scene.Process(_scene.NewRequest(pages: 2));
        var bytes = new ReadOnlySequence<byte>(new DisposedMemory().Memory);

        Assert.Throws<ObjectDisposedException>(() => Connection.Write(new ReplyHeader(unique, PageSize), in bytes));

        Assert.Equal(RequestError.Failed, await end);
        _scene.AssertAccounted(RequestError.Failed, pages: 2);
    }

    [Fact]
    public async Task Numbers_are_never_used_twice()
    {
        ReadRequest request = _scene.NewRequest();
        (Task<RequestError> end, ulong first) = _scene.Process(request);
        Connection.Write(new ReplyHeader(first, PageSize), _scene.Content.AsSpan(0, PageSize));
        await end;

        request.Reset(_scene.File, 0, _scene.PagesAgain(0, 1), ConnectionScene.Everything);
        (_, ulong second) = _scene.Process(request);

        Assert.True(second > first);
        Assert.Equal(ReplyStatus.UnknownRequest, Connection.Write(new ReplyHeader(first, PageSize), _scene.Content.AsSpan(0, PageSize)).Status);
        Assert.Equal(1, Connection.ProcessingCount);
    }

    public void Dispose() => _scene.Dispose();

    private ReplyResult Reply(ReplyHeader header, int byteCount, bool spliced)
    {
        if (!spliced)
            return Connection.Write(header, _scene.Content.AsSpan(0, byteCount));

        _scene.Pipe.Write(_scene.Content.AsSpan(0, byteCount));
        return Connection.Splice(header, _scene.Pipe, move: true);
    }

    private sealed class DisposedMemory : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(PageSize);

        public override Span<byte> GetSpan() => throw new ObjectDisposedException(nameof(DisposedMemory));

        public override MemoryHandle Pin(int elementIndex = 0) => throw new ObjectDisposedException(nameof(DisposedMemory));

        public override void Unpin() => throw new ObjectDisposedException(nameof(DisposedMemory));

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal static ReadOnlySequence<byte> Sequence(byte[] bytes, int pieceLength)
        {
            Piece first = new() { Memory = bytes.AsMemory(0, Math.Min(pieceLength, bytes.Length)) };
            Piece last = first;
            for (int at = pieceLength; at < bytes.Length; at += pieceLength)
            {
                Piece next = new() { Memory = bytes.AsMemory(at, Math.Min(pieceLength, bytes.Length - at)), RunningIndex = at };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
