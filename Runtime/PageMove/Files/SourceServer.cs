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
    internal void Wake()
    {
        lock (_gate)
        {
            if (_isClosing || _workers == maxWorkers)
                return;

            _workers++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static server => _ = server.WorkAsync(), this, preferLocal: true);
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

    private async Task WorkAsync()
    {
        while (true)
        {
            while (connection.TryReceive(out RequestHeader header))
                await AnswerAsync(header).ConfigureAwait(false);

            bool isLast;
            lock (_gate)
            {
                // Who submits wakes a worker afterwards; where there were enough, one of them has not been here yet, and looks again.
                if (!_isClosing && connection.PendingCount > 0)
                    continue;

                isLast = --_workers == 0 && _isClosing;
            }

            if (isLast)
                await DisposeSourceAsync().ConfigureAwait(false);

            return;
        }
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
