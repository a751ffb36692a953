using System.Diagnostics.CodeAnalysis;
using PageMove.Requests;

namespace PageMove.Connections;

/// <content>
/// The deadline for a server that does not answer. One timer serves all requests: each queue is in the order of submission, so only their first ones are looked at.
/// </content>
public sealed partial class Connection
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly ITimer? _deadlines;
    private bool _armed;

    private ITimer MakeTimer(ConnectionOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_timeout, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_timeout, TimeSpan.FromMilliseconds(uint.MaxValue - 1), nameof(options));
        return _clock.CreateTimer(static connection => ((Connection)connection!).EndOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Under the lock.</summary>
    /// <returns>What the timer is to be set to, or infinite when it needs no setting.</returns>
    private TimeSpan SetDeadline(Submission submission)
    {
        if (_deadlines is null)
            return Timeout.InfiniteTimeSpan;

        submission.Deadline = _clock.GetTimestamp() + (long)(_timeout.TotalSeconds * _clock.TimestampFrequency);
        if (_armed)
            return Timeout.InfiniteTimeSpan;

        _armed = true;
        return _timeout;
    }

    // Not under the lock: a clock may run the timer's callback here. Nobody else sets the timer before it has run.
    private void Arm(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
            _deadlines!.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    private void EndOverdue()
    {
        long now = _clock.GetTimestamp();
        while (TryDetach(now, out Submission? submission, out long generation))
            submission.Request.TryAbort(generation, RequestError.TimedOut);

        TimeSpan dueTime = Timeout.InfiniteTimeSpan;
        lock (_gate)
        {
            Submission? next = FirstDue();
            _armed = next is not null;
            if (next is not null)
                dueTime = TimeSpan.FromTicks(Math.Max(_clock.GetElapsedTime(now, next.Deadline).Ticks, TimeSpan.TicksPerMillisecond));
        }

        Arm(dueTime);
    }

    /// <summary>Takes the first request that is due out of its queue, to be aborted without the lock: so it is met once, even where its copier holds it up.</summary>
    private bool TryDetach(long now, [NotNullWhen(true)] out Submission? submission, out long generation)
    {
        lock (_gate)
        {
            generation = 0;
            submission = FirstDue();
            if (submission is null || submission.Deadline > now)
            {
                submission = null;
                return false;
            }

            generation = submission.Generation;
            submission.Queue!.Remove(submission);
            _unanswered.Remove(submission.Unique);
            return true;
        }
    }

    private Submission? FirstDue()
    {
        Submission? pending = _pending.First;
        Submission? processing = _processing.First;
        if (pending is null || processing is null)
            return pending ?? processing;

        return processing.Deadline <= pending.Deadline ? processing : pending;
    }
}
