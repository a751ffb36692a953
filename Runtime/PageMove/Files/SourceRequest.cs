using System.Buffers;
using PageMove.Connections;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Files;

/// <summary>
/// What a <see cref="PageSource"/> is asked for, and its means to answer. Valid until <see cref="PageSource.ReadAsync"/> completes; not thread-safe.
/// </summary>
/// <remarks>
/// A reply that is shorter than what was asked for means the end of the file where the source's length is not known, or lies there; anywhere else it is a
/// failure. A reply that comes after the request was given up is dropped; its <see cref="ReplyResult"/> tells so.
/// </remarks>
public sealed class SourceRequest
{
    private readonly CachedFile _file;
    private readonly PageSource _source;
    private readonly Connection _connection;
    private readonly PagePipe _pipe;
    private RequestHeader _header;
    private long? _reportedLength;
    private bool _isActive;

    internal SourceRequest(CachedFile file, PageSource source, Connection connection, PagePipe pipe)
    {
        _file = file;
        _source = source;
        _connection = connection;
        _pipe = pipe;
    }

    /// <summary>The first byte's place in the source; a multiple of the page size.</summary>
    public long Offset => Active._header.Offset;

    /// <summary>Bytes wanted: whole pages, so that they may reach past the source's end.</summary>
    public int Length => (int)Active._header.Length;

    /// <summary>Where to receive bytes, so that they need not be copied.</summary>
    public PageArena Arena => Active._file.Cache.Arena;

    /// <summary>A pipe for the answer: empty at first, with room for the request's pages and some parts of pages. What is left in it is released.</summary>
    public PagePipe Pipe => Active._pipe;

    internal bool IsAnswered { get; private set; }

    /// <summary>What became of the answer.</summary>
    internal ReplyResult Receipt { get; private set; }

    private SourceRequest Active =>
        _isActive ? this : throw new InvalidOperationException("The request is over: PageSource.ReadAsync has completed.");

    /// <summary>Takes a free page of the arena; reclaims cached pages for it, and waits where every page is in use.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A page with one reference, the caller's; its content is undefined.</returns>
    /// <exception cref="IOException">No page became free in time (<see cref="PageCacheOptions.MemoryTimeout"/>).</exception>
    [return: Produces(State.Held)]
    public ValueTask<Page> AllocatePageAsync(CancellationToken cancellationToken = default) => Active._file.Cache.AllocateAsync(cancellationToken);

    /// <summary>Answers by copying bytes, from <see cref="Offset"/> on.</summary>
    /// <param name="bytes">At most <see cref="Length"/> bytes.</param>
    /// <exception cref="InvalidOperationException">The request was answered already, or is over.</exception>
    public ReplyResult Write(ReadOnlySpan<byte> bytes) =>
        Receipt = BeginAnswer(bytes.Length) ? _connection.Write(new ReplyHeader(_header.Unique, bytes.Length), bytes) : FailShort(bytes.Length);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    public ReplyResult Write(in ReadOnlySequence<byte> bytes) =>
        Receipt = BeginAnswer(bytes.Length) ? _connection.Write(new ReplyHeader(_header.Unique, bytes.Length), in bytes) : FailShort(bytes.Length);

    /// <summary>Answers with the first bytes of <see cref="Pipe"/>, from <see cref="Offset"/> on; whole pages are moved where they may be.</summary>
    /// <param name="byteCount">Bytes of the answer, at most <see cref="Length"/>.</param>
    /// <exception cref="InvalidOperationException">The request was answered already, or is over.</exception>
    public ReplyResult Splice(long byteCount) => Splice(Pipe, byteCount);

    /// <summary>As <see cref="Splice(long)"/>, from a pipe of the source's own. The bytes are gone, whatever the result (law 20).</summary>
    /// <param name="pipe">The pipe; nobody else may read it meanwhile.</param>
    /// <param name="byteCount">Bytes of the answer, at most <see cref="Length"/>.</param>
    /// <param name="move">Whether whole pages may be moved; else all are copied.</param>
    /// <exception cref="InvalidOperationException">The request was answered already, or is over.</exception>
    public ReplyResult Splice(PagePipe pipe, long byteCount, bool move = true)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        if (BeginAnswer(byteCount))
            return Receipt = _connection.Splice(new ReplyHeader(_header.Unique, byteCount), pipe, move);

        PipeCursor.Discard(pipe, byteCount);
        return Receipt = FailShort(byteCount);
    }

    /// <summary>Answers that reading failed.</summary>
    /// <param name="error">Why; the readers see it as the inner exception of an <see cref="IOException"/>.</param>
    /// <exception cref="InvalidOperationException">The request was answered already, or is over.</exception>
    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        BeginAnswer(null);
        Refuse(error);
    }

    /// <summary>Tells the source's length, learnt with this answer and before it: a short answer then means the end of the file exactly there.</summary>
    /// <param name="length">Bytes, not negative.</param>
    public void ReportLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Active._reportedLength = length;
    }

    internal void Begin(RequestHeader header)
    {
        _header = header;
        _reportedLength = null;
        IsAnswered = false;
        Receipt = default;
        _isActive = true;
    }

    internal void End()
    {
        _isActive = false;
        while (_pipe.TryTake(out PipeBuffer? buffer))
            buffer.Dispose();
    }

    /// <summary>Answers once.</summary>
    /// <returns><see langword="false"/> when the answer is shorter than the source is.</returns>
    private bool BeginAnswer(long? byteCount)
    {
        if (Active.IsAnswered)
            throw new InvalidOperationException("The request was answered already.");

        if (_reportedLength is { } reported)
            _file.ReportLength(reported);

        // The source is asked first: where it throws, nothing was answered.
        bool isWhole = byteCount is null || (_reportedLength ?? _source.Length) is not { } length || byteCount >= Math.Min(_header.Length, length - _header.Offset);
        IsAnswered = true;
        return isWhole;
    }

    private ReplyResult FailShort(long byteCount) =>
        Refuse(new EndOfStreamException($"{byteCount} bytes came of {_header.Length} wanted at {_header.Offset}, and the source does not end there."));

    private ReplyResult Refuse(Exception error)
    {
        _file.NoteFailure(_header.Unique, error);
        return _connection.Write(new ReplyHeader(_header.Unique, 0, RequestError.Failed), default(ReadOnlySpan<byte>));
    }
}
