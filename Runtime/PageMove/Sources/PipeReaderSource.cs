using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PageMove.Files;
using PageMove.Pages;

namespace PageMove.Sources;

/// <summary>
/// A pipeline's reader, forward only as a stream that cannot seek (<see cref="StreamSource"/>). Bytes that were received into pages of the cache's own
/// <see cref="PageArena"/> are moved into the cache where they fill a page, and copied where they do not; bytes in other memory are copied into pages.
/// Thread-safe: requests take turns.
/// </summary>
/// <remarks>
/// A page fills a page of the file when its first byte's place in the stream is a multiple of the page size. For a <see cref="Pipe"/> that is so with
/// <see cref="PipeOptions.Pool"/> an arena, <see cref="PipeOptions.MinimumSegmentSize"/> its page size, and a writer that fills what
/// <see cref="PipeWriter.GetMemory"/> gives it. A page that the reader or its writer still refers to is copied. The reader must not hand out memory a second
/// time that somebody else refers to; those of the library give it back to the pool.
/// </remarks>
public sealed class PipeReaderSource : PageSource
{
    private readonly PipeReader _reader;
    private readonly ForwardSourceOptions _options;
    private readonly ForwardPipe _answers;

    /// <summary>Reads what comes out of a pipeline.</summary>
    /// <param name="reader">The reader; nobody else may read it. The source completes it, unless told to leave it open.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public PipeReaderSource(PipeReader reader, ForwardSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        _options = options ?? new ForwardSourceOptions();
        _options.Check(nameof(options));
        _answers = new ForwardPipe(reader, _options);
    }

    /// <inheritdoc/>
    public override long? Length => _options.Length;

    /// <summary>One: requests come in the order of the bytes.</summary>
    public override int MaxConcurrentReads => 1;

    /// <inheritdoc/>
    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _answers.AnswerAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _answers.Dispose();
        if (!_options.LeaveOpen)
            await _reader.CompleteAsync().ConfigureAwait(false);

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class ForwardPipe(PipeReader reader, ForwardSourceOptions options) : ForwardAnswers(options)
    {
        private protected override async ValueTask<bool> ReceiveAsync(SourceRequest request, PageFiller filler, long byteCount, CancellationToken cancellationToken)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            long taken = 0;
            bool waits = false;
            try
            {
                SequencePosition next = buffer.Start;
                while (taken < byteCount && !waits && buffer.TryGet(ref next, out ReadOnlyMemory<byte> part))
                {
                    if (part.IsEmpty)
                        continue;

                    int count = (int)Math.Min(part.Length, byteCount - taken);
                    bool isLast = !result.IsCompleted && taken + part.Length == buffer.Length;
                    if (!IsPageOf(request.Arena, part, out Page? page, out int start))
                        await filler.CopyAsync(request, part[..count], cancellationToken).ConfigureAwait(false);
                    else if (isLast && byteCount - taken >= page.Size && filler.IsWholePage(start, page.Size) && count < page.Size)
                        waits = true;
                    else if (filler.IsWholePage(start, count) || HasRoomForParts)
                        filler.Share(page, start, count);
                    else
                        await filler.CopyAsync(request, part[..count], cancellationToken).ConfigureAwait(false);

                    if (!waits)
                        taken += count;
                }
            }
            finally
            {
                // The begin of a page whose rest is still to come stays with the reader, but counts as examined, so that the writer goes on. It costs no
                // time: the rest is wanted, too.
                SequencePosition consumed = buffer.GetPosition(taken);
                reader.AdvanceTo(consumed, waits ? buffer.End : consumed);
            }

            if (result.IsCanceled)
                throw new OperationCanceledException("The read of the pipeline was cancelled.");

            return !result.IsCompleted || taken < buffer.Length;
        }

        private static bool IsPageOf(PageArena arena, ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out Page? page, out int start) =>
            MemoryMarshal.TryGetMemoryManager(memory, out page, out start, out _) && page.Arena == arena;
    }
}
