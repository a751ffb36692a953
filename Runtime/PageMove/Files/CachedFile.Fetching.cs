using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Diagnostics;
using PageMove.Pages;
using PageMove.Requests;

namespace PageMove.Files;

/// <content>Asking the source for missing pages, once whoever wants them.</content>
public sealed partial class CachedFile
{
    /// <summary>Asks the source for a range that will be wanted, without waiting; a hint, which is dropped where memory is short.</summary>
    /// <param name="offset">The first byte, not negative.</param>
    /// <param name="length">Bytes from there on, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public void Prefetch(long offset, long length)
    {
        (long first, long last) = PagesOf(offset, length);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);

        // More than can be on its way would drive out what was prefetched first.
        last = Math.Min(last, first + _cache.MaxInFlight - 1);
        for (long index = first; index <= last && _space.LengthOfPage(index) > 0;)
        {
            Flight? flight;
            long next = index + 1;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                flight = IsCachedOrComing(index) ? null : TryBegin(new Readahead.Window(index, (int)Math.Min(last - index + 1, _maxWindow), Readahead.NoMarker), isSpeculative: true);
                if (flight is null && !IsCachedOrComing(index))
                    return;
            }

            if (flight is not null)
            {
                next = index + flight.PageCount;
                Start(flight);
            }

