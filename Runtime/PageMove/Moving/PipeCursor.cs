using System.Diagnostics.CodeAnalysis;
using PageMove.Pipes;

namespace PageMove.Moving;

/// <summary>A copier's place in a pipe: the buffer that it is at, if any, and how much of it is left.</summary>
internal ref struct PipeCursor(PagePipe pipe)
{
    private readonly PagePipe _pipe = pipe;

    /// <summary>The buffer, with at least one byte left, or <see langword="null"/> where the next one begins.</summary>
    internal PipeBuffer? Buffer { get; private set; }

    /// <summary>Takes the next buffer.</summary>
    /// <returns><see langword="false"/> when the pipe has none.</returns>
    [MemberNotNullWhen(true, nameof(Buffer))]
    internal bool TryTakeNext()
    {
        bool taken = _pipe.TryTake(out PipeBuffer? buffer);
        Buffer = buffer;
        return taken;
    }

    /// <summary>Copies as much as the buffer has left and the destination can hold.</summary>
    /// <returns>The bytes copied.</returns>
    internal int CopyTo(Span<byte> destination)
    {
        PipeBuffer buffer = Buffer!;
        int count = Math.Min(buffer.Length, destination.Length);
        buffer.Map()[..count].CopyTo(destination);
        if (count == buffer.Length)
            Drop();
        else
            buffer.Advance(count);

        return count;
    }

    /// <summary>Lets go of the buffer, which may have been released already.</summary>
    internal void Drop()
    {
        Buffer?.Dispose();
        Buffer = null;
    }

    /// <summary>Gives what is left of the buffer back to the pipe.</summary>
    internal void PutBack()
    {
        if (Buffer is not null)
            _pipe.PutBack(Buffer);

        Buffer = null;
    }
}
