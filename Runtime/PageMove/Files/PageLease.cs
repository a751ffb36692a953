using System.Buffers;
using PageMove.Contracts;

namespace PageMove.Files;

/// <summary>
/// Cached pages of a file, lent to a reader: nothing is copied, and the bytes stay as they are until the lease is disposed, whatever happens to the file
/// meanwhile. Pages on lease are neither moved nor reclaimed, so keep it short. One thread at a time.
/// </summary>
/// <remarks>A lease allocates nothing: what it consists of is used again after it was disposed, and its generation tells a stale lease.</remarks>
[Protocol("page lease", State.Held, State.Released, Entry = State.Held)]
[Rule("PGM4001", Breach.Use, State.Released)]
[Rule("PGM4003", Breach.Left, State.Held)]
[Rule("PGM4006", Breach.Outlived, State.Released)]
public readonly record struct PageLease : IDisposable
{
    private readonly LeasedPages? _pages;
    private readonly int _generation;

    internal PageLease(LeasedPages pages)
    {
        _pages = pages;
        _generation = pages.Generation;
    }

    /// <summary>The bytes, empty past the end of the file. It and what is taken from it must not be used after the lease was disposed; guard mode finds that.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public ReadOnlySequence<byte> Sequence => _pages?.SequenceOf(_generation) ?? default;

    /// <summary>The first byte's place in the file.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public long Offset => _pages?.OffsetOf(_generation) ?? 0;

    /// <summary>Bytes on lease: as many as were wanted, fewer only at the end of the file.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public int Length => _pages?.LengthOf(_generation) ?? 0;

    /// <summary>Gives the pages back; nothing happens when that was done.</summary>
    [Allows(State.Released), Produces(State.Released)]
    public void Dispose() => _pages?.TryGiveBack(_generation);
}
