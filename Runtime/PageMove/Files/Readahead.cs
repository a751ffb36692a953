namespace PageMove.Files;

/// <summary>
/// Decides how much is read at a miss and ahead of sequential readers (the kernel's <c>ondemand_readahead</c>). Remembers the readers that came last
/// by the place where each will go on. Under its owner's lock.
/// </summary>
/// <remarks>
/// A reader is sequential when it misses where a window ended, or touches the page that a window marked. Its next window is twice as large,
/// up to the limit, and is asked for while the reader still has the marked page and what follows it to read.
/// </remarks>
internal sealed class Readahead(int maxPages)
{
    /// <summary>No page triggers the next window.</summary>
    internal const long NoMarker = -1;

    private const int ReaderCount = 16;

    private readonly Window[] _windows = new Window[ReaderCount];
    private readonly long[] _lastUse = new long[ReaderCount];
    private long _clock;

    /// <summary>What to read when a page is missing.</summary>
    /// <param name="index">The missing page.</param>
    /// <param name="wantedPages">Pages that the reader wants from there on, at least one.</param>
    internal Window OnMiss(long index, int wantedPages)
    {
        int wanted = Math.Clamp(wantedPages, 1, maxPages);
        int reader = Array.FindIndex(_windows, window => window.Count > 0 && window.End == index);
        bool isSequential = reader >= 0 || index == 0;
        int count = reader >= 0 ? Math.Max(2 * _windows[reader].Count, wanted) : isSequential ? 2 * wanted : wanted;
        count = Math.Min(count, maxPages);

        // A reader that wants the whole window touches its first page at once, so that the next window is on its way while it reads this one.
        long marker = !isSequential || maxPages == 1 ? NoMarker : count > wanted ? index + wanted : index;
        var next = new Window(index, count, marker);
        Remember(reader >= 0 ? reader : Oldest(), next);
        return next;
    }

    /// <summary>What to read ahead when a reader touches a marked page.</summary>
    /// <returns>An empty window when nobody remembers the mark.</returns>
    internal Window OnMarker(long index)
    {
        int reader = Array.FindIndex(_windows, window => window.Count > 0 && window.Marker == index);
        if (reader < 0)
            return default;

        Window last = _windows[reader];
        int count = Math.Min(2 * last.Count, maxPages);
        var next = new Window(last.End, count, last.End);
        Remember(reader, next);
        return next;
    }

    private void Remember(int reader, Window window)
    {
        _windows[reader] = window;
        _lastUse[reader] = ++_clock;
    }

    private int Oldest()
    {
        int oldest = 0;
        for (int i = 1; i < ReaderCount; i++)
        {
            if (_lastUse[i] < _lastUse[oldest])
                oldest = i;
        }

        return oldest;
    }

    /// <summary>Pages to read.</summary>
    /// <param name="Start">The first one.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Marker">The page whose reader is to trigger the next window, or -1.</param>
    internal readonly record struct Window(long Start, int Count, long Marker)
    {
        internal long End => Start + Count;
    }
}
