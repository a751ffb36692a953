using PageMove.Connections;
using PageMove.Pipes;

namespace PageMove.Files;

/// <summary>
/// Takes a file's requests off its connection and has the source answer them, several at once (what a FUSE daemon's threads do). Workers exist only
/// while there are requests.
/// </summary>
internal sealed class SourceServer(CachedFile file, PageSource source, Connection connection, int maxWorkers, int maxPages)
{
    // A source that receives pieces smaller than a page has room for some of them between the whole pages.
    private const int BuffersPerPage = 2;
    private const int SpareBuffers = 16;

    private readonly Lock _gate = new();
    private readonly Stack<SourceRequest> _idle = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _workers;
    private bool _isClosing;

    /// <summary>There may be a request: sets a further worker to work, unless there are enough.</summary>
    /// <param name="isAwaited">Whether the caller is going to wait for the answer, and so may as well work for it.</param>
    internal void Wake(bool isAwaited)
    {
        lock (_gate)
        {
            if (_isClosing || _workers == maxWorkers)
                return;

            _workers++;
        }

        if (isAwaited && source.CanRunInline)
            _ = WorkInlineAsync();
        else
            Queue();
    }

    /// <summary>Disposes the source after the answers in progress, once; the task ends with it.</summary>
    internal Task CloseAsync()
    {
        bool isIdle;
        lock (_gate)
        {
            isIdle = !_isClosing && _workers == 0;
            _isClosing = true;
        }

        if (isIdle)
            _ = DisposeSourceAsync();

        return _closed.Task;
    }

    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(static server => _ = server.WorkAsync(), this, preferLocal: true);

    /// <summary>Answers one request on the caller's thread; it is nobody's duty to answer others' as well.</summary>
    private async Task WorkInlineAsync()
    {
        if (connection.TryReceive(out RequestHeader header))
            await AnswerAsync(header).ConfigureAwait(false);

        if (await TryLeaveAsync().ConfigureAwait(false))
            return;

        Queue();
    }

    private async Task WorkAsync()
    {
        do
        {
            while (connection.TryReceive(out RequestHeader header))
                await AnswerAsync(header).ConfigureAwait(false);
        }
        while (!await TryLeaveAsync().ConfigureAwait(false));
    }

    /// <summary>Ends the caller's work as a worker.</summary>
    /// <returns><see langword="false"/> when there is more to do.</returns>
    private async ValueTask<bool> TryLeaveAsync()
    {
        bool isLast;
        lock (_gate)
        {
            // Who submits wakes a worker afterwards; where there were enough, one of them has not been here yet, and looks again.
            if (!_isClosing && connection.PendingCount > 0)
                return false;

            isLast = --_workers == 0 && _isClosing;
        }

        if (isLast)
            await DisposeSourceAsync().ConfigureAwait(false);

        return true;
    }

    private async Task AnswerAsync(RequestHeader header)
    {
        SourceRequest request = Rent();
        try
        {
            CancellationToken interruption = connection.Interruption(header.Unique);
            request.Begin(header);
            await source.ReadAsync(request, interruption).ConfigureAwait(false);
            if (!request.IsAnswered)
                request.Fail(new InvalidOperationException($"{source.GetType().Name} returned without answering the request."));
        }
#pragma warning disable CA1031 // Whatever a source throws fails this request and no other.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!request.IsAnswered)
                request.Fail(error);
        }

        request.End();
        lock (_gate)
            _idle.Push(request);
    }

    private SourceRequest Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out SourceRequest? request))
                return request;
        }

        return new SourceRequest(file, source, connection, new PagePipe(file.Cache.Arena, (maxPages * BuffersPerPage) + SpareBuffers));
    }

    private async Task DisposeSourceAsync()
    {
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
            _closed.SetResult();
        }
#pragma warning disable CA1031 // It is the disposer's to see.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _closed.SetException(error);
        }
    }
}
