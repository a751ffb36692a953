namespace PageMove.Pipes;

/// <content>Buffers that go from one pipe to another.</content>
public sealed partial class PagePipe
{
    private const PipeBufferFlags RightsOfTheOriginal = PipeBufferFlags.Gift | PipeBufferFlags.CanMerge;

    /// <summary>Appends the first bytes of this pipe to another one without consuming them; both share the pages, so that neither's can be stolen.</summary>
    /// <param name="destination">The other pipe.</param>
    /// <param name="byteCount">Bytes to duplicate.</param>
    /// <returns>The bytes duplicated: up to what this pipe holds and the other has room for.</returns>
    /// <exception cref="ArgumentException">The destination is this pipe.</exception>
    /// <exception cref="InvalidOperationException">The destination was completed.</exception>
    public int Tee(PagePipe destination, int byteCount)
    {
        CheckSplice(destination, byteCount);
        (Lock outer, Lock inner) = GatesInOrder(this, destination);
        lock (outer)
        {
            lock (inner)
            {
                destination.ThrowIfCompleted();
                int done = 0;
                for (int place = 0; place < _count && done < byteCount; place++)
                {
                    PipeBuffer buffer = At(place);
                    int length = Math.Min(buffer.Length, byteCount - done);
                    if (!destination.TryEnqueuePart(buffer, length))
                        break;

                    done += length;
                }

                return done;
            }
        }
    }

    /// <summary>Moves the first bytes of this pipe to another one.</summary>
    /// <param name="destination">The other pipe.</param>
    /// <param name="byteCount">Bytes to move. A buffer that they end in is split: both parts share its page.</param>
    /// <returns>The bytes moved: up to what this pipe holds and the other has room for.</returns>
    /// <exception cref="ArgumentException">The destination is this pipe.</exception>
    /// <exception cref="InvalidOperationException">The destination was completed.</exception>
    public int SpliceTo(PagePipe destination, int byteCount)
    {
        CheckSplice(destination, byteCount);
        (Lock outer, Lock inner) = GatesInOrder(this, destination);
        lock (outer)
        {
            lock (inner)
            {
                destination.ThrowIfCompleted();
                int done = 0;
                while (_count > 0 && done < byteCount && destination.HasRoom)
                {
                    PipeBuffer buffer = At(0);
                    int length = Math.Min(buffer.Length, byteCount - done);
                    if (length < buffer.Length)
                    {
                        if (!destination.TryEnqueuePart(buffer, length))
                            break;

                        buffer.Advance(length);
                    }
                    else
                    {
                        destination.Enqueue(buffer.Page, buffer.Offset, length, buffer.Operations, buffer.Flags);
                        Dequeue().Vacate();
                        Recycle(buffer);
                        FreeRoom();
                    }

                    done += length;
                }

                return done;
            }
        }
    }

    private static (Lock Outer, Lock Inner) GatesInOrder(PagePipe one, PagePipe other) =>
        one._order < other._order ? (one._gate, other._gate) : (other._gate, one._gate);

    private bool TryEnqueuePart(PipeBuffer buffer, int length)
    {
        if (!HasRoom || !buffer.TryAddReference())
            return false;

        Enqueue(buffer.Page, buffer.Offset, length, buffer.Operations, buffer.Flags & ~RightsOfTheOriginal);
        return true;
    }

    private void CheckSplice(PagePipe destination, int byteCount)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        if (destination == this)
            throw new ArgumentException("A pipe cannot be spliced to itself.", nameof(destination));
    }
}
