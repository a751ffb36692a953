using PageMove.Connections;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Connections;

/// <summary>A server that dies or never answers keeps nobody waiting past the deadline.</summary>
public sealed class DeadlineTests : IDisposable
{
    private const int PageSize = ConnectionScene.PageSize;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ConnectionScene _scene = new();

    private Connection Connection => _scene.Connection;

    public static TheoryData<TimeSpan> WrongTimeouts => [TimeSpan.Zero, TimeSpan.FromSeconds(-2), TimeSpan.FromDays(365)];

    [Fact]
    public void Before_the_deadline_nothing_happens()
    {
        (Task<RequestError> end, _) = _scene.Process(_scene.NewRequest());

        _scene.Clock.Advance(ConnectionScene.Timeout - Moment);

        Assert.False(end.IsCompleted);
        Assert.Equal(1, Connection.ProcessingCount);
    }

    [Fact]
    public async Task Each_request_has_its_own_deadline_in_whichever_queue_it_is()
    {
        (Task<RequestError> first, _) = _scene.Process(_scene.NewRequest(0));
        _scene.Clock.Advance(Moment);
        Task<RequestError> second = Connection.SubmitAsync(_scene.NewRequest(1)).AsTask();
        _scene.Clock.Advance(Moment);
        ReadRequest third = _scene.NewRequest(2);
        _ = Connection.SubmitAsync(third).AsTask();

        _scene.Clock.Advance(ConnectionScene.Timeout - Moment - Moment);
        Assert.Equal(RequestError.TimedOut, await first);
        Assert.Equal((2, 0), (Connection.PendingCount, Connection.ProcessingCount));

        _scene.Clock.Advance(Moment);
        Assert.Equal(RequestError.TimedOut, await second);
        Assert.False(third.IsEnded);

        _scene.Clock.Advance(Moment);
        Assert.True(third.IsEnded);
    }

    [Fact]
    public async Task An_answered_request_does_not_keep_the_next_from_timing_out()
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest(0));
        _scene.Clock.Advance(Moment);
        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));
        (Task<RequestError> end, _) = _scene.Process(_scene.NewRequest(1));

        _scene.Clock.Advance(ConnectionScene.Timeout - Moment);
        Assert.Equal(1, Connection.ProcessingCount);
        _scene.Clock.Advance(Moment);

        Assert.Equal(RequestError.TimedOut, await end);
    }

    [Fact]
    public async Task After_a_quiet_time_the_timer_is_set_again()
    {
        (_, ulong unique) = _scene.Process(_scene.NewRequest(0));
        Connection.Write(new ReplyHeader(unique, PageSize), _scene.Content.AsSpan(0, PageSize));
        _scene.Clock.Advance(10 * ConnectionScene.Timeout);
        Task<RequestError> end = Connection.SubmitAsync(_scene.NewRequest(1)).AsTask();

        _scene.Clock.Advance(ConnectionScene.Timeout);

        Assert.Equal(RequestError.TimedOut, await end);
    }

    [Fact]
    public void Without_a_timeout_a_request_waits_for_ever()
    {
        using var scene = new ConnectionScene(hasTimeout: false);
        (Task<RequestError> end, _) = scene.Process(scene.NewRequest());

        scene.Clock.Advance(TimeSpan.FromDays(1000));

        Assert.False(end.IsCompleted);
    }

    [Theory, MemberData(nameof(WrongTimeouts))]
    public void A_timeout_that_is_none_is_named(TimeSpan timeout) =>
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new Connection(new ConnectionOptions { ReplyTimeout = timeout }));

    public void Dispose() => _scene.Dispose();
}
