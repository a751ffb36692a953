using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// A part of a page on its way through a pipe. Whoever took it out of the pipe is its single owner and releases it exactly once.
/// </summary>
/// <remarks>
/// <see cref="Release"/> gives the page back and the room in the pipe; <see cref="Dispose"/> moreover gives the descriptor back, to be used for another
/// buffer. So a released buffer stays dead however often it is touched, and only a disposed one must not be kept. Where a buffer is released
/// and never disposed, the pipe makes a new descriptor.
/// </remarks>
[Protocol("pipe buffer content", State.Unconfirmed, State.Confirmed, State.Stolen, Entry = State.Unconfirmed)]
[Rule("PGM1001", Breach.Missing, State.Confirmed)]
[Protocol("pipe buffer reference", State.Held, State.Emptied, State.Released, Entry = State.Held)]
[Rule("PGM4001", Breach.Use, State.Released)]
[Rule("PGM4002", Breach.Repeated, State.Released)]
[Rule("PGM4003", Breach.Left, State.Held)]
[Rule("PGM4004", Breach.Left, State.Emptied)]
[Rule("PGM4006", Breach.Outlived, State.Released)]
public sealed class PipeBuffer : IDisposable
{
    private const int Spare = 0;
    private const int Live = 1;
    private const int Dead = 2;
    private const byte NotConfirmed = byte.MaxValue;

    private readonly PagePipe _pipe;
    private int _life;
    private Page? _page;
    private int _offset;
    private int _length;
    private PipeBufferOperations? _operations;

    // One byte each, so that a descriptor is a cache line.
    private byte _flags;
    private byte _content;
    private bool _stolen;
    private string? _releasedAt;

    internal PipeBuffer(PagePipe pipe) => _pipe = pipe;

    /// <summary>The page that holds the content.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was released (as for every other member).</exception>
    [Shares(State.Lent, nameof(TrySteal)), Shares(State.Donated, nameof(TrySteal))]
    public Page Page
    {
        get
        {
            ThrowIfReleased();
            return _page;
        }
    }

    /// <summary>The first byte of the content in the page.</summary>
    public int Offset
    {
        get
        {
            ThrowIfReleased();
            return _offset;
        }
    }

    /// <summary>Bytes of content, at least one.</summary>
    [Asks(Question.Length)]
    public int Length
    {
        get
        {
            ThrowIfReleased();
            return _length;
        }
    }

    /// <summary>Rights and facts.</summary>
    public PipeBufferFlags Flags
    {
        get
        {
            ThrowIfReleased();
            return (PipeBufferFlags)_flags;
        }
    }

    /// <summary>The kind of buffer.</summary>
    public PipeBufferOperations Operations
    {
        get
        {
            ThrowIfReleased();
            return _operations;
        }
    }

    /// <summary>What <see cref="Confirm"/> said last, or <see langword="null"/>.</summary>
    internal ConfirmResult? Content => _content == NotConfirmed ? null : (ConfirmResult)_content;

    /// <summary>Makes sure that the content is good; may wait for a read in progress.</summary>
    [Produces(State.Confirmed, Unless = State.Stolen, When = ConfirmResult.Good), Blocks, MustUse("PGM1002")]
    [Produces(State.Unconfirmed, Unless = State.Stolen, When = ConfirmResult.Truncated), Produces(State.Unconfirmed, Unless = State.Stolen, When = ConfirmResult.NotUpToDate)]
    public ConfirmResult Confirm()
    {
        ConfirmResult result = Operations.Confirm(this);
        _content = (byte)result;
        return result;
    }

    /// <summary>Tries to take the page away from everybody else (law 1).</summary>
    /// <param name="page">The page, locked and completely owned. The buffer's reference is still to be released.</param>
    /// <exception cref="InvalidOperationException">The content was not confirmed, or the page was stolen already (law 2).</exception>
    [Requires(State.Confirmed), Produces(State.Stolen, When = true), Produces(State.Emptied, From = State.Held, When = true), MustUse("PGM1003"), AskFirst("PGM1004")]
    public bool TrySteal(
        [NotNullWhen(true), Produces(State.Locked, When = true), Produces(State.InTransit, When = true), Produces(State.Uncached, When = true), Produces(State.Donated, When = true), Owes(Question.Sanity, "PGM1005"), Owes(Question.Length, "PGM1006", Early = true)] out Page? page)
    {
        ThrowIfReleased();
        if (_content != (byte)ConfirmResult.Good)
            throw new InvalidOperationException("The buffer's content was not confirmed.");

        if (_stolen)
            throw new InvalidOperationException("The buffer's page was stolen already.");

        _stolen = _operations.TrySteal(this, out page);
        return _stolen;
    }

