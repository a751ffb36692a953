using System.Buffers;
using System.Collections;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace PageMove.Sources;

/// <summary>
/// Puts the bytes of a source into pages, so that each page begins where a page of the file begins, and the pages into a pipe as soon as they are full. It is
/// the list of memory that comes next, for reads that scatter. What it did not give away is released with it. Not thread-safe.
/// </summary>
/// <param name="pipe">Where the pages go.</param>
/// <param name="pageSize">Bytes in a page of the pipe's arena.</param>
/// <param name="isPrivate">Whether the pages were read for the pipe alone, as direct I/O does; else they are given as a user gives pages.</param>
internal sealed class PageFiller(PagePipe pipe, int pageSize, bool isPrivate = false) : IReadOnlyList<Memory<byte>>, IDisposable
{
    // The kernel reads into no more pieces at once (IOV_MAX).
    private const int MaxParts = 1024;

    private Page?[] _pages = ArrayPool<Page?>.Shared.Rent(1);
    private int _first;
    private int _pageCount;
    private int _start;
    private int _end;
    private long _offered;

    /// <summary>Bytes received so far, given away or not.</summary>
    internal long Received { get; private set; }

    /// <summary>Bytes given to the pipe so far.</summary>
    internal long Given => Received - (_end - _start);

    /// <summary>Bytes of memory in the list.</summary>
    internal int Offered => (int)Math.Min(_offered, ((long)Count * pageSize) - _end);

    /// <inheritdoc/>
    public int Count => Math.Min(_pageCount, MaxParts);

    /// <inheritdoc/>
    public Memory<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            int start = index == 0 ? _end : 0;
            long before = index == 0 ? 0 : ((long)index * pageSize) - _end;
            return _pages[_first + index]!.Memory.Slice(start, (int)Math.Min(pageSize - start, _offered - before));
        }
    }

    /// <summary>Makes the list as long as so many bytes, from the next one on; they must be at least one.</summary>
    internal async ValueTask ReserveAsync(SourceRequest request, long byteCount, CancellationToken cancellationToken)
    {
        int wanted = checked((int)((_end + byteCount + pageSize - 1) / pageSize));
        MakeRoom(wanted);
        while (_pageCount < wanted)
        {
            _pages[_first + _pageCount] = await request.AllocatePageAsync(cancellationToken).ConfigureAwait(false);
            _pageCount++;
        }

        _offered = byteCount;
    }

    /// <summary>Notes that so many bytes of the list's memory were filled.</summary>
    internal void Advance(long byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)byteCount, (ulong)Offered, nameof(byteCount));
        _offered -= byteCount;
        Received += byteCount;
        while (byteCount > 0)
        {
            int count = (int)Math.Min(byteCount, pageSize - _end);
            _end += count;
            byteCount -= count;
            if (_end == pageSize)
                GivePage();
        }
    }

    /// <summary>Takes back what was received of a page that is not full, to be received again.</summary>
    internal void Rewind()
    {
        Received -= _end - _start;
        _end = _start;
    }

    /// <summary>Reads until so many bytes came or the stream ended.</summary>
    /// <returns>The bytes that came.</returns>
    internal async ValueTask<long> FillAsync(SourceRequest request, Stream stream, long byteCount, CancellationToken cancellationToken)
    {
        long filled = 0;
        while (filled < byteCount)
        {
            await ReserveAsync(request, Math.Min(byteCount - filled, pageSize - _end), cancellationToken).ConfigureAwait(false);
            int read = await stream.ReadAsync(this[0], cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            Advance(read);
            filled += read;
        }

        return filled;
    }

    /// <summary>Reads so many bytes of a stream and drops them.</summary>
    /// <returns>The bytes dropped, fewer where the stream ended.</returns>
    internal async ValueTask<long> SkipAsync(SourceRequest request, Stream stream, long byteCount, CancellationToken cancellationToken)
    {
        long skipped = 0;
        while (skipped < byteCount)
        {
            await ReserveAsync(request, Math.Min(byteCount - skipped, pageSize - _end), cancellationToken).ConfigureAwait(false);
            int read = await stream.ReadAsync(this[0], cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            skipped += read;
        }

        return skipped;
    }

    /// <summary>Copies bytes into the pages.</summary>
    internal async ValueTask CopyAsync(SourceRequest request, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, pageSize - _end);
            await ReserveAsync(request, count, cancellationToken).ConfigureAwait(false);
            bytes[..count].CopyTo(this[0]);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>
    /// Whether bytes that lie in a page of somebody else's go on where a page of the file begins, and are a page: then they may be moved.
    /// </summary>
    internal bool IsWholePage(int offset, int length) => _end == 0 && offset == 0 && length == pageSize;

    /// <summary>Gives a part of somebody else's page by a reference of its own, and the whole page as a gift, which is moved when that other one has let go of it.</summary>
    internal void Share(Page page, int offset, int length)
    {
        PipeBufferFlags flags = IsWholePage(offset, length) ? PipeBufferFlags.Gift : PipeBufferFlags.None;
        Finish();
        page.AddReference();
        bool isGiven = false;
        try
        {
            isGiven = pipe.TryAppend(page, offset, length, UserPageBuffer.Instance, flags);
        }
        finally
        {
            if (!isGiven)
                page.Release();
        }

        if (!isGiven)
            throw new InvalidOperationException("The pipe is full.");

        Received += length;
        _end = (_end + length) % pageSize;
        _start = _end;
    }

    /// <summary>Gives the page that is not full.</summary>
    internal void Finish()
    {
        if (_end > _start)
            GivePage();
    }

    /// <inheritdoc/>
    public IEnumerator<Memory<byte>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Releases what was not given away.</summary>
    public void Dispose()
    {
        Page?[] pages = _pages;
        _pages = [];
        for (int i = _first; i < _first + _pageCount; i++)
            pages[i]?.Release();

        _pageCount = 0;
        if (pages.Length > 0)
            ArrayPool<Page?>.Shared.Return(pages, clearArray: true);
    }

    private void GivePage()
    {
        Page page = _pages[_first]!;
        if (isPrivate)
            pipe.Append(page, _start, _end - _start, PrivatePageBuffer.Instance);
        else
            pipe.Append(page, _start, _end - _start, UserPageBuffer.Instance, PipeBufferFlags.Gift);

        _pages[_first] = null;
        _first++;
        _pageCount--;
        _end %= pageSize;
        _start = _end;
    }

    private void MakeRoom(int pageCount)
    {
        if (_first + pageCount <= _pages.Length)
            return;

        Page?[] pages = _pages;
        Page?[] larger = ArrayPool<Page?>.Shared.Rent(pageCount);
        Array.Copy(pages, _first, larger, 0, _pageCount);
        _pages = larger;
        _first = 0;
        ArrayPool<Page?>.Shared.Return(pages, clearArray: true);
    }
}
