using PageMove.Connections;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;
using Runtime.Tests.Support;

namespace Runtime.Tests.Requests;

/// <summary>A request is used again as soon as its end was awaited, whoever is still at work on its former use.</summary>
public sealed class ReuseTests : IDisposable
{
    private const int PageSize = ConnectionScene.PageSize;

    private readonly ConnectionScene _scene = new();
    private readonly ReadRequest _request;

    public ReuseTests() => _request = _scene.NewRequest();

    public enum Late
    {
        MovingCopier,
        CopyingCopier,
        CopierWithBadContent,
    }

    public static TheoryData<Late> Copiers => [.. Enum.GetValues<Late>()];

    [Theory, MemberData(nameof(Copiers))]
    public void A_copier_that_comes_back_late_leaves_the_next_use_alone(Late late)
    {
        ValueTask<RequestError> first = _scene.Connection.SubmitAsync(_request);
        _scene.Connection.TryReceive(out RequestHeader header);
        ValueTask<RequestError> second = default;
        _scene.Append(new CallbackBuffer
        {
            Content = late == Late.CopierWithBadContent ? ConfirmResult.NotUpToDate : ConfirmResult.Good,
            OnConfirm = () =>
            {
                _request.Abort();
                Assert.Equal(RequestError.Aborted, Result(first));
                Reuse();
                second = _scene.Connection.SubmitAsync(_request);
            },
        });

        ReplyResult result = _scene.Connection.Splice(new ReplyHeader(header.Unique, PageSize), _scene.Pipe, move: late != Late.CopyingCopier);

        Assert.Equal(ReplyStatus.Aborted, result.Status);
        Assert.Equal((false, false, false), (_request.IsLocked, _request.IsAborted, _request.IsEnded));
        Assert.Equal((false, 1), (second.IsCompleted, _scene.Connection.PendingCount));
        Assert.True(_scene.Connection.TryReceive(out RequestHeader next));
        Assert.True(_scene.Connection.Write(new ReplyHeader(next.Unique, PageSize), _scene.Content.AsSpan(0, PageSize)).IsAccepted);
        Assert.Equal(RequestError.None, Result(second));
        _scene.AssertAccounted(RequestError.None);
    }

    [Fact]
    public void An_abort_that_comes_late_leaves_the_next_use_alone()
    {
        long generation = _request.Generation;
        _request.Abort();
        Reuse();

        _request.TryAbort(generation, RequestError.TimedOut);

        Assert.Equal((false, false), (_request.IsAborted, _request.IsEnded));
        Assert.False(_request.TryComplete(generation, 0, RequestError.Failed, out _));
        Assert.False(_request.TryLock(generation));
    }

    [Fact]
    public void A_request_whose_end_was_not_awaited_is_not_used_again()
    {
        ValueTask<RequestError> end = _scene.Connection.SubmitAsync(_request);
        _request.Abort();
        Page[] pages = _scene.PagesAgain(0, 1);

        Assert.Throws<InvalidOperationException>(() => _request.Reset(_scene.File, 0, pages));
        Assert.Equal(RequestError.Aborted, Result(end));

        _request.Reset(_scene.File, 0, pages);
        Assert.False(_request.IsEnded);
    }

    [Fact]
    public void A_request_is_submitted_once_at_a_time()
    {
        _ = _scene.Connection.SubmitAsync(_request).AsTask();

        Assert.Throws<InvalidOperationException>(() => { _ = _scene.Connection.SubmitAsync(_request).AsTask(); });
        Assert.Equal(1, _scene.Connection.PendingCount);
    }

    [Fact]
    public void A_locked_request_is_not_submitted()
    {
        _request.TryLock();

        Assert.Throws<InvalidOperationException>(() => { _ = _scene.Connection.SubmitAsync(_request).AsTask(); });
        Assert.True(_request.TryUnlock());
        _ = _scene.Connection.SubmitAsync(_request).AsTask();
        Assert.Equal(1, _scene.Connection.PendingCount);
    }

