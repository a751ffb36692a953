namespace PageMove.Pages;

/// <content>How often the page was read of late, for the list that it is on.</content>
public sealed unsafe partial class Page
{
    /// <summary>Where the count of accesses ends.</summary>
    internal const int MaxAccessCount = 3;

    // Below zero: the read for whose sake the page was fetched is still to come, and says nothing of others.
    private const sbyte Unread = -1;

    /// <summary>Reads since the list last looked, as far as they are counted.</summary>
    internal int AccessCount => Math.Max((int)_descriptor->AccessCount, 0);

    /// <summary>
    /// Counts a read. A plain write, and only while it tells anything: a page that everybody reads stays in everybody's cache, and one of two reads at
    /// the same time may be lost.
    /// </summary>
    internal void CountAccess()
    {
        int count = _descriptor->AccessCount;
        if (count < MaxAccessCount)
            _descriptor->AccessCount = (sbyte)(count + 1);
    }

    /// <summary>Takes one read off the count; for the list, under its lock.</summary>
    internal void UncountAccess()
    {
        int count = _descriptor->AccessCount;
        if (count > 0)
            _descriptor->AccessCount = (sbyte)(count - 1);
    }

    /// <summary>Counts anew; for the list, under its lock.</summary>
    internal void ForgetAccesses() => _descriptor->AccessCount = 0;

    /// <summary>The page was fetched, at a miss or ahead of a reader: its first read is not counted, so that a scan looks like one.</summary>
    internal void MarkUnread() => _descriptor->AccessCount = Unread;
}
