using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// Cached pages in the order in which they may be reclaimed: an inactive and an active list (the kernel's <c>lruvec</c>), kept by S3-FIFO (Yang et al.,
/// SOSP 2023). Holds no references: a page leaves its list by itself when it is freed. Thread-safe.
/// </summary>
/// <remarks>
/// A new page is inactive. Inactive pages are reclaimed first while they are more than a tenth of all; one that was read meanwhile becomes active instead,
/// so the read for which a page was fetched is not to be noted. A page that comes back soon after it was reclaimed is active at once (the kernel's refault). An active page that was read stays for as many
/// rounds as it was read, three at the most. A read moves nothing: the lists are looked after when a page is wanted.
/// </remarks>
public sealed class PageLru : IReclaimList
{
    private const int DefaultPageCount = 4096;

    // Of all pages, one in so many is to be inactive.
    private const int InactivePart = 10;

    private readonly Lock _gate = new();
    private readonly PageLinks _links;
    private readonly PageQueue _inactive;
    private readonly PageQueue _active;
    private readonly ShadowTable _shadows;

    // The last look found a page in use: the next one is at the other list, lest pages in use of one keep all of the other.
    private PageQueue? _next;

    // The number in the table of lists, while there are pages.
    private int _handle;

    /// <summary>Makes empty lists for a moderate number of pages; more pages are fine, but fewer of those that were reclaimed are remembered.</summary>
    public PageLru()
        : this(DefaultPageCount)
    {
    }

