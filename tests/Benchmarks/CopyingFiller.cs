namespace PageMove.Benchmarks;

/// <summary>A cache of arrays: the received bytes lie in a buffer that the next ones need.</summary>
internal abstract class CopyingFiller : ReceivedFiller
{
    /// <summary>Bytes in an array.</summary>
    protected const int PageSize = 64 * 1024;

    private byte[] _buffer = [];
    private byte _seed;
    private long _key;

    /// <inheritdoc/>
    public override void Receive(int pages)
    {
        if (_buffer.Length != pages * PageSize)
            _buffer = GC.AllocateUninitializedArray<byte>(pages * PageSize, pinned: true);

        _buffer.AsSpan().Fill(++_seed);
    }

    /// <inheritdoc/>
    public override ValueTask FillAsync(int pages)
    {
        for (int i = 0; i < pages; i++)
            Add(_key++, _buffer.AsSpan(i * PageSize, PageSize));

        return default;
    }

    /// <summary>Adds a copy of the bytes.</summary>
    protected abstract void Add(long key, ReadOnlySpan<byte> bytes);
}
