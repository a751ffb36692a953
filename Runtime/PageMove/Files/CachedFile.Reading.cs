using PageMove.Caching;
using PageMove.Pages;

namespace PageMove.Files;

/// <content>Reading by copying out of cached pages.</content>
public sealed partial class CachedFile
{
    /// <summary>Reads bytes, from memory where they are cached; allocates nothing then.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="offset">The first byte's place in the file, not negative.</param>
    /// <param name="cancellationToken">Ends this reader's waiting; what other readers wait for as well goes on.</param>
    /// <returns>The bytes read: as many as were wanted, fewer only at the end of the file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    /// <exception cref="IOException">The source failed, or no page of the cache's memory became free in time.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> destination, long offset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return ReadAsync(destination, offset, goesOn: false, cancellationToken);
    }

    /// <summary>Reads bytes when all of them are cached; asks the source for nothing.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="offset">The first byte's place in the file, not negative.</param>
    /// <param name="read">The bytes read, fewer than wanted only at the end of the file; undefined on failure.</param>
    /// <returns><see langword="false"/> when a page is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public bool TryRead(Span<byte> destination, long offset, out int read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return ReadCached(destination, offset, goesOn: false, out read);
    }

    /// <summary>As the public one.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="offset">The first byte's place in the file, not negative.</param>
    /// <param name="goesOn">Whether the reader goes on in a page that it has read a part of: that is one read of the page, however many pieces it takes.</param>
    /// <param name="cancellationToken">Ends this reader's waiting.</param>
    internal ValueTask<int> ReadAsync(Memory<byte> destination, long offset, bool goesOn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadCached(destination.Span, offset, goesOn, out int read) ? new(read) : ReadMissingAsync(destination, offset, read, cancellationToken);
    }

    /// <summary>A reader of its own with a position; its sequential reads are read ahead of. Disposing it leaves the file open.</summary>
    public Stream AsStream()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        return new CachedFileStream(this);
    }

    /// <summary>Reads up to the first page that is missing.</summary>
    /// <returns>Whether there was none: everything wanted was read, or the file ends there.</returns>
    internal bool ReadCached(Span<byte> destination, long offset, bool goesOn, out int read)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);

        // Most reads lie in one page and in the file.
        (long onlyIndex, int onlyStart) = PlaceOf(offset);
        if (destination.Length <= _space.PageSize - onlyStart && destination.Length <= _space.Size - offset && !destination.IsEmpty
            && TryReadPage(onlyIndex, onlyStart, destination, isCounted: !goesOn))
        {
            read = destination.Length;
            _cache.CountHits(1);
            return true;
        }

        return ReadCachedPages(destination, offset, goesOn, out read);
    }

    private bool ReadCachedPages(Span<byte> destination, long offset, bool goesOn, out int read)
    {
        read = 0;
        int pages = 0;
        bool isAll;
        while (true)
        {
            isAll = read == destination.Length;
            if (isAll)
                break;

            (long index, int start) = PlaceOf(offset + read);
            int count = Math.Min(_space.LengthOfPage(index) - start, destination.Length - read);
            isAll = count <= 0;
            if (isAll || !TryReadPage(index, start, destination.Slice(read, count), isCounted: !goesOn || pages > 0))
                break;

            read += count;
            pages++;
        }

        _cache.CountHits(pages);
        return isAll;
    }

    private bool TryReadPage(long index, int start, Span<byte> destination, bool isCounted)
    {
        OptimisticRead read = _space.BeginRead(index, start);
        if (read.TryCopy(start, destination, isCounted))
        {
            if (read.TestAndClearReadahead())
                ReadAhead(index);

            return true;
        }

        // It is missing, or changed under the reader's hands: with a reference it cannot.
        if (!TryFindValid(index, out Page? page))
            return false;

        page.Span.Slice(start, destination.Length).CopyTo(destination);
        page.Release();
        return true;
    }

    private async ValueTask<int> ReadMissingAsync(Memory<byte> destination, long offset, int read, CancellationToken cancellationToken)
    {
        while (true)
        {
            await FetchAsync(offset + read, destination.Length - read, cancellationToken).ConfigureAwait(false);
            bool isAll = ReadCached(destination.Span[read..], offset + read, goesOn: false, out int more);
            read += more;
            if (isAll)
                return read;
        }
    }

    private (long Index, int Start) PlaceOf(long offset) => (offset >> _pageShift, (int)offset & (_space.PageSize - 1));
}
