using System.Threading.Tasks.Sources;

namespace PageMove.Requests;

/// <summary>
/// A request's way through a connection: its place in the queues, and what its submitter awaits. Belongs to one request and is used again with it,
/// so that submitting, replying and ending allocate nothing.
/// </summary>
internal sealed class Submission(ReadRequest request) : IValueTaskSource<RequestError>
{
    // Continuations run elsewhere: whoever ends a request is in the middle of a reply or of an abort.
    private ManualResetValueTaskSourceCore<RequestError> _end = new() { RunContinuationsAsynchronously = true };
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;
    private long _generation;

    internal ReadRequest Request { get; } = request;

    /// <summary>When the request was submitted, in the time provider's ticks.</summary>
    internal long SubmittedAt { get; set; }

    /// <summary>The request's number in its connection. This and everything below is guarded by the connection's lock.</summary>
    internal ulong Unique { get; set; }

    /// <summary>When the request times out, in the time provider's ticks.</summary>
    internal long Deadline { get; set; }

    internal SubmissionQueue? Queue { get; set; }

    internal Submission? Next { get; set; }

    internal Submission? Previous { get; set; }

    /// <summary>What the server watches, made on demand.</summary>
    internal CancellationTokenSource? Interruption { get; set; }

    /// <summary>The request's generation when it was submitted; read without a lock, too.</summary>
    internal long Generation => Volatile.Read(ref _generation);

    /// <summary>Completes with the end of the request.</summary>
    internal ValueTask<RequestError> Task => new(this, _end.Version);

    /// <summary>Begins a round. The request may be aborted by the token from here on.</summary>
    internal void Begin(CancellationToken cancellationToken)
    {
        // In this order: who reads the new generation reads the new token, too.
        _cancellation = cancellationToken;
        Volatile.Write(ref _generation, Request.Generation);
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(Interrupt, this);

        // A cancellation that is late for a former round does no harm: it goes on only with the token and the generation of its own.
        static void Interrupt(object? state, CancellationToken cancellationToken)
        {
            var submission = (Submission)state!;
            long generation = submission.Generation;
            if (submission._cancellation == cancellationToken)
                submission.Request.TryAbort(generation, RequestError.Interrupted);
        }
    }

    /// <summary>Lets go of the token, without waiting for a cancellation that is at work.</summary>
    internal void Unregister()
    {
        _registration.Unregister();
        _registration = default;
        _cancellation = default;
    }

    /// <summary>Lets the submitter go on.</summary>
    internal void End(RequestError error) => _end.SetResult(error);

    RequestError IValueTaskSource<RequestError>.GetResult(short token)
    {
        RequestError error = _end.GetResult(token);
        _end.Reset();
        Request.AcceptEnd();
        return error;
    }

    ValueTaskSourceStatus IValueTaskSource<RequestError>.GetStatus(short token) => _end.GetStatus(token);

    void IValueTaskSource<RequestError>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _end.OnCompleted(continuation, state, token, flags);
}
