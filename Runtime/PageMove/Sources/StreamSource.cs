using PageMove.Files;

namespace PageMove.Sources;

/// <summary>
/// A stream, read straight into pages that are moved into the cache. Nobody else may use the stream meanwhile. Thread-safe: requests take turns.
/// </summary>
/// <remarks>
/// A stream that cannot seek is read forward only: what was read once and has left the cache cannot be read again, and a read of it fails with a
/// <see cref="NotSupportedException"/>; so does one further ahead than <see cref="ForwardSourceOptions.MaxSkip"/>. Its length shows where it ends, unless
/// <see cref="ForwardSourceOptions.Length"/> tells it.
/// </remarks>
public sealed class StreamSource : PageSource
{
    private readonly Stream _stream;
    private readonly ForwardSourceOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ForwardStream? _forward;
    private long _length;

    /// <summary>Reads a stream: from its begin where it can seek, else from where it stands.</summary>
    /// <param name="stream">The stream, readable.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public StreamSource(Stream stream, ForwardSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(stream));

        _stream = stream;
        _options = options ?? new ForwardSourceOptions();
        _options.Check(nameof(options));
        if (stream.CanSeek)
            _length = _options.Length ?? stream.Length;
        else
            _forward = new ForwardStream(stream, _options);
    }

    /// <summary>The length in bytes; <see langword="null"/> for a stream that cannot seek, unless the options tell it.</summary>
    public override long? Length => _forward is null ? Volatile.Read(ref _length) : _options.Length;

    /// <summary>One: requests come in the order of the bytes.</summary>
    public override int MaxConcurrentReads => 1;

    /// <inheritdoc/>
    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _forward?.AnswerAsync(request, cancellationToken) ?? AnswerAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _forward?.Dispose();
        _turn.Dispose();
        if (!_options.LeaveOpen)
            await _stream.DisposeAsync().ConfigureAwait(false);

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask AnswerAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        using var filler = new PageFiller(request.Pipe, request.Arena.PageSize);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long wanted = Math.Clamp(_length - request.Offset, 0, request.Length);
            if (wanted > 0)
            {
                _stream.Position = request.Offset;
                if (await filler.FillAsync(request, _stream, wanted, cancellationToken).ConfigureAwait(false) < wanted && _options.Length is null)
                {
                    // The end, if the stream says so too; else the answer is shorter than the length, and fails.
                    Volatile.Write(ref _length, _stream.Length);
                    request.ReportLength(_length);
                }
            }
        }
        finally
        {
            _turn.Release();
        }

        filler.Finish();
        request.Splice(filler.Received);
    }

    private sealed class ForwardStream(Stream stream, ForwardSourceOptions options) : ForwardAnswers(options)
    {
        private protected override async ValueTask<bool> ReceiveAsync(SourceRequest request, PageFiller filler, long byteCount, CancellationToken cancellationToken) =>
            await filler.FillAsync(request, stream, byteCount, cancellationToken).ConfigureAwait(false) == byteCount;
    }
}
