using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace CachingProxy.Serving;

/// <summary>
/// A connection's output that sends what was written from where it lies. Small writes (heads) go to blocks of its own; memory that was offered is queued itself.
/// Flushing sends straight through the socket and ends when the kernel has taken all of it: that is the back-pressure. As any <see cref="PipeWriter"/> it has one user at a time.
/// </summary>
internal sealed class SocketPipeWriter(ConnectionContext connection, Socket socket, MemoryPool<byte> pool) : PipeWriter, IPageOutput
{
    private readonly Queue<Segment> _queue = [];
    private IMemoryOwner<byte>? _block;
    private int _blockUsed;
    private long _queuedBytes;
    private ReadOnlyMemory<byte> _offered;
    private int _offeredOnThread;
    private bool _offerTaken;
    private bool _closed;
    private volatile bool _flushCanceled;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _queuedBytes + _blockUsed;

    public void Offer(ReadOnlyMemory<byte> memory)
    {
        _offered = memory;
        _offerTaken = false;
        // Where something (TLS, HTTP/2) stands between the response and this output, other threads write to the latter: none of them shall write into the page.
        Volatile.Write(ref _offeredOnThread, Environment.CurrentManagedThreadId);
    }

    public void Withdraw() => Volatile.Write(ref _offeredOnThread, 0);

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (Volatile.Read(ref _offeredOnThread) == Environment.CurrentManagedThreadId && sizeHint <= _offered.Length)
        {
            _offerTaken = true;
            return MemoryMarshal.AsMemory(_offered);
        }

        _offerTaken = false;
        if (_block is not null && _block.Memory.Length - _blockUsed < Math.Max(sizeHint, 1))
            QueueBlock();

        _block ??= sizeHint <= pool.MaxBufferSize ? pool.Rent(Math.Max(sizeHint, 1)) : MemoryPool<byte>.Shared.Rent(sizeHint);
        return _block.Memory[_blockUsed..];
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (_offerTaken)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _offered.Length);
            QueueBlock();
            Enqueue(new Segment(_offered[..bytes], Owner: null));
            _offerTaken = false;
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _block is null ? 0 : _block.Memory.Length - _blockUsed);
        _blockUsed += bytes;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        QueueBlock();
        try
        {
            while (!_closed && _queue.TryPeek(out Segment segment))
            {
                if (_flushCanceled)
                {
                    _flushCanceled = false;
                    return new FlushResult(isCanceled: true, isCompleted: false);
                }

                await SendAsync(segment.Memory, cancellationToken).ConfigureAwait(false);
                Dequeue();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // As Kestrel's own transport has it: a client that left is no error of who writes to it.
            Close();
            connection.Abort(new ConnectionAbortedException("The client left.", error));
        }
        catch (OperationCanceledException)
        {
            // Nobody knows how much of the segment was sent, so nothing can follow it.
            Close();
            throw;
        }

        return new FlushResult(isCanceled: false, isCompleted: _closed);
    }

    public override void CancelPendingFlush() => _flushCanceled = true;

    public override void Complete(Exception? exception = null) => Close();

    private async ValueTask SendAsync(ReadOnlyMemory<byte> memory, CancellationToken cancellationToken)
    {
        while (!memory.IsEmpty)
        {
            int sent = await socket.SendAsync(memory, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            memory = memory[sent..];
        }
    }

    private void QueueBlock()
    {
        if (_block is null || _blockUsed == 0)
            return;

        Enqueue(new Segment(_block.Memory[.._blockUsed], _block));
        _block = null;
        _blockUsed = 0;
    }

    private void Enqueue(in Segment segment)
    {
        _queue.Enqueue(segment);
        _queuedBytes += segment.Memory.Length;
    }

    private void Dequeue()
    {
        Segment segment = _queue.Dequeue();
        _queuedBytes -= segment.Memory.Length;
        segment.Owner?.Dispose();
    }

    private void Close()
    {
        _closed = true;
        while (_queue.TryDequeue(out Segment segment))
            segment.Owner?.Dispose();
        _block?.Dispose();
        _block = null;
        _blockUsed = 0;
        _queuedBytes = 0;
    }

    /// <summary>A part of the output; the memory of one without an owner was offered.</summary>
    private readonly record struct Segment(ReadOnlyMemory<byte> Memory, IMemoryOwner<byte>? Owner);
}
