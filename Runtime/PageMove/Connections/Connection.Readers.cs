using PageMove.Requests;

namespace PageMove.Connections;

/// <content>The readers' side.</content>
public sealed partial class Connection
{
    /// <summary>Hands a request to the server, and waits for its end. Allocates nothing for a request that was submitted before.</summary>
    /// <param name="request">The request: unlocked. It can be reset when its end was awaited.</param>
    /// <param name="cancellationToken">
    /// Interrupts the request: it ends with <see cref="RequestError.Interrupted"/>, at once unless a copier is just touching its pages, and the server is told
    /// (<see cref="Interruption"/>).
    /// </param>
    /// <returns>How the request ended. To be awaited once.</returns>
    /// <exception cref="InvalidOperationException">The request is locked, or was submitted and its end not awaited, or has ended without having been aborted.</exception>
    public ValueTask<RequestError> SubmitAsync(ReadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.BeginSubmitting(this, _lru);
        Submission submission = request.Submission;
        submission.Begin(cancellationToken);
        if (!request.TryAnnounce())
        {
            submission.Unregister();
            return new ValueTask<RequestError>(request.Error);
        }

        ValueTask<RequestError> end = submission.Task;
        long generation = submission.Generation;
        submission.SubmittedAt = _clock.GetTimestamp();
        if (TryEnqueue(submission, out TimeSpan dueTime))
            Arm(dueTime);
        else
            request.TryAbort(generation, RequestError.Disconnected);

        return end;
    }

    private bool TryEnqueue(Submission submission, out TimeSpan dueTime)
    {
        lock (_gate)
        {
            dueTime = Timeout.InfiniteTimeSpan;
            if (_aborted)
                return false;

            // Whoever ends it takes it out of the queue after this, or has found it in none before.
            submission.Unique = ++_lastUnique;
            if (submission.Request.IsEnding)
                return true;

            _pending.Add(submission);
            dueTime = SetDeadline(submission);
            WakeReceivers();
            return true;
        }
    }
}
