namespace PageMove.Benchmarks;

/// <summary>A cache of arrays: the received bytes lie in a buffer that the next ones need.</summary>
internal abstract class CopyingFiller : ReceivedFiller
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(PagesAReply * PageSize, pinned: true);
    private byte _seed;
    private long _key;

    /// <inheritdoc/>
    public override void Receive() => _buffer.AsSpan().Fill(++_seed);

    /// <inheritdoc/>
    public override ValueTask FillAsync()
    {
        for (int i = 0; i < PagesAReply; i++)
            Add(_key++, _buffer.AsSpan(i * PageSize, PageSize));

        return default;
    }

    /// <summary>Adds a copy of the bytes.</summary>
    protected abstract void Add(long key, ReadOnlySpan<byte> bytes);
}
