namespace Quickstart;

/// <summary>What filling pages of the cache took: without reading the file, and without the readers.</summary>
internal struct TransferCost
{
    private TimeSpan _elapsed;
    private long _wholePages;

    /// <summary>Bytes of the managed heap.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Nanoseconds for a whole page; not a number when the file has none.</summary>
    public readonly double NanosecondsAPage => _elapsed.TotalNanoseconds / _wholePages;

    /// <summary>Adds a window's cost.</summary>
    /// <param name="window">What the window took.</param>
    /// <param name="wholePages">The window's whole pages; where there is none its time does not count.</param>
    public void Add((TimeSpan Elapsed, long AllocatedBytes) window, int wholePages)
    {
        AllocatedBytes += window.AllocatedBytes;
        if (wholePages == 0)
            return;
        _elapsed += window.Elapsed;
        _wholePages += wholePages;
    }
}
