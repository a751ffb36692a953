using System.Buffers;

namespace PageMove.Files;

/// <summary>A reader of a <see cref="CachedFile"/> as a stream. One thread at a time; disposing it leaves the file open.</summary>
internal sealed class CachedFileStream(CachedFile file) : Stream
{
    private const int CopyWindow = 1024 * 1024;

    private long _position;
    private long _lastEnd = -1;
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => !_isDisposed;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return file.Length ?? throw new NotSupportedException("The source has not told its length yet.");
        }
    }

    public override long Position
    {
        get => _position;
        set
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!file.ReadCached(buffer, _position, GoesOn, out int read))
            read = ReadMissing(buffer);

        Advance(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int read = await file.ReadAsync(buffer, _position, GoesOn, cancellationToken).ConfigureAwait(false);
        Advance(read);
        return read;
    }

    /// <summary>Writes the rest of the file out of the cached pages, without copying them in between.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int window = (int)Math.Min(CopyWindow, file.Cache.MemoryLimit / 4);
        while (true)
        {
            using PageLease lease = await file.GetPagesAsync(_position, window, cancellationToken).ConfigureAwait(false);
            if (lease.Length == 0)
                return;

            foreach (ReadOnlyMemory<byte> part in lease.Sequence)
                await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);

            _position += lease.Length;
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => Length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "There is no such origin."),
        };
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, long.MaxValue - from);
        long position = from + offset;
        if (position < 0)
            throw new IOException("A position before the begin of the file was sought.");

        return Position = position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw ReadOnly();

    public override void Write(byte[] buffer, int offset, int count) => throw ReadOnly();

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        base.Dispose(disposing);
    }

    private bool GoesOn => _position == _lastEnd && _position % file.Cache.PageSize != 0;

    private static NotSupportedException ReadOnly() => new("The stream of a cached file is read-only.");

    private void Advance(int read)
    {
        _position += read;
        _lastEnd = _position;
    }

    private int ReadMissing(Span<byte> buffer)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int read = file.ReadAsync(copy.AsMemory(0, buffer.Length), _position).AsTask().GetAwaiter().GetResult();
            copy.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
