namespace PageMove.Files;

/// <content>What the source's owner knows to have changed.</content>
public sealed partial class CachedFile
{
    /// <summary>Takes every page out of the cache, and lets what is just being read be read again.</summary>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public void Invalidate() => Invalidate(0, long.MaxValue);

    /// <summary>
    /// Takes the pages of a range out of the cache: to be called after the range was written at the source. A read that begins afterwards sees no
    /// older byte; leases keep what they show.
    /// </summary>
    /// <param name="offset">The first byte, not negative.</param>
    /// <param name="length">Bytes from there on, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public void Invalidate(long offset, long length)
    {
        (long first, long last) = PagesOf(offset, length);
        ObjectDisposedException.ThrowIf(!TryGiveUpFlights(first, last), this);
        if (first <= last)
            TakeOut(first, last);
    }

    /// <summary>
    /// Sets the length after the source's has changed. Pages past a shorter length leave the cache; of a longer one, only what is new is read. Leases
    /// keep what they show.
    /// </summary>
    /// <param name="length">Bytes, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public void Truncate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectDisposedException.ThrowIf(!TryTruncate(length), this);
    }

    /// <summary>As <see cref="Truncate"/>; <see langword="false"/> when the file was disposed.</summary>
    private bool TryTruncate(long length)
    {
        long old = _space.Size;
        long firstIndex = Math.Min(old, length) / _space.PageSize;
        if (!TryGiveUpFlights(firstIndex, long.MaxValue))
            return false;

        // The page that the file ends in goes, too: past the end it has zeros, or what was cut off. First of all, as an answer that was just
        // completing may note an end of its own.
        TakeOut(firstIndex, long.MaxValue);
        _space.SetSize(length);
        return true;
    }

    private bool TryGiveUpFlights(long firstIndex, long lastIndex)
    {
        List<Flight> flights;
        lock (_gate)
        {
            if (_isDisposed)
                return false;

            flights = _flights.FindAll(flight => flight.Overlaps(firstIndex, lastIndex));
            foreach (Flight flight in flights)
                flight.GiveUp();
        }

        foreach (Flight flight in flights)
            flight.Interrupt();

        return true;
    }
}