            index = next;
        }
    }

    /// <summary>Waits until the page of an offset was fetched, or lies past the end. It may have been reclaimed again when the caller looks.</summary>
    private async ValueTask FetchAsync(long offset, long byteCount, CancellationToken cancellationToken)
    {
        (long index, long last) = PagesOf(offset, byteCount);
        int wanted = (int)Math.Min(last - index + 1, _maxWindow);
        bool isCounted = false;
        while (true)
        {
            Flight? flight;
            bool isNew = false;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (_space.LengthOfPage(index) == 0 || IsCached(index))
                    return;

                flight = _flights.Find(flight => flight.Covers(index));
                if (flight is null)
                {
                    flight = TryBegin(_readahead.OnMiss(index, wanted));
                    isNew = flight is not null;
                }

                flight?.Join();
            }

            if (!isCounted)
                _cache.CountMiss();

            isCounted = true;

            if (flight is null)
            {
                await WaitForPlaceAsync(index, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (isNew)
                Start(flight, isAwaited: true);

            switch (await WaitAsync(flight, cancellationToken).ConfigureAwait(false))
            {
                case FlightEnd.Filled:
                    return;

                case FlightEnd.Failed:
                    throw new IOException($"Reading {Name} at byte {index * _space.PageSize} failed: {flight.Failure?.Message}", flight.Failure);
            }
        }
    }

    /// <summary>Waits for whoever has the place's page locked, and else for memory.</summary>
    private async ValueTask WaitForPlaceAsync(long index, CancellationToken cancellationToken)
    {
        if (!_space.TryFind(index, out Page? page))
        {
            await _cache.WaitForMemoryAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using (page)
        {
            await page.LockAsync(cancellationToken).ConfigureAwait(false);

            // What nobody is filling stands in the way of who will.
            if (!page.IsUpToDate)
                _space.Remove(page);

            page.Unlock();
        }
    }

    private async ValueTask<FlightEnd> WaitAsync(Flight flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            bool isLast;
            lock (_gate)
            {
                isLast = flight.Leave();
                if (isLast)
                    flight.GiveUp();
            }

            if (isLast)
                flight.Interrupt();
        }
    }

    /// <summary>A reader touched a marked page: reads ahead of it, unless memory is short.</summary>
    private void ReadAhead(long index)
    {
        Flight? flight = null;
        lock (_gate)
        {
            Readahead.Window window = _readahead.OnMarker(index);
            if (_isDisposed || window.Count == 0)
                return;

            long start = window.Start;
            while (start < window.End && _space.LengthOfPage(start) > 0 && IsCachedOrComing(start))
                start++;

            if (start < window.End)
                flight = TryBegin(window with { Start = start, Count = (int)(window.End - start) }, isSpeculative: true);
        }

        if (flight is not null)
            Start(flight);
    }

    private bool IsCachedOrComing(long index) => IsCached(index) || _flights.Exists(flight => flight.Covers(index));

    private bool IsCached(long index)
    {
        if (!_space.TryFind(index, out Page? page))
            return false;

        bool isValid = page.IsUpToDate;
        page.Release();
        return isValid;
    }

    /// <summary>Finds a valid page, notes that it was read, and reads ahead where it is marked.</summary>
    private bool TryFindValid(long index, [NotNullWhen(true), Produces(State.Held, When = true)] out Page? page)
    {
        if (!_space.TryFind(index, out page))
            return false;

        if (!page.IsUpToDate)
        {
            page.Release();
            page = null;
            return false;
        }

        _cache.Lru.MarkAccessed(page);
        if (page.TestAndClearReadahead())
            ReadAhead(index);

        return true;
    }

    /// <summary>
    /// Puts locked, empty pages in the places of a window, up to the first that is taken, the end of the file, or what memory allows, and makes the
    /// request for them. Under the file's lock.
    /// </summary>
    /// <returns><see langword="null"/> when there is no page for it at this moment.</returns>
    private Flight? TryBegin(Readahead.Window window, bool isSpeculative = false)
    {
        int granted = _cache.ReserveForFlight(window.Count);
        Page[] pages = new Page[granted];
        int count = 0;
        while (count < granted && _space.LengthOfPage(window.Start + count) > 0 && TryPlace(window.Start + count, out Page? page))
        {
            if (window.Start + count == window.Marker)
                page.MarkReadahead();

            pages[count++] = page;
        }

        _cache.EndReservation(granted - count);
        if (count == 0)
            return null;

        var request = new ReadRequest(_space, window.Start, pages.AsSpan(0, count), ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        var flight = new Flight(request, window.Start, count, isSpeculative);
        _flights.Add(flight);
        return flight;
    }

    private bool TryPlace(long index, [NotNullWhen(true), Produces(State.Held, When = true), Produces(State.Locked, When = true)] out Page? page)
    {
        page = null;
        if (!TryClear(index) || !_cache.Arena.TryAllocate(out page))
            return false;

        page.Lock();
        if (_space.TryAdd(index, page))
            return true;

        page.Unlock();
        page.Release();
        page = null;
        return false;
    }

    /// <summary>Takes out a page that somebody left there without filling it.</summary>
    private bool TryClear(long index)
    {
        if (!_space.TryFind(index, out Page? page))
            return true;

        bool isCleared = false;
        if (page.TryLock())
        {
            isCleared = !page.IsUpToDate && _space.Remove(page);
            page.Unlock();
        }

        page.Release();
        return isCleared;
    }

    /// <param name="flight">The flight.</param>
    /// <param name="isAwaited">Whether the caller waits for it.</param>
    private void Start(Flight flight, bool isAwaited = false) => _ = RunAsync(flight, isAwaited);

    private async Task RunAsync(Flight flight, bool isAwaited)
    {
        long offset = flight.FirstIndex * _space.PageSize;
        Activity? span = RequestTelemetry.Begin(Name, offset, (long)flight.PageCount * _space.PageSize);
        ValueTask<RequestError> reply = _connection.SubmitAsync(flight.Request);
        _server.Wake(isAwaited);
        RequestError error = await reply.ConfigureAwait(false);
        RequestTelemetry.End(span, error, flight.Request.Outcomes);
        _cache.CountReply(flight.Request.Outcomes);
        if (error == RequestError.Failed || error == RequestError.TimedOut)
            Log(error, flight.Failure, offset);

        FlightEnd end;
        lock (_gate)
        {
            _flights.Remove(flight);
            if (error != RequestError.None)
                flight.Failure ??= error == RequestError.TimedOut ? new TimeoutException(Describe(error)) : new IOException(Describe(error));

            end = error == RequestError.None ? FlightEnd.Filled : FlightEnd.Failed;
            if (_isDisposed || flight.IsGivenUp || (end == FlightEnd.Failed && flight.IsSpeculative))
                end = FlightEnd.GivenUp;

            DropInvalid(flight);
        }

        _cache.EndReservation(flight.PageCount);
        _cache.SignalMemory();
        flight.End(end);
    }

    private void Log(RequestError error, Exception? failure, long offset)
    {
        if (_failures.TryPass(out long held))
            CacheLog.ReadFailed(_cache.Logger, failure, Name, offset, Describe(error), held);
    }

    /// <summary>Takes out the pages that a flight did not fill, and those that lie past the end that its reply told of.</summary>
    private void DropInvalid(Flight flight)
    {
        for (long index = flight.FirstIndex; index < flight.FirstIndex + flight.PageCount; index++)
        {
            if (!_space.TryFind(index, out Page? page))
                continue;

            if ((!page.IsUpToDate || _space.LengthOfPage(index) == 0) && page.TryLock())
            {
                _space.Remove(page);
                page.Unlock();
            }

            page.Release();
        }
    }

    private (long First, long Last) PagesOf(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long end = length > long.MaxValue - offset ? long.MaxValue : offset + length;
        return (offset / _space.PageSize, length == 0 ? (offset / _space.PageSize) - 1 : (end - 1) / _space.PageSize);
    }

    /// <summary>Notes the length that an answer told of.</summary>
    internal void ReportLength(long length)
    {
        long known = _space.Size;
        if (known == long.MaxValue)
            _space.ShrinkSize(length);
        else if (known != length)
            TryTruncate(length);
    }

    /// <summary>Notes why the source failed to answer a request, unless that has ended.</summary>
    internal void NoteFailure(ulong unique, Exception failure)
    {
        lock (_gate)
        {
            if (_flights.Find(flight => flight.Request.Submission.Unique == unique) is { } flight)
                flight.Failure ??= failure;
        }
    }

    private static string Describe(RequestError error) => error switch
    {
        RequestError.TimedOut => "the source did not answer in time.",
        RequestError.Truncated => "the source was truncated.",
        RequestError.Malformed => "the source's answer contradicts itself.",
        _ => $"the source failed ({error}).",
    };
}
