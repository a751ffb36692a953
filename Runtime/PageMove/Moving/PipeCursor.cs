using System.Diagnostics.CodeAnalysis;
using PageMove.Pipes;

namespace PageMove.Moving;

/// <summary>A copier's place in a reply that comes through a pipe: the buffer that it is at, if any, and how much of the reply is left.</summary>
internal ref struct PipeCursor(PagePipe pipe, long byteCount)
{
    private readonly PagePipe _pipe = pipe;
    private long _left = byteCount;

    /// <summary>The buffer, with at least one byte left, or <see langword="null"/> where the next one begins.</summary>
    internal PipeBuffer? Buffer { get; private set; }

    /// <summary>Takes a reply out of a pipe that nobody wants, as far as it is there (law 20).</summary>
    internal static void Discard(PagePipe pipe, long byteCount)
    {
        PipeCursor cursor = new(pipe, byteCount);
        cursor.Close();
    }

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
        Consume(count);
        return count;
    }

    /// <summary>The buffer was moved, and released with it.</summary>
    internal void Moved(int byteCount)
    {
        _left -= byteCount;
        Drop();
    }

    /// <summary>Lets go of the pipe where the reply ends: what is left of it is gone, what follows it is another one's (law 20).</summary>
    internal void Close()
    {
        while (_left > 0 && (Buffer is not null || TryTakeNext()))
            Consume((int)Math.Min(_left, Buffer.Length));

        if (Buffer is not null)
            _pipe.PutBack(Buffer);

        Buffer = null;
    }

    private void Consume(int count)
    {
        _left -= count;
        if (count == Buffer!.Length)
            Drop();
        else
            Buffer.Advance(count);
    }

    private void Drop()
    {
        Buffer?.Dispose();
        Buffer = null;
    }
}
