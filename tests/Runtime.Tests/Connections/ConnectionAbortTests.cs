using PageMove.Connections;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Connections;

/// <summary>An end that comes from elsewhere, in each way and at each point of a reply.</summary>
public sealed class ConnectionAbortTests : IDisposable
{
    private const int PageSize = ConnectionScene.PageSize;

    private readonly ConnectionScene _scene = new();
    private readonly CancellationTokenSource _giveUp = new();

    private Connection Connection => _scene.Connection;

    public enum Way
    {
        Request,
        Connection,
        Interruption,
        Deadline,
    }

    public enum Point
    {
        Pending,
        Processing,
        WhileConfirmingAMove,
        WhileConfirmingACopy,
        AfterTheSteal,
        BetweenTwoPages,
        AfterTheLastPage,
    }

    public static TheoryData<Way, Point> Everything
    {
        get
        {
            TheoryData<Way, Point> data = [];
            foreach (Way way in Enum.GetValues<Way>())
            {
                foreach (Point point in Enum.GetValues<Point>())
                    data.Add(way, point);
            }

            return data;
        }
    }

    public static TheoryData<Way> Ways => [.. Enum.GetValues<Way>()];

    [Theory, MemberData(nameof(Everything))]
    public async Task An_abort_ends_the_request_with_its_reason_and_leaves_every_page_accounted_for(Way way, Point point)
    {
        (Task<RequestError> end, ReplyResult? result) = Run(way, point);

        RequestError error = await end;

        Assert.Equal(Expected(way), error);
        Assert.Equal((0, 0), (Connection.PendingCount, Connection.ProcessingCount));
        Assert.Equal(result is null ? null : ReplyStatus.Aborted, result?.Status);
        _scene.AssertAccounted(error, pages: 2);
    }

    [Theory, MemberData(nameof(Everything))]
    public void The_bytes_of_the_reply_are_gone_and_those_of_the_next_are_not(Way way, Point point)
    {
        (_, ReplyResult? result) = Run(way, point);

        Assert.Equal(result is null ? 0 : 1, _scene.Pipe.Count);
    }

    [Theory, MemberData(nameof(Ways))]
    public void A_pending_request_leaves_the_queue_and_the_server_never_sees_it(Way way)
    {
        Run(way, Point.Pending);

        Assert.False(Connection.TryReceive(out _));
    }

    [Theory, MemberData(nameof(Ways))]
    public void The_server_of_a_processing_request_is_told(Way way)
    {
        ReadRequest request = _scene.NewRequest();
        (_, ulong unique) = _scene.Process(request, _giveUp.Token);
        CancellationToken interruption = Connection.Interruption(unique);
        Assert.False(interruption.IsCancellationRequested);

        Abort(way, request);

        Assert.True(interruption.IsCancellationRequested);
        Assert.True(Connection.Interruption(unique).IsCancellationRequested);
    }

    [Theory, MemberData(nameof(Ways))]
    public void The_server_is_told_while_a_copier_has_the_request_locked(Way way)
    {
        ReadRequest request = _scene.NewRequest(pages: 2);
        (_, ulong unique) = _scene.Process(request, _giveUp.Token);
        CancellationToken interruption = Connection.Interruption(unique);
        bool wasToldAtOnce = false;
        _scene.Append(new CallbackBuffer
        {
            OnRelease = () =>
            {
                Abort(way, request);
                wasToldAtOnce = interruption.IsCancellationRequested && !request.IsEnded;
            },
        });

        Connection.Splice(new ReplyHeader(unique, PageSize), _scene.Pipe, move: true);

        Assert.True(wasToldAtOnce);
    }

    [Fact]
    public void The_server_is_told_when_the_copier_ends_the_request_before_the_aborter_has_told()
    {
        ReadRequest request = _scene.NewRequest();
        (_, ulong unique) = _scene.Process(request);
        CancellationToken interruption = Connection.Interruption(unique);

        Assert.True(request.TryComplete(request.Generation, 0, RequestError.Aborted, out _));

        Assert.True(interruption.IsCancellationRequested);
    }

    [Fact]
    public async Task The_end_of_a_request_leaves_another_ones_number_alone()
    {
        ReadRequest request = _scene.NewRequest(0);
        (Task<RequestError> end, ulong number) = _scene.Process(request);
        Connection.Write(new ReplyHeader(number, PageSize), _scene.Content.AsSpan(0, PageSize));
        await end;

        Assert.Equal((1UL, 0UL), (number, request.Submission.Unique));
    }

