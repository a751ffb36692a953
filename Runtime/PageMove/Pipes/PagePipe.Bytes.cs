using PageMove.Pages;

namespace PageMove.Pipes;

/// <content>Bytes that are copied into the pipe and out of it.</content>
public sealed partial class PagePipe
{
    /// <summary>Copies bytes into the pipe's own pages.</summary>
    /// <returns>The bytes written, fewer than given when the pipe is full or the arena has no page left.</returns>
    /// <exception cref="InvalidOperationException">The pipe was completed.</exception>
    public int Write(ReadOnlySpan<byte> bytes) => Write(bytes, out _);

    /// <summary>Copies bytes into the pipe's own pages, waiting while the pipe is full.</summary>
    /// <exception cref="InvalidOperationException">The pipe was completed, or the arena has no page left though the pipe has room.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some of the bytes may have been written.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            bytes = bytes[Write(bytes.Span, out bool isExhausted)..];
            if (bytes.IsEmpty)
                return;

            // Nothing that this pipe does brings a page of the arena back for certain, so that waiting could be for ever.
            if (isExhausted)
                throw new InvalidOperationException("The pipe has room, but the arena has no page left.");

            await WaitForSpaceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Copies bytes out of the pipe and consumes them.</summary>
    /// <returns>The bytes read; 0 when the pipe is empty.</returns>
    /// <exception cref="IOException">The content of the first buffer is not good; the buffer is consumed.</exception>
    public int Read(Span<byte> destination)
    {
        int read = 0;
        while (read < destination.Length && TryTake(out PipeBuffer? buffer))
        {
            ConfirmResult content = buffer.Confirm();
            if (content != ConfirmResult.Good)
            {
                if (read > 0)
                {
                    PutBack(buffer);
                    return read;
                }

                buffer.Dispose();
                throw new IOException($"The pipe's content is not good: {content}.");
            }

            int count = Math.Min(buffer.Length, destination.Length - read);
            buffer.Map()[..count].CopyTo(destination[read..]);
            read += count;
            if (count < buffer.Length)
            {
                buffer.Advance(count);
                PutBack(buffer);
            }
            else
            {
                buffer.Dispose();
            }
        }

        return read;
    }

    private int Write(ReadOnlySpan<byte> bytes, out bool isExhausted)
    {
        isExhausted = false;
        lock (_gate)
        {
            ThrowIfCompleted();
            int written = _count == 0 ? 0 : At(_count - 1).Merge(bytes);
            while (written < bytes.Length && HasRoom)
            {
                if (!_arena.TryAllocate(out Page? page))
                {
                    isExhausted = true;
                    break;
                }

                int count = Math.Min(bytes.Length - written, page.Size);
                bytes.Slice(written, count).CopyTo(page.Span);
                Enqueue(page, 0, count, AnonymousBuffer.Instance, PipeBufferFlags.CanMerge);
                written += count;
            }

            return written;
        }
    }
}
