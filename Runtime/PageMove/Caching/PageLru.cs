using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>Cached pages in the order in which they may be reclaimed: an inactive and an active list. Holds no references. Thread-safe.</summary>
public sealed class PageLru
{
    /// <summary>Pages that were read once.</summary>
    public int InactiveCount => throw new NotImplementedException();

    /// <summary>Pages that were read more than once.</summary>
    public int ActiveCount => throw new NotImplementedException();

    /// <summary>Adds a page as the newest inactive one. It leaves the list by itself when it is freed.</summary>
    public void Add(Page page) => throw new NotImplementedException();

    /// <summary>Takes a page off the list.</summary>
    public bool Remove(Page page) => throw new NotImplementedException();

    /// <summary>Notes that a page was read: the second time makes it active.</summary>
    public void MarkAccessed(Page page) => throw new NotImplementedException();

    /// <summary>Takes the oldest clean pages that nobody uses out of their caches.</summary>
    /// <returns>The pages reclaimed.</returns>
    public int Reclaim(int pageCount) => throw new NotImplementedException();
}
