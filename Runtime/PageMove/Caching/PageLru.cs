using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// Cached pages in the order in which they may be reclaimed: an inactive and an active list (the kernel's <c>lruvec</c>). Holds no references: a
/// page leaves its list by itself when it is freed. Thread-safe.
/// </summary>
public sealed class PageLru : IReclaimList
{
    private readonly Lock _gate = new();
    private readonly PageQueue _inactive = new();
    private readonly PageQueue _active = new();

    /// <summary>Pages on the lists.</summary>
    public int Count => InactiveCount + ActiveCount;

    /// <summary>Pages that were not read twice of late.</summary>
    public int InactiveCount
    {
        get
        {
            lock (_gate)
                return _inactive.Count;
        }
    }

    /// <summary>Pages that were read twice of late.</summary>
    public int ActiveCount
    {
        get
        {
            lock (_gate)
                return _active.Count;
        }
    }

    /// <summary>Adds a page as the newest one.</summary>
    /// <param name="page">The page; the caller holds a reference.</param>
    /// <exception cref="InvalidOperationException">
    /// The page is on a list already (the kernel's repair 473441720c86). Thrown in guard mode; else the page stays where it is.
    /// </exception>
    public void Add(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        lock (_gate)
        {
            if (page.TestAndSet(PageFlags.Lru))
            {
                if (page.IsGuarded)
                    throw new InvalidOperationException("The page is on an LRU already.");

                return;
            }

            page.ReclaimList = this;
            QueueOf(page).AddNewest(page);
        }
    }

    /// <summary>Takes a page off the list.</summary>
    /// <returns><see langword="false"/> when it is not on this list.</returns>
    public bool Remove(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        lock (_gate)
        {
            if (page.ReclaimList != this)
                return false;

            Unlink(page);
            return true;
        }
    }

    /// <summary>Notes that a page was read: the second time makes it active (<c>folio_mark_accessed</c>).</summary>
    public void MarkAccessed(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!page.TestAndSet(PageFlags.Referenced))
            return;

        lock (_gate)
        {
            if (page.ReclaimList != this || (page.Flags & PageFlags.Active) != 0)
                return;

            _inactive.Remove(page);
            page.SetFlags(PageFlags.Active);
            page.ClearFlags(PageFlags.Referenced);
            _active.AddNewest(page);
        }
    }

    /// <summary>Takes the oldest clean pages that nobody uses out of their caches and frees them.</summary>
    /// <param name="pageCount">Pages wanted.</param>
    /// <returns>The pages reclaimed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int Reclaim(int pageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pageCount);
        int reclaimed = 0;

        // A page that was read since gets one more round, so two rounds see every page; pages in use are not looked at for ever.
        for (int looks = 2 * (InactiveCount + ActiveCount); looks > 0 && reclaimed < pageCount; looks--)
        {
            if (!TryIsolateOldest(out Page? page))
                continue;

            if (page.Mapping?.TryReclaim(page) ?? false)
                reclaimed++;
            else
                Add(page);

            page.Unlock();
            page.Release();
        }

        return reclaimed;
    }

    void IReclaimList.Forget(Page page) => Remove(page);

    /// <summary>
    /// Takes the oldest inactive page off the list, locked and with a reference; passes over it when it was read since, or is locked or being freed.
    /// </summary>
    /// <remarks>
    /// Whoever steals a page holds its lock while it reads whether the page is on a list. A page that left its list without its lock would look as
    /// if it had never been on one, and be added by the mover while reclaim adds it again.
    /// </remarks>
    internal bool TryIsolateOldest(
        [NotNullWhen(true), Produces(State.Held, When = true), Produces(State.Locked, When = true)] out Page? page)
    {
        Page? busy = null;
        lock (_gate)
        {
            if (_inactive.Count < _active.Count)
                Deactivate(_active.Oldest!);

            page = _inactive.Oldest;
            if (page is null)
                return false;

            // A page without references is being freed, and leaves the list as soon as it is let in here.
            if ((page.Flags & PageFlags.Referenced) == 0 && page.TryAddReference())
            {
                if (page.TryLock())
                {
                    Unlink(page);
                    return true;
                }

                busy = page;
            }

            page.ClearFlags(PageFlags.Referenced);
            _inactive.Remove(page);
            _inactive.AddNewest(page);
            page = null;
        }

        // Not under the gate: it may be the last reference by now.
        busy?.Release();
        return false;
    }

    private void Deactivate(Page page)
    {
        _active.Remove(page);
        page.ClearFlags(PageFlags.Active);
        page.SetFlags(PageFlags.Workingset);
        _inactive.AddNewest(page);
    }

    private void Unlink(Page page)
    {
        QueueOf(page).Remove(page);
        page.ReclaimList = null;
        page.ClearFlags(PageFlags.Lru);
    }

    private PageQueue QueueOf(Page page) => (page.Flags & PageFlags.Active) != 0 ? _active : _inactive;
}
