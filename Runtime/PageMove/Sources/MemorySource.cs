using System.Buffers;
using PageMove.Files;

namespace PageMove.Sources;

/// <summary>Bytes in memory, which stay the caller's: they are copied into the cache's pages. Thread-safe.</summary>
public sealed class MemorySource : PageSource
{
    private readonly ReadOnlySequence<byte> _bytes;

    /// <summary>Reads memory.</summary>
    /// <param name="bytes">The bytes; nobody may write them before the source is disposed.</param>
    public MemorySource(ReadOnlyMemory<byte> bytes)
        : this(new ReadOnlySequence<byte>(bytes))
    {
    }

    /// <summary>Reads memory in pieces.</summary>
    /// <param name="bytes">The bytes; nobody may write them before the source is disposed.</param>
    public MemorySource(ReadOnlySequence<byte> bytes) => _bytes = bytes;

    /// <inheritdoc/>
    public override long? Length => _bytes.Length;

    /// <inheritdoc/>
    public override bool CanRunInline => true;

    /// <inheritdoc/>
    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        long start = Math.Min(request.Offset, _bytes.Length);
        request.Write(_bytes.Slice(start, Math.Min(request.Length, _bytes.Length - start)));
        return default;
    }
}
