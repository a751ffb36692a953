using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Files;

/// <content>Lending cached pages to readers.</content>
public sealed partial class CachedFile
{
    /// <summary>Lends the pages of a range, read first where they are missing. Nothing is copied; where all are cached, nothing is allocated.</summary>
    /// <param name="offset">The first byte's place in the file, not negative.</param>
    /// <param name="length">Bytes wanted, not negative, at most half the cache's memory; longer ranges are read by several leases.</param>
    /// <param name="cancellationToken">Ends this reader's waiting; what other readers wait for as well goes on.</param>
    /// <returns>The lease, to be disposed; of fewer bytes only at the end of the file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="IOException">The source failed, or no page of the cache's memory became free in time.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    [return: Produces(State.Held)]
    public ValueTask<PageLease> GetPagesAsync(long offset, int length, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _cache.MemoryLimit / 2);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        LeasedPages lease = _cache.TakeLease();
        lease.Begin(this, offset, PlaceOf(offset).Start);
        return LendCached(lease, offset, length, out int lent) ? new(new PageLease(lease)) : LendMissingAsync(lease, offset, length, lent, cancellationToken);
    }

    /// <summary>Lends up to the first page that is missing.</summary>
    /// <returns>Whether there was none.</returns>
    private bool LendCached(LeasedPages lease, long offset, int length, out int lent)
    {
        lent = 0;
        int pages = 0;
        bool isAll = false;
        while (!isAll)
        {
            (long index, int start) = PlaceOf(offset + lent);
            int count = Math.Min(_space.LengthOfPage(index) - start, length - lent);
            isAll = count <= 0;
            if (isAll || !TryFindValid(index, out Page? page))
                break;

            lease.Append(page, count);
            lent += count;
            pages++;
        }

        _cache.CountHits(pages);
        return isAll;
    }

    private async ValueTask<PageLease> LendMissingAsync(LeasedPages lease, long offset, int length, int lent, CancellationToken cancellationToken)
    {
        var result = new PageLease(lease);
        try
        {
            bool isAll = false;
            while (!isAll)
            {
                await FetchAsync(offset + lent, length - lent, cancellationToken).ConfigureAwait(false);
                isAll = LendCached(lease, offset + lent, length - lent, out int more);
                lent += more;
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