    [Fact]
    public void A_reply_does_not_interrupt_its_server()
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest());
        CancellationToken interruption = Connection.Interruption(unique);

        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));

        Assert.False(interruption.IsCancellationRequested);
    }

    [Fact]
    public void Of_a_request_that_nobody_knows_the_token_is_cancelled() => Assert.True(Connection.Interruption(99).IsCancellationRequested);

    [Fact]
    public async Task A_cancelled_token_interrupts_before_the_request_is_queued()
    {
        await _giveUp.CancelAsync();

        Assert.Equal(RequestError.Interrupted, await Connection.SubmitAsync(_scene.NewRequest(), _giveUp.Token));
        Assert.Equal(0, Connection.PendingCount);
        _scene.AssertAccounted(RequestError.Interrupted);
    }

    [Fact]
    public async Task After_the_abort_of_the_connection_requests_end_at_once()
    {
        Connection.Dispose();

        ValueTask<RequestError> end = Connection.SubmitAsync(_scene.NewRequest());

        Assert.True(end.IsCompleted);
        Assert.Equal(RequestError.Disconnected, await end);
        Assert.True(Connection.IsAborted);
        _scene.AssertAccounted(RequestError.Disconnected);
    }

    [Fact]
    public async Task An_abort_of_the_connection_ends_every_request_and_wakes_the_servers()
    {
        Task<RequestError>[] ends = [.. Enumerable.Range(0, 6).Select(i => Connection.SubmitAsync(_scene.NewRequest(i)).AsTask())];
        Connection.TryReceive(out _);
        Connection.TryReceive(out _);
        using var idle = new Connection(new ConnectionOptions());
        Task<RequestHeader?> received = idle.ReceiveAsync().AsTask();

        Connection.Abort();
        idle.Abort();

        Assert.All(await Task.WhenAll(ends), error => Assert.Equal(RequestError.Disconnected, error));
        Assert.Null(await received);
        Assert.Null(await Connection.ReceiveAsync());
        _scene.AssertAccounted(RequestError.Disconnected, pages: 6);
    }

    [Fact]
    public async Task An_end_is_not_interrupted_by_a_token_that_is_cancelled_later()
    {
        ReadRequest request = _scene.NewRequest();
        (Task<RequestError> end, ulong unique) = _scene.Process(request, _giveUp.Token);
        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));
        Assert.Equal(RequestError.None, await end);
        request.Reset(_scene.File, 0, _scene.PagesAgain(0, 1), ConnectionScene.Everything);
        (Task<RequestError> second, _) = _scene.Process(request);

        await _giveUp.CancelAsync();

        Assert.False(request.IsAborted);
        Assert.False(second.IsCompleted);
    }

    public void Dispose()
    {
        _scene.Dispose();
        _giveUp.Dispose();
    }

    private static RequestError Expected(Way way) => way switch
    {
        Way.Request => RequestError.Aborted,
        Way.Connection => RequestError.Disconnected,
        Way.Interruption => RequestError.Interrupted,
        _ => RequestError.TimedOut,
    };

    private void Abort(Way way, ReadRequest request)
    {
        switch (way)
        {
            case Way.Request:
                request.Abort();
                break;

            case Way.Connection:
                Connection.Abort();
                break;

            case Way.Interruption:
                _giveUp.Cancel();
                break;

            default:
                _scene.Clock.Advance(ConnectionScene.Timeout);
                break;
        }
    }

    private (Task<RequestError> End, ReplyResult? Result) Run(Way way, Point point)
    {
        ReadRequest request = _scene.NewRequest(pages: 2);
        Task<RequestError> end = Connection.SubmitAsync(request, _giveUp.Token).AsTask();
        if (point != Point.Pending)
            Assert.True(Connection.TryReceive(out _));

        Action abort = () => Abort(way, request);
        if (point is Point.Pending or Point.Processing)
        {
            abort();
            return (end, null);
        }

        CallbackBuffer ordinary = new();
        bool inSecond = point is not (Point.WhileConfirmingAMove or Point.WhileConfirmingACopy or Point.AfterTheSteal or Point.BetweenTwoPages);
        CallbackBuffer aborting = point switch
        {
            Point.WhileConfirmingAMove or Point.WhileConfirmingACopy => new() { OnConfirm = abort },
            Point.AfterTheSteal => new() { OnStolen = _ => abort() },
            _ => new() { OnRelease = abort },
        };
        _scene.Append(inSecond ? ordinary : aborting);
        _scene.Append(inSecond ? aborting : ordinary);
        _scene.Append(AnonymousBuffer.Instance);
        return (end, Connection.Splice(new ReplyHeader(1, 2 * PageSize), _scene.Pipe, move: point != Point.WhileConfirmingACopy));
    }
}