    /// <summary>Makes empty lists.</summary>
    /// <param name="pageCount">Pages that will be cached at a time, about: the lists make room for as many, and as many that were reclaimed are remembered.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public PageLru(int pageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageCount);
        _links = new PageLinks(pageCount);
        _inactive = new PageQueue(_links);
        _active = new PageQueue(_links);
        _shadows = new ShadowTable(pageCount);
    }

    /// <summary>Pages on the lists.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _inactive.Count + _active.Count;
        }
    }

    /// <summary>Pages that have not proved yet that they are read again.</summary>
    public int InactiveCount
    {
        get
        {
            lock (_gate)
                return _inactive.Count;
        }
    }

    /// <summary>Pages that were read while they were inactive, or came back soon after they were reclaimed.</summary>
    public int ActiveCount
    {
        get
        {
            lock (_gate)
                return _active.Count;
        }
    }

    /// <summary>Adds a page as the newest one; active when it was reclaimed a short while ago.</summary>
    /// <param name="page">The page; the caller holds a reference.</param>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    /// <exception cref="InvalidOperationException">
    /// The page is on a list already (the kernel's repair 473441720c86). Thrown in guard mode; else the page stays where it is.
    /// </exception>
    public void Add([Borrows] Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.ThrowIfReleased();
        lock (_gate)
        {
            if (page.TestAndSet(PageFlags.Lru))
            {
                if (page.IsGuarded)
                    throw new InvalidOperationException("The page is on an LRU already.");

                return;
            }

            page.ForgetAccesses();
            if (page.Mapping is { } mapping && _shadows.Take(mapping, page.Index, maxAge: _inactive.Count + _active.Count))
                page.SetFlags(PageFlags.Active | PageFlags.Workingset);

            Link(page);
        }
    }

    /// <summary>Takes a page off the list.</summary>
    /// <returns><see langword="false"/> when it is not on this list.</returns>
    public bool Remove([Borrows] Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        lock (_gate)
        {
            if (_handle == HandleTable<IReclaimList>.None || page.List != _handle)
                return false;

            Unlink(page);
            page.ClearFlags(PageFlags.Active);
            return true;
        }
    }

    /// <summary>Notes that a page was read (<c>folio_mark_accessed</c>). Takes no lock, and writes nothing for a page that is read often.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "How a read is noted is the list's matter.")]
    public void MarkAccessed([Borrows] Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.CountAccess();
    }

    /// <summary>Takes the oldest clean pages that nobody uses out of their caches and frees them.</summary>
    /// <param name="pageCount">Pages wanted.</param>
    /// <returns>The pages reclaimed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int Reclaim(int pageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pageCount);
        int reclaimed = 0;

        // A page that was read gets a round for each of the reads that are counted and may change its list once, and every other look may be at the other
        // list; so these looks see every page when it has no round left. Pages in use are not looked at for ever.
        for (long looks = 2 * (Page.MaxAccessCount + 2L) * (InactiveCount + ActiveCount); looks > 0 && reclaimed < pageCount; looks--)
        {
            if (!TryIsolateOldest(out Page? page))
                continue;

            // Read while the lock keeps the page in its cache.
            (PageMapping? mapping, long index) = (page.Mapping, page.Index);
            if (mapping?.TryReclaim(page) ?? false)
            {
                NoteReclaimed(page, mapping, index);
                reclaimed++;
            }
            else
            {
                PutBack(page);
            }

            page.Unlock();
            page.Release();
        }

        return reclaimed;
    }

    void IReclaimList.Forget(Page page) => Remove(page);

    /// <summary>
    /// Takes the page whose turn it is off the list, locked and with a reference; passes over it when it was read, or is locked or being freed.
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
            PageQueue queue = NextQueue();
            bool isInactive = queue == _inactive;
            if (queue.Count == 0)
            {
                page = null;
                return false;
            }

            page = _links[queue.Oldest].Page!;
            bool wasRead = page.AccessCount > 0;

            // A page without references is being freed, and leaves the list as soon as it is let in here.
            if (!wasRead && page.TryAddReference())
            {
                if (page.TryLock())
                {
                    Unlink(page);
                    return true;
                }

                busy = page;
            }

            queue.Remove(page.ReclaimPlace);
            if (wasRead && isInactive)
            {
                page.ForgetAccesses();
                page.SetFlags(PageFlags.Active);
                queue = _active;
            }
            else if (wasRead)
            {
                page.UncountAccess();
            }

            queue.AddNewest(page.ReclaimPlace);
            if (!wasRead)
                _next = Other(queue);

            page = null;
        }

        // Not under the gate: it may be the last reference by now.
        busy?.Release();
        return false;
    }

    private PageQueue NextQueue()
    {
        if (_next is { Count: > 0 } next)
        {
            _next = null;
            return next;
        }

        bool isInactive = _active.Count == 0 || InactivePart * (long)_inactive.Count > _inactive.Count + _active.Count;
        return isInactive ? _inactive : _active;
    }

    private PageQueue Other(PageQueue queue) => queue == _inactive ? _active : _inactive;

    private void NoteReclaimed(Page page, PageMapping mapping, long index)
    {
        lock (_gate)
        {
            if ((page.Flags & PageFlags.Active) == 0)
                _shadows.Add(mapping, index);
        }
    }

    /// <summary>Puts an isolated page back on its list: it is in use, so it counts as new there.</summary>
    private void PutBack(Page page)
    {
        lock (_gate)
        {
            page.SetFlags(PageFlags.Lru);
            Link(page);
            _next = Other(QueueOf(page));
        }
    }

    private void Link(Page page)
    {
        if (_inactive.Count + _active.Count == 0)
            _handle = Page.Lists.Add(this);

        page.List = _handle;
        page.ReclaimPlace = _links.Take(page);
        QueueOf(page).AddNewest(page.ReclaimPlace);
    }

    private void Unlink(Page page)
    {
        QueueOf(page).Remove(page.ReclaimPlace);
        _links.GiveBack(page.ReclaimPlace);
        page.List = HandleTable<IReclaimList>.None;
        page.ClearFlags(PageFlags.Lru);
        if (_inactive.Count + _active.Count == 0)
        {
            Page.Lists.Remove(_handle);
            _handle = HandleTable<IReclaimList>.None;
        }
    }

    private PageQueue QueueOf(Page page) => (page.Flags & PageFlags.Active) != 0 ? _active : _inactive;
}
