namespace Runtime.Tests.Sources;

/// <summary>A stream of known bytes that yields small pieces, stands still, fails or ends early as a test tells it.</summary>
internal sealed class ScriptedStream(byte[] content, int piece = int.MaxValue, bool canSeek = false) : Stream
{
    private long _position;

    /// <summary>Where reading fails.</summary>
    internal int? FailsAt { get; set; }

    /// <summary>Where reading waits until it is set to null.</summary>
    internal int? StopsAt { get; set; }

    /// <summary>Completes when a read has begun to wait.</summary>
    internal TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The length that the stream claims to have.</summary>
    internal long ClaimedLength { get; set; } = content.Length;

    internal bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override bool CanWrite => false;

    public override long Length => canSeek ? ClaimedLength : throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => _position = canSeek ? value : throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int end = Math.Min(content.Length, FailsAt ?? StopsAt ?? int.MaxValue);
        if (_position == StopsAt)
        {
            Stopped.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (_position == FailsAt)
            throw new IOException("The stream broke.");

        int count = (int)Math.Clamp(end - _position, 0, Math.Min(piece, buffer.Length));
        content.AsSpan((int)_position, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
