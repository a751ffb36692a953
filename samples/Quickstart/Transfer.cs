using System.Diagnostics;
using System.Security.Cryptography;
using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Quickstart;

/// <summary>Takes a file through a pipe into a page cache, a window of it at a time, and reads it there as any reader would.</summary>
internal sealed class Transfer : IDisposable
{
    // What of the file is in memory at once; a window's pages lie in the pipe and in the cache.
    private const int WindowBytes = 16 * 1024 * 1024;

    private readonly PageArena _arena;
    private readonly PagePipe _pipe;
    private readonly AddressSpace _cache;
    private readonly Page[] _window;

    /// <summary>Makes an arena, a pipe and a cache of pages of one size.</summary>
    /// <param name="pageSize">Bytes in a page.</param>
    public Transfer(int pageSize)
    {
        int pages = WindowBytes / pageSize;
        _arena = new PageArena(new PageArenaOptions { PageSize = pageSize, PageCount = 2 * pages });
        _pipe = new PagePipe(_arena, pages);
        _cache = new AddressSpace(pageSize);
        _window = new Page[pages];
    }

    /// <summary>Transfers the file from its start to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="move">Whether pages may be moved; else each is copied.</param>
    /// <param name="cancellationToken">Ends the transfer between two windows.</param>
    public TransferResult Run(string path, bool move, CancellationToken cancellationToken)
    {
        using FileStream file = SourceFile.Open(path);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var statistics = new MoveStatistics();
        var cost = new TransferCost();
        long firstIndex = 0;
        while (FillPipe(file) is > 0 and int byteCount)
        {
            int pages = PagesFor(byteCount);
            ReadRequest request = MakeRequest(firstIndex, pages);
            cost.Add(Fill(request, byteCount, move, ref statistics), wholePages: byteCount / _arena.PageSize);
            ReadAndForget(firstIndex, byteCount, digest);
            firstIndex += pages;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new TransferResult(_arena.PageSize, move, statistics, cost, digest.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipe.Dispose();
        _arena.Dispose();
    }

    private int PagesFor(int byteCount) => (int)(((long)byteCount + _arena.PageSize - 1) / _arena.PageSize);

    // The file is read straight into pages, which are given to the pipe: nobody else refers to them. The last page of the file, when
    // it is not whole, comes in a window of its own, so that its copy is not counted among the moves.
    private int FillPipe(FileStream file)
    {
        int total = 0;
        while (_pipe.Count < _pipe.Capacity)
        {
            Page page = _arena.Allocate();
            int length = file.ReadAtLeast(page.Span, page.Size, throwOnEndOfStream: false);
            if (length == 0 || (length < page.Size && total > 0))
            {
                file.Seek(-length, SeekOrigin.Current);
                page.Release();
                break;
            }

            _pipe.Gift(page, length);
            total += length;
        }

        return total;
    }

    // Empty pages take their places in the cache, locked: readers wait until they are filled.
    private ReadRequest MakeRequest(long firstIndex, int pages)
    {
        for (int i = 0; i < pages; i++)
        {
            Page page = _arena.Allocate();
            page.Lock();
            _cache.TryAdd(firstIndex + i, page);
            _window[i] = page;
        }

        return new ReadRequest(_cache, firstIndex, _window.AsSpan(0, pages), ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
    }

    private (TimeSpan Elapsed, long AllocatedBytes) Fill(ReadRequest request, int byteCount, bool move, ref MoveStatistics statistics)
    {
        if (!request.TryLock())
            throw new InvalidOperationException("Nobody aborts a request of this program.");
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        CopyResult result = PageCopier.CopyPages(request, _pipe, byteCount, move, lru: null, ref statistics);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        // A request that could not be filled has ended already.
        if (!request.Complete(byteCount))
            throw new InvalidOperationException($"The pages were not filled: {result}.");
        return (elapsed, allocated);
    }

    private void ReadAndForget(long firstIndex, int byteCount, IncrementalHash digest)
    {
        for (long index = firstIndex; byteCount > 0; index++)
        {
            if (!_cache.TryFind(index, out Page? page))
                throw new InvalidOperationException($"Page {index} is not in the cache.");
            using (page)
            {
                digest.AppendData(page.Span[..Math.Min(byteCount, page.Size)]);
                byteCount -= page.Size;
                page.Lock();
                _cache.Remove(page);
                page.Unlock();
            }
        }
    }
}
