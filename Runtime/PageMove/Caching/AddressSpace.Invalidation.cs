using PageMove.Pages;

namespace PageMove.Caching;

/// <content>Pages that are to be read anew from the source.</content>
public sealed partial class AddressSpace
{
    private const PageFlags NotToBeLost = PageFlags.Dirty | PageFlags.Writeback | PageFlags.Private | PageFlags.Mlocked;

    /// <summary>
    /// Takes the pages of a range out of the cache that are clean and that nobody uses; waits for nobody (<c>invalidate_mapping_pages</c>).
    /// </summary>
    /// <param name="firstIndex">The first page.</param>
    /// <param name="pageCount">Pages in the range; <see cref="long.MaxValue"/> for all to the end.</param>
    /// <returns>Pages of the range that were left: they are locked, dirty, or referred to by others.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index or the count is negative, or the index is past the last that there is.</exception>
    public int InvalidateUnused(long firstIndex, long pageCount)
    {
        int left = 0;
        foreach (Page page in PagesToInvalidate(firstIndex, pageCount))
        {
            if (page.TryLock())
            {
                // What left the cache meanwhile is not left in it.
                if (page.IsCachedIn(this) && !TryReclaim(page))
                    left++;

                page.Unlock();
            }
            else
            {
                left++;
            }

            page.Release();
        }

        return left;
    }

    /// <summary>
    /// Takes the clean pages of a range out of the cache, also those that others refer to, who keep seeing what they saw (law 16). Waits for each page's
    /// lock, and so for the requests that are filling them: after it no look-up finds what was cached before it
    /// (<c>invalidate_inode_pages2_range</c>).
    /// </summary>
    /// <param name="firstIndex">The first page.</param>
    /// <param name="pageCount">Pages in the range; <see cref="long.MaxValue"/> for all to the end.</param>
    /// <param name="cancellationToken">Ends the waiting; some of the pages may have been taken out.</param>
    /// <returns>Pages of the range that were left: they are dirty, being written back, or pinned by a flag.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index or the count is negative, or the index is past the last that there is.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before every page was looked at.</exception>
    public async ValueTask<int> InvalidateAsync(long firstIndex, long pageCount, CancellationToken cancellationToken = default)
    {
        // A page that is waited for may be replaced meanwhile, and the page in its place has to go too.
        while (true)
        {
            (int left, bool isDone) = await TryInvalidateAsync(PagesToInvalidate(firstIndex, pageCount), cancellationToken).ConfigureAwait(false);
            if (isDone)
                return left;
        }
    }

    /// <returns>Pages that were left, and whether each was still in the cache when it was locked.</returns>
    private async ValueTask<(int Left, bool IsDone)> TryInvalidateAsync(List<Page> pages, CancellationToken cancellationToken)
    {
        int left = 0;
        int seen = 0;
        bool isDone = true;
        try
        {
            while (seen < pages.Count)
            {
                Page page = pages[seen];
                await page.LockAsync(cancellationToken).ConfigureAwait(false);
                if (!page.IsCachedIn(this))
                    isDone = false;
                else if ((page.Flags & NotToBeLost) != 0 || !Remove(page))
                    left++;

                page.Unlock();
                page.Release();
                seen++;
            }
        }
        finally
        {
            for (; seen < pages.Count; seen++)
                pages[seen].Release();
        }

        return (left, isDone);
    }

    private List<Page> PagesToInvalidate(long firstIndex, long pageCount)
    {
        CheckIndex(firstIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(pageCount);
        if (pageCount == 0)
            return [];

        lock (_gate)
            return _tree.ReferencePagesBetween(firstIndex, lastIndex: pageCount > MaxIndex - firstIndex ? MaxIndex : firstIndex + pageCount - 1);
    }
}
