using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Connections;

/// <content>The servers' side.</content>
public sealed partial class Connection
{
    /// <summary>Receives the oldest pending request, which is processing from here on.</summary>
    /// <param name="header">What is wanted.</param>
    public bool TryReceive(out RequestHeader header)
    {
        lock (_gate)
            return TryReceiveUnderTheLock(out header);
    }

    /// <summary>Receives the oldest pending request, waiting for one.</summary>
    /// <returns>What is wanted; <see langword="null"/> when the connection was aborted.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before a request came.</exception>
    public async ValueTask<RequestHeader?> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_aborted)
                    return null;

                if (TryReceiveUnderTheLock(out RequestHeader header))
                    return header;

                arrived = (_arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A token that is cancelled when a received request is aborted, interrupted or timed out: nobody waits for the reply any more.</summary>
    /// <param name="unique">The request. Of one that awaits no reply the token is cancelled already.</param>
    public CancellationToken Interruption(ulong unique)
    {
        lock (_gate)
        {
            // Marked but not yet told: whoever marked it would find the source and cancel it, or has looked for one already.
            if (!_unanswered.TryGetValue(unique, out Submission? submission) || submission.Request.IsAborted)
                return new CancellationToken(canceled: true);

            return (submission.Interruption ??= new CancellationTokenSource()).Token;
        }
    }

    /// <summary>Answers a request by copying bytes.</summary>
    /// <param name="header">What is answered. Its length is that of the bytes.</param>
    /// <param name="bytes">The bytes of the reply.</param>
    public ReplyResult Write(ReplyHeader header, ReadOnlySpan<byte> bytes) => Write(header, new ByteCursor(bytes), outcomes: default);

    /// <summary>As the other one, and tells each page's outcome.</summary>
    /// <param name="header">What is answered. Its length is that of the bytes.</param>
    /// <param name="bytes">The bytes of the reply.</param>
    /// <param name="outcomes">Where each page's outcome is told, as far as it reaches.</param>
    public ReplyResult Write(ReplyHeader header, ReadOnlySpan<byte> bytes, Span<PageOutcome> outcomes) => Write(header, new ByteCursor(bytes), outcomes);

    /// <inheritdoc cref="Write(ReplyHeader, ReadOnlySpan{byte})"/>
    public ReplyResult Write(ReplyHeader header, in ReadOnlySequence<byte> bytes) => Write(header, new ByteCursor(bytes), outcomes: default);

    /// <inheritdoc cref="Write(ReplyHeader, ReadOnlySpan{byte}, Span{PageOutcome})"/>
    public ReplyResult Write(ReplyHeader header, in ReadOnlySequence<byte> bytes, Span<PageOutcome> outcomes) => Write(header, new ByteCursor(bytes), outcomes);

    /// <summary>Answers a request with bytes that lie in a pipe, moving whole pages where they may be moved and copying the rest.</summary>
    /// <param name="header">What is answered. Its length is taken out of the pipe, as far as that has it, whatever the result; none of what follows is (law 20).</param>
    /// <param name="pipe">Where the bytes come from; nobody else may read it.</param>
    /// <param name="move">Whether pages may be moved; they are where the request allows it, too.</param>
    /// <param name="outcomes">Where each page's outcome is told, as far as it reaches.</param>
    public ReplyResult Splice(ReplyHeader header, PagePipe pipe, bool move, Span<PageOutcome> outcomes = default)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        outcomes.Clear();
        if (!TryClaim(header.Unique, out ReadRequest? request, out ReplyStatus refusal))
        {
            PipeCursor.Discard(pipe, header.Length);
            return new ReplyResult(refusal, 0, 0, 0) { Header = header };
        }

        long generation = request.Generation;
        MoveStatistics statistics = default;
        ReplyFlaw flaw = header.FindFlaw(request.ByteCount, bytesGiven: null);
        if (flaw != ReplyFlaw.None || header.Error != RequestError.None)
        {
            ReplyResult ended = EndUnfilled(request, header, flaw, request.ByteCount, ref statistics, outcomes);
            PipeCursor.Discard(pipe, header.Length);
            return ended;
        }

        try
        {
            CopyResult result = PageCopier.CopyPages(request, pipe, header.Length, move, _lru, ref statistics, outcomes);
            return result switch
            {
                CopyResult.Filled => EndFilled(request, header, in statistics),
                CopyResult.Aborted => Report(ReplyStatus.Aborted, header, in statistics),
                CopyResult.BadContent => Report(ReplyStatus.BadContent, header, in statistics),
                _ => Report(ReplyStatus.Malformed, header, in statistics) with { Flaw = ReplyFlaw.PipeTooShort },
            };
        }
        catch
        {
            // A kind of buffer that throws, which it must not, or pages that were disposed underneath: nobody shall wait for ever.
            request.TryComplete(generation, 0, RequestError.Failed, out _);
            throw;
        }
    }

    private ReplyResult Write(ReplyHeader header, ByteCursor bytes, Span<PageOutcome> outcomes)
    {
        outcomes.Clear();
        if (!TryClaim(header.Unique, out ReadRequest? request, out ReplyStatus refusal))
            return new ReplyResult(refusal, 0, 0, 0) { Header = header };

        MoveStatistics statistics = default;
        ReplyFlaw flaw = header.FindFlaw(request.ByteCount, bytes.Length);
        if (flaw != ReplyFlaw.None || header.Error != RequestError.None)
            return EndUnfilled(request, header, flaw, flaw == ReplyFlaw.LongerThanWanted ? request.ByteCount : bytes.Length, ref statistics, outcomes);

        long generation = request.Generation;
        try
        {
            return PageCopier.CopyBytes(request, ref bytes, ref statistics, outcomes) == CopyResult.Aborted
                ? Report(ReplyStatus.Aborted, header, in statistics)
                : EndFilled(request, header, in statistics);
        }
        catch
        {
            // Bytes whose owner has disposed of them: nobody shall wait for ever.
            request.TryComplete(generation, 0, RequestError.Failed, out _);
            throw;
        }
    }

    private bool TryReceiveUnderTheLock(out RequestHeader header)
    {
        while (_pending.First is { } submission)
        {
            _pending.Remove(submission);
            ReadRequest request = submission.Request;
            if (request.IsEnding)
                continue;

            _processing.Add(submission);
            _unanswered.Add(submission.Unique, submission);
            header = new RequestHeader(submission.Unique, request.FirstIndex * request.Mapping.PageSize, request.ByteCount, request.Options);
            return true;
        }

        header = default;
        return false;
    }

    private void WakeReceivers()
    {
        _arrived?.SetResult();
        _arrived = null;
    }

    /// <summary>Gives a request to one reply: locked, so that an abort does not end it under the copier's hands.</summary>
    private bool TryClaim(ulong unique, [NotNullWhen(true), Produces(State.Locked, When = true)] out ReadRequest? request, out ReplyStatus refusal)
    {
        lock (_gate)
        {
            request = null;
            refusal = _aborted ? ReplyStatus.Disconnected : ReplyStatus.UnknownRequest;
            if (_aborted || !_unanswered.TryGetValue(unique, out Submission? submission))
                return false;

            refusal = ReplyStatus.Aborted;
            if (!submission.Request.TryLock())
                return false;

            _unanswered.Remove(unique);
            request = submission.Request;
            return true;
        }
    }

    private ReplyResult EndFilled([Requires(State.Locked), Produces(State.Unlocked)] ReadRequest request, ReplyHeader header, ref readonly MoveStatistics statistics)
    {
        request.TryComplete(request.Generation, header.Length, RequestError.None, out RequestError end);
        return Report(end == RequestError.None ? ReplyStatus.Accepted : ReplyStatus.Aborted, header, in statistics);
    }

    private ReplyResult EndUnfilled(
        [Requires(State.Locked), Produces(State.Unlocked)] ReadRequest request, ReplyHeader header, ReplyFlaw flaw, long otherLength, ref MoveStatistics statistics, Span<PageOutcome> outcomes)
    {
        Receipts receipts = new(request, ref statistics, outcomes);
        RequestError error = flaw == ReplyFlaw.None ? header.Error : RequestError.Malformed;
        request.TryComplete(request.Generation, 0, error, out RequestError end);
        receipts.Unfilled(0, end.IsAbort() ? PageFate.Aborted : PageFate.Failed, MoveRefusal.None);
        return Report(flaw == ReplyFlaw.None ? ReplyStatus.Accepted : ReplyStatus.Malformed, header, in statistics) with { Flaw = flaw, OtherLength = otherLength };
    }

    private ReplyResult Report(ReplyStatus status, ReplyHeader header, ref readonly MoveStatistics statistics)
    {
        lock (_statisticsGate)
            _statistics.Add(in statistics);

        ReplyResult result = new(status, (int)statistics.Moved, (int)statistics.Copied, (int)statistics.Zeroed);
        return status == ReplyStatus.Accepted ? result : result with { Header = header };
    }
}
