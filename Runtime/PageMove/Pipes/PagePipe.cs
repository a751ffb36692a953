using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// A bounded queue of pipe buffers (the kernel's <c>pipe_inode_info</c>). Thread-safe for any number of writers, and of readers that take whole
/// buffers; a reader that may take a part of one (<see cref="Read"/>, <c>PageCopier</c>) must be the only reader.
/// </summary>
public sealed partial class PagePipe : IDisposable
{
    private static long _lastOrder;

    private readonly PageArena _arena;
    private readonly Lock _gate = new();
    private readonly long _order = Interlocked.Increment(ref _lastOrder);
    private readonly PipeBuffer?[] _ring;
    private readonly PipeBuffer?[] _spare;
    private int _first;
    private int _count;
    private int _spareCount;

    // Buffers in the ring and those taken and not released. Rises under the gate, falls without it.
    private int _occupied;
    private bool _completed;
    private bool _disposed;
    private TaskCompletionSource? _filled;
    private TaskCompletionSource? _emptied;

    /// <summary>Makes an empty pipe.</summary>
    /// <param name="arena">Where written bytes find their pages.</param>
    /// <param name="capacity">Buffers that fit, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not positive.</exception>
    public PagePipe(PageArena arena, int capacity)
    {
        ArgumentNullException.ThrowIfNull(arena);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _arena = arena;
        _ring = new PipeBuffer?[capacity];
        _spare = new PipeBuffer?[capacity];
        while (_spareCount < capacity)
            _spare[_spareCount++] = new PipeBuffer(this);
    }

    /// <summary>Buffers that fit.</summary>
    public int Capacity => _ring.Length;

    /// <summary>Buffers that wait to be taken.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Whether the writer declared that nothing more will come.</summary>
    public bool IsCompleted
    {
        get
        {
            lock (_gate)
                return _completed;
        }
    }

    internal bool IsGuarded => _arena.IsGuarded;

    private bool HasRoom => Volatile.Read(ref _occupied) < _ring.Length;

    /// <summary>Takes the first buffer out of the pipe; the caller owns it. It counts towards the capacity until it is released.</summary>
    public bool TryTake([NotNullWhen(true), Produces(State.Held, When = true), Produces(State.Unconfirmed, When = true)] out PipeBuffer? buffer)
    {
        lock (_gate)
        {
            buffer = _count == 0 ? null : Dequeue();
            return buffer is not null;
        }
    }

    /// <summary>Takes the first buffer, waiting for one. <see langword="null"/>: the pipe was completed and is empty.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before a buffer came.</exception>
    [return: Produces(State.Held), Produces(State.Unconfirmed)]
    public async ValueTask<PipeBuffer?> TakeAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task filled;
            lock (_gate)
            {
                if (_count > 0)
                    return Dequeue();

                if (_completed)
                    return null;

                filled = WaitFor(ref _filled);
            }

            await filled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a buffer can be appended, or the pipe is completed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before there was room.</exception>
    public async ValueTask WaitForSpaceAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task emptied;
            lock (_gate)
            {
                if (HasRoom || _completed)
                    return;

                // Asked once more after it can be seen that somebody waits: who frees room does it the other way round, without the gate.
                emptied = WaitFor(ref _emptied);
                Interlocked.MemoryBarrier();
                if (HasRoom)
                    return;
            }

            await emptied.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Declares that nothing more will come. What is in the pipe can still be taken.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Wake(ref _filled);
            Wake(ref _emptied);
        }
    }

    /// <summary>Completes the pipe and releases every buffer that was not taken.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;

        Complete();
        while (TryTake(out PipeBuffer? buffer))
            buffer.Dispose();
    }

    /// <summary>
    /// Puts a taken buffer back as the first one, after a part of it was consumed. Nobody will take it from a pipe that was disposed meanwhile, so
    /// there it is released.
    /// </summary>
    internal void PutBack(PipeBuffer buffer)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _first = (_first + _ring.Length - 1) % _ring.Length;
                _ring[_first] = buffer;
                _count++;
                Wake(ref _filled);
                return;
            }
        }

        buffer.Dispose();
    }

    /// <summary>A taken buffer was released: another one may be appended.</summary>
    internal void FreeRoom()
    {
        Interlocked.Decrement(ref _occupied);
        if (Volatile.Read(ref _emptied) is null)
            return;

        lock (_gate)
            Wake(ref _emptied);
    }

    /// <summary>A descriptor came back.</summary>
    internal void Recycle(PipeBuffer buffer)
    {
        lock (_gate)
        {
            if (_spareCount < _spare.Length)
                _spare[_spareCount++] = buffer;
        }
    }

    private static Task WaitFor(ref TaskCompletionSource? change) =>
        (change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Wake(ref TaskCompletionSource? change)
    {
        change?.SetResult();
        change = null;
    }

    private PipeBuffer Dequeue()
    {
        PipeBuffer buffer = _ring[_first]!;
        _ring[_first] = null;
        _first = (_first + 1) % _ring.Length;
        _count--;
        return buffer;
    }

    private void Enqueue([Transfers] Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags)
    {
        PipeBuffer buffer = _spareCount > 0 ? _spare[--_spareCount]! : new PipeBuffer(this);
        buffer.Initialize(page, offset, length, operations, flags);
        _ring[(_first + _count) % _ring.Length] = buffer;
        _count++;
        Interlocked.Increment(ref _occupied);
        Wake(ref _filled);
    }

    private PipeBuffer At(int place) => _ring[(_first + place) % _ring.Length]!;

    private void ThrowIfCompleted()
    {
        if (_completed)
            throw new InvalidOperationException("The pipe was completed.");
    }
}
