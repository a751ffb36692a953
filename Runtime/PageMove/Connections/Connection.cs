using PageMove.Caching;
using PageMove.Diagnostics;
using PageMove.Moving;
using PageMove.Requests;

namespace PageMove.Connections;

/// <summary>
/// Takes requests from readers to a server and replies back (the kernel's <c>fuse_conn</c>). A request is pending until the server receives it, and processing until
/// it ends: by a reply, an abort, an interruption or the deadline, whichever comes first. Thread-safe, for any number of readers and servers.
/// </summary>
/// <remarks>
/// Its lock is held for a few links of a list, and never while a request is ended, a page is touched, or anybody's code is called.
/// </remarks>
public sealed partial class Connection : IDisposable, IRequestObserver
{
    private readonly Lock _gate = new();
    private readonly Lock _statisticsGate = new();
    private readonly SubmissionQueue _pending = new();
    private readonly SubmissionQueue _processing = new();
    private readonly Dictionary<ulong, Submission> _unanswered = [];
    private readonly PageLru? _lru;
    private MoveStatistics _statistics;
    private ulong _lastUnique;
    private bool _aborted;
    private TaskCompletionSource? _arrived;

    /// <summary>Makes a connection without requests.</summary>
    /// <param name="options">How it is made.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is neither positive nor infinite, or longer than a timer can be.</exception>
    public Connection(ConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _lru = options.Lru;
        _clock = options.TimeProvider;
        _timeout = options.ReplyTimeout;
        _deadlines = _timeout == Timeout.InfiniteTimeSpan ? null : MakeTimer(options);
    }

    /// <summary>Requests that no server has received yet.</summary>
    public int PendingCount
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    /// <summary>Requests that a server has received and that have not ended.</summary>
    public int ProcessingCount
    {
        get
        {
            lock (_gate)
                return _processing.Count;
        }
    }

    /// <summary>Whether the connection was aborted.</summary>
    public bool IsAborted
    {
        get
        {
            lock (_gate)
                return _aborted;
        }
    }

    /// <summary>The pages of all replies so far.</summary>
    public MoveStatistics Statistics
    {
        get
        {
            lock (_statisticsGate)
                return _statistics;
        }
    }

    /// <summary>
    /// Ends every request with <see cref="RequestError.Disconnected"/>: at once, except where a copier is just touching its pages, who ends it then. Later ones end so
    /// as soon as they are submitted, and later replies are refused. Nothing happens the second time.
    /// </summary>
    public void Abort()
    {
        lock (_gate)
        {
            _aborted = true;
            _unanswered.Clear();
            WakeReceivers();
        }

        _deadlines?.Dispose();

        // One at a time: its turn to be ended may come to a request by other ways, too, and then it is its owner's to use again.
        while (TryDetach(long.MaxValue, out Submission? submission, out long generation))
            submission.Request.TryAbort(generation, RequestError.Disconnected);
    }

    /// <summary>The same as <see cref="Abort"/>.</summary>
    public void Dispose() => Abort();

    void IRequestObserver.OnAborted(ReadRequest request, long generation)
    {
        CancellationTokenSource? interruption = null;
        Submission submission = request.Submission;
        lock (_gate)
        {
            // Its copier may have ended it already, and its owner may use it again.
            if (submission.Generation == generation)
                (interruption, submission.Interruption) = (submission.Interruption, null);
        }

        // Its callbacks run elsewhere; what they throw is no concern of whoever aborts.
        _ = interruption?.CancelAsync();
    }

    void IRequestObserver.OnEnded(ReadRequest request, RequestError error)
    {
        CancellationTokenSource? interruption;
        Submission submission = request.Submission;
        ulong unique;
        lock (_gate)
        {
            unique = submission.Unique;
            submission.Queue?.Remove(submission);
            _unanswered.Remove(unique);
            (interruption, submission.Interruption) = (submission.Interruption, null);

            // Its next use may end before it has a number, and perhaps in another connection, where this number is somebody else's.
            submission.Unique = 0;
        }

        // A copier may end an aborted request before its aborter comes to tell of it.
        if (error.IsAbort())
            _ = interruption?.CancelAsync();

        submission.Unregister();
        if (RequestTelemetry.IsEnabled)
            RequestTelemetry.Ended(unique, request, _clock.GetElapsedTime(submission.SubmittedAt));

        submission.End(error);
    }
}