    /// <summary>Tells why <see cref="TrySteal"/> just failed; nothing may be concluded from it.</summary>
    public StealRefusal ExplainRefusal() => Operations.ExplainRefusal(this);

    /// <summary>Takes a second reference to the page for a duplicate of the buffer; can fail.</summary>
    [MustUse("PGM4009")]
    public bool TryAddReference() => Operations.TryAddReference(this);

    /// <summary>Notes that the page is on an LRU, for a kind of buffer that steals such pages.</summary>
    public void MarkLru()
    {
        ThrowIfReleased();
        _flags |= (byte)PipeBufferFlags.Lru;
    }

    /// <summary>The content, valid until the release.</summary>
    [Asks(Question.Length)]
    public ReadOnlySpan<byte> Map() => Page.Span.Slice(_offset, _length);

    /// <summary>Gives the page back (law 9). Nothing of the buffer may be read afterwards (law 10).</summary>
    /// <exception cref="ObjectDisposedException">The buffer was released before.</exception>
    [Produces(State.Released), Signals(Signal.BufferReleased)]
    public void Release()
    {
        if (!TryRelease())
            ReleasedHandle.Throw(nameof(PipeBuffer), _releasedAt);
    }

    /// <summary>Releases the buffer unless that was done, and gives the descriptor back. Nobody may keep the buffer after it.</summary>
    [Allows(State.Released), Produces(State.Released), Signals(Signal.BufferReleased)]
    public void Dispose()
    {
        TryRelease();

        // Guard mode uses no descriptor twice, so that it finds every use of a dead one.
        if (!_pipe.IsGuarded && Interlocked.CompareExchange(ref _life, Spare, Dead) == Dead)
            _pipe.Recycle(this);
    }

    /// <summary>Describes a buffer anew, wholly (law 17, CVE-2022-0847).</summary>
    internal void Initialize(Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags)
    {
        _page = page;
        _offset = offset;
        _length = length;
        _operations = operations;
        _flags = unchecked((byte)flags);
        _content = NotConfirmed;
        _stolen = false;
        _releasedAt = null;
        Volatile.Write(ref _life, Live);
    }

    /// <summary>Asks the processor for the page's frame (<see cref="Pages.Page.Prefetch"/>).</summary>
    internal void Prefetch() => _page?.Prefetch();

    /// <summary>Makes the descriptor spare after its page went to another descriptor.</summary>
    internal void Vacate()
    {
        Clear();
        Volatile.Write(ref _life, Spare);
    }

    /// <summary>Takes bytes off the front; at least one is left.</summary>
    internal void Advance(int byteCount)
    {
        _offset += byteCount;
        _length -= byteCount;
        _content = NotConfirmed;
    }

    /// <summary>
    /// Appends to the page when a writer may and nobody else refers to it (law 16), as far as it has room.
    /// </summary>
    /// <returns>The bytes appended.</returns>
    internal int Merge(ReadOnlySpan<byte> bytes)
    {
        if ((_flags & (byte)PipeBufferFlags.CanMerge) == 0 || !_page!.TryFreeze(expectedReferences: 1))
            return 0;

        int end = _offset + _length;
        int count = Math.Min(bytes.Length, _page.Size - end);
        bytes[..count].CopyTo(_page.Span[end..]);
        _length += count;
        _page.Unfreeze(references: 1);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRelease()
    {
        if (Interlocked.CompareExchange(ref _life, Dead, Live) != Live)
            return false;

        if (_pipe.IsGuarded)
            _releasedAt = Environment.StackTrace;

        _operations!.Release(this);
        Clear();
        _pipe.FreeRoom();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Clear()
    {
        _page = null;
        _operations = null;
        _offset = 0;
        _length = 0;
        _flags = 0;
        _content = NotConfirmed;
        _stolen = false;
    }

    [MemberNotNull(nameof(_page), nameof(_operations))]
    private void ThrowIfReleased()
    {
        if (_page is null || _operations is null)
            ReleasedHandle.Throw(nameof(PipeBuffer), _releasedAt);
    }
}
