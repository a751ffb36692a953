using PageMove.Files;
using PageMove.Pipes;

namespace PageMove.Sources;

/// <summary>
/// Answers requests from bytes that come one after the other and never again. What was received for a request that was given up before it was answered
/// is kept for the next one. Thread-safe: requests take turns.
/// </summary>
internal abstract class ForwardAnswers(ForwardSourceOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private PagePipe? _held;
    private PageFiller? _filler;
    private long _position;
    private bool _isEnded;

    /// <summary>Whether a part of a page of somebody else's may be held by reference. Pages that are full always have room.</summary>
    private protected bool HasRoomForParts => _held!.Count < _held.Capacity / 2;

    internal async ValueTask AnswerAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _held ??= new PagePipe(request.Arena, request.Pipe.Capacity);
            _filler ??= new PageFiller(_held, request.Arena.PageSize);
            await SkipAsync(request, _filler, cancellationToken).ConfigureAwait(false);

            long wanted = Math.Clamp((options.Length ?? long.MaxValue) - request.Offset, 0, request.Length);
            while (_filler.Received - _position < wanted && !_isEnded)
                _isEnded = !await ReceiveAsync(request, _filler, wanted - (_filler.Received - _position), cancellationToken).ConfigureAwait(false);

            long count = Math.Min(wanted, Math.Max(_filler.Received - request.Offset, 0));
            if (_isEnded && options.Length is null)
                request.ReportLength(_filler.Received);
            else if (count < wanted)
                throw new EndOfStreamException($"The source ended after {_filler.Received} bytes of {options.Length}.");

            // A reply to a request that was given up would be lost, and its bytes with it.
            cancellationToken.ThrowIfCancellationRequested();
            if (_position + count > _filler.Given)
                _filler.Finish();

            _position += count;
            request.Splice(_held, count);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of what is held. After the last answer.</summary>
    public void Dispose()
    {
        _filler?.Dispose();
        _held?.Dispose();
        _turn.Dispose();
    }

    /// <summary>Receives some bytes, at most so many. What came before an exception stays received.</summary>
    /// <returns><see langword="false"/> when no more will come.</returns>
    private protected abstract ValueTask<bool> ReceiveAsync(SourceRequest request, PageFiller filler, long byteCount, CancellationToken cancellationToken);

    private async ValueTask SkipAsync(SourceRequest request, PageFiller filler, CancellationToken cancellationToken)
    {
        if (request.Offset < _position)
        {
            throw new NotSupportedException(
                $"The source can only be read forward: byte {request.Offset} is wanted, but the bytes up to {_position} were read before and have left the cache.");
        }

        if (request.Offset - _position > options.MaxSkip && !_isEnded)
        {
            throw new NotSupportedException(
                $"The source can only be read forward: byte {request.Offset} is wanted, but byte {_position} comes next, and at most {options.MaxSkip} bytes are skipped.");
        }

        while (_position < request.Offset)
        {
            if (filler.Received == _position)
            {
                if (_isEnded)
                    return;

                _isEnded = !await ReceiveAsync(request, filler, Math.Min(request.Offset - _position, request.Length), cancellationToken).ConfigureAwait(false);
            }

            Drop(filler, Math.Min(filler.Received, request.Offset) - _position);
        }
    }

    private void Drop(PageFiller filler, long byteCount)
    {
        Span<byte> dropped = stackalloc byte[1024];
        filler.Finish();
        _position += byteCount;
        while (byteCount > 0)
            byteCount -= _held!.Read(dropped[..(int)Math.Min(byteCount, dropped.Length)]);
    }
}
