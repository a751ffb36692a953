using System.Buffers;

namespace PageMove.Moving;

/// <summary>A copier's place in a reply that was written: the rest of the piece that it is at, and where the next one begins.</summary>
internal ref struct ByteCursor
{
    private readonly ReadOnlySequence<byte> _bytes;
    private ReadOnlySpan<byte> _piece;
    private SequencePosition _next;
    private bool _hasNext;

    internal ByteCursor(ReadOnlySpan<byte> bytes)
    {
        Length = bytes.Length;
        _piece = bytes;
    }

    internal ByteCursor(in ReadOnlySequence<byte> bytes)
    {
        Length = bytes.Length;
        _bytes = bytes;
        _next = bytes.Start;
        _hasNext = true;
    }

    /// <summary>Bytes of the whole reply.</summary>
    internal long Length { get; }

    /// <summary>Copies the next bytes; the reply has as many.</summary>
    internal void CopyTo(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_piece.IsEmpty)
            {
                _hasNext = _hasNext && _bytes.TryGet(ref _next, out ReadOnlyMemory<byte> piece) && Begin(piece);
                if (!_hasNext)
                    throw new InvalidOperationException("The reply has fewer bytes than it said.");

                continue;
            }

            int count = Math.Min(_piece.Length, destination.Length);
            _piece[..count].CopyTo(destination);
            _piece = _piece[count..];
            destination = destination[count..];
        }
    }

    private bool Begin(ReadOnlyMemory<byte> piece)
    {
        _piece = piece.Span;
        return true;
    }
}