    [Fact]
    public void A_request_that_was_read_is_not_submitted_again_without_new_pages()
    {
        _request.Complete(PageSize);

        Assert.Throws<InvalidOperationException>(() => { _ = _scene.Connection.SubmitAsync(_request).AsTask(); });
    }

    [Fact]
    public void A_request_that_was_aborted_before_it_was_submitted_ends_so()
    {
        _request.Abort(RequestError.Interrupted);

        ValueTask<RequestError> end = _scene.Connection.SubmitAsync(_request);

        Assert.Equal((true, 0), (end.IsCompleted, _scene.Connection.PendingCount));
        Assert.Equal(RequestError.Interrupted, Result(end));
        Reuse();
        _ = _scene.Connection.SubmitAsync(_request).AsTask();
        Assert.Equal(1, _scene.Connection.PendingCount);
    }

    [Fact]
    public void The_first_reason_counts()
    {
        _request.TryLock();
        _request.Abort(RequestError.TimedOut);
        _request.Abort(RequestError.Interrupted);

        _request.End();

        Assert.Equal(RequestError.TimedOut, _request.Error);
    }

    [Theory]
    [InlineData(RequestError.None)]
    [InlineData((RequestError)77)]
    public void An_abort_needs_a_reason(RequestError reason) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(reason), () => _request.Abort(reason));

    [Fact]
    public void From_submit_to_end_nothing_is_allocated()
    {
        using var scene = new ConnectionScene(guard: false);
        using var token = new CancellationTokenSource();
        ReadRequest request = scene.NewRequest(pages: 2);
        var pages = new Page[2];
        var outcomes = new PageOutcome[2];
        long moved = 0;
        Round();
        Round();

        // A collection, which other tests may bring about, leaves a trace in the thread's count; what a round allocates shows in every batch.
        long least = Enumerable.Range(0, 5).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 100; round++)
                Round();

            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal((0, 1004), (least, moved));

        void Round()
        {
            ValueTask<RequestError> end = scene.Connection.SubmitAsync(request, token.Token);
            scene.Connection.TryReceive(out RequestHeader header);
            scene.Pipe.Write(scene.Content.AsSpan(0, 2 * PageSize));
            moved += scene.Connection.Splice(new ReplyHeader(header.Unique, 2 * PageSize), scene.Pipe, move: true, outcomes).Moved;
            if (Result(end) != RequestError.None)
                return;

            for (int i = 0; i < pages.Length; i++)
            {
                scene.File.TryFind(i, out Page? page);
                page!.Lock();
                page.ClearUpToDate();
                pages[i] = page;
            }

            request.Reset(scene.File, 0, pages, ConnectionScene.Everything);
        }
    }

    [Fact]
    public void Of_all_who_may_end_a_request_at_the_same_time_exactly_one_does()
    {
        using var scene = new ConnectionScene(guard: false, hasTimeout: false);
        ReadRequest request = scene.NewRequest();
        for (int round = 0; round < 2000; round++)
        {
            using var giveUp = new CancellationTokenSource();
            ValueTask<RequestError> end = scene.Connection.SubmitAsync(request, giveUp.Token);
            scene.Connection.TryReceive(out RequestHeader header);
            scene.Pipe.Write(scene.Content.AsSpan(0, PageSize));
            ReplyResult result = default;
            Parallel.Invoke(
                () => result = scene.Connection.Splice(new ReplyHeader(header.Unique, PageSize), scene.Pipe, move: true),
                giveUp.Cancel,
                request.Abort);

            RequestError error = Result(end);
            Assert.Equal(error == RequestError.None, result.IsAccepted);
            scene.AssertAccounted(error);
            request.Reset(scene.File, 0, scene.PagesAgain(0, 1), ConnectionScene.Everything);
        }
    }

    public void Dispose() => _scene.Dispose();

    private static RequestError Result(ValueTask<RequestError> end)
    {
        Assert.True(end.IsCompleted);
        return end.GetAwaiter().GetResult();
    }

    private void Reuse() => _request.Reset(_scene.File, 0, _scene.PagesAgain(0, 1), ConnectionScene.Everything);
}
