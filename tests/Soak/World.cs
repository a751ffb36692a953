using System.Buffers.Binary;
using System.Diagnostics;
using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Soak;

/// <summary>
/// A few files under one memory limit, and workers that read them, fill what is missing by replies that move or copy, abort each other's requests,
/// truncate and reclaim. Each eight bytes of a page say where they belong, so that a reader knows what it may find.
/// </summary>
internal sealed class World : IDisposable
{
    private const int PageSize = PageArena.MinPageSize;
    private const int FileCount = 3;
    private const int PagesOfFile = 96;
    private const int MostPages = 4;
    private const int Workers = 4;

    private readonly int _seed;
    private readonly PageArena _arena = new(new PageArenaOptions { PageSize = PageSize, PageCount = 160 });
    private readonly AddressSpace[] _files = [.. Enumerable.Range(0, FileCount).Select(_ => new AddressSpace(PageSize))];
    private readonly PageLru _lru = new();
    private readonly ReadRequest?[] _requests = new ReadRequest?[Workers];
    private long _reads;
    private long _asked;
    private long _moved;
    private long _copied;
    private long _aborted;
    private long _truncations;
    private long _reclaimed;
    private long _spoiled;
    private string? _failure;

    internal World(int seed) => _seed = seed;

    internal SoakReport Run(TimeSpan duration, CancellationToken interruption)
    {
        var clock = Stopwatch.StartNew();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        end.CancelAfter(duration);
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(worker => new Thread(() => Work(worker, end)))];
        foreach (Thread thread in threads)
            thread.Start();

        foreach (Thread thread in threads)
            thread.Join();

        foreach (AddressSpace file in _files)
            file.Truncate(0);

        return new SoakReport
        {
            Seed = _seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Reads = _reads,
            Requests = _asked,
            Moved = _moved,
            Copied = _copied,
            Aborted = _aborted,
            Truncations = _truncations,
            Reclaimed = _reclaimed,
            Spoiled = _spoiled,
            Missing = _arena.PageCount - _arena.FreePageCount,
            LeftOnList = _lru.InactiveCount + _lru.ActiveCount,
            Failure = _failure,
        };
    }

    public void Dispose() => _arena.Dispose();

    private static void Fill(Span<byte> page, int file, long index)
    {
        for (int at = 0; at < page.Length; at += sizeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(page[at..], WordOf(file, index, at));
    }

    private static long WordOf(int file, long index, int at) => ((long)(file + 1) << 48) | (index << 16) | (long)at;

    private void Work(int worker, CancellationTokenSource end)
    {
        try
        {
            var random = new Random(_seed + worker);
            using var pipe = new PagePipe(_arena, capacity: 2 * MostPages);
            while (!end.IsCancellationRequested)
                Step(worker, random, pipe);
        }
#pragma warning disable CA1031 // Whatever went wrong is the report's.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, failure.ToString(), null);
            end.Cancel();
        }
    }

    private void Step(int worker, Random random, PagePipe pipe)
    {
        int file = random.Next(FileCount);
        switch (random.Next(100))
        {
            case < 70:
                Read(file, random.Next(PagesOfFile));
                break;

            case < 90:
                Ask(worker, file, random, pipe);
                break;

            case < 97:
                Volatile.Read(ref _requests[random.Next(Workers)])?.Abort();
                break;

            case < 99:
                Interlocked.Add(ref _reclaimed, _lru.Reclaim(random.Next(8)));
                break;

            default:
                // Whole pages, so that what is left of the file is what it was.
                _files[file].Truncate((long)random.Next(PagesOfFile) * PageSize);
                Interlocked.Increment(ref _truncations);
                break;
        }
    }

    private void Read(int file, long index)
    {
        Interlocked.Increment(ref _reads);
        if (!_files[file].TryFind(index, out Page? page))
            return;

        if (page.IsUpToDate)
        {
            ReadOnlySpan<byte> bytes = page.Span;
            bool isWhole = true;
            for (int at = 0; at < bytes.Length; at += sizeof(long))
                isWhole &= BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]) == WordOf(file, index, at);

            if (!isWhole)
                Interlocked.Increment(ref _spoiled);

            _lru.MarkAccessed(page);
        }

        page.Release();
    }

    /// <summary>Asks for pages that are not in the file, and answers.</summary>
    private void Ask(int worker, int file, Random random, PagePipe pipe)
    {
        long first = random.Next(PagesOfFile - MostPages);
        List<Page> pages = AddMissing(file, first, random.Next(1, MostPages + 1));
        if (pages.Count == 0)
            return;

        var request = new ReadRequest(_files[file], first, pages.ToArray(), ReadRequestOptions.PageZeroing | (random.Next(8) == 0 ? ReadRequestOptions.None : ReadRequestOptions.PageReplace));
        Interlocked.Increment(ref _asked);
        Volatile.Write(ref _requests[worker], request);
        if (request.TryLock())
            Answer(request, file, first, pages.Count, random, pipe);

        // An aborter may still be giving the pages back.
        SpinWait spin = default;
        while (!request.IsEnded)
            spin.SpinOnce();

        if (request.Error == RequestError.Aborted)
        {
            Interlocked.Increment(ref _aborted);
            RemoveUnfilled(file, first, pages.Count);
        }
    }

    private List<Page> AddMissing(int file, long first, int count)
    {
        List<Page> pages = [];
        while (pages.Count < count && TryAllocate(out Page? page))
        {
            page.Lock();
            if (!_files[file].TryAdd(first + pages.Count, page))
            {
                page.Unlock();
                page.Release();
                break;
            }

            pages.Add(page);
        }

        return pages;
    }

    private bool TryAllocate([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Page? page)
    {
        if (_arena.TryAllocate(out page))
            return true;

        Interlocked.Add(ref _reclaimed, _lru.Reclaim(16));
        return _arena.TryAllocate(out page);
    }

    private void Answer(ReadRequest request, int file, long first, int count, Random random, PagePipe pipe)
    {
        int replied = 0;
        while (replied < count && TryAllocate(out Page? page))
        {
            Fill(page.Span, file, first + replied);
            bool isLent = random.Next(6) == 0;
            if (isLent)
            {
                pipe.Lend(page, PageSize);
                page.Release();
            }
            else
            {
                pipe.Gift(page, PageSize);
            }

            replied++;
        }

        MoveStatistics statistics = default;
        long bytes = (long)replied * PageSize;
        CopyResult result = PageCopier.CopyPages(request, pipe, bytes, move: true, _lru, ref statistics);
        if (result == CopyResult.Filled)
        {
            if (!request.TryUnlock())
                request.End();
            else if (replied == count)
                request.Complete(bytes);
            else
                request.Complete(0, RequestError.Failed);
        }

        Interlocked.Add(ref _moved, statistics.Moved);
        Interlocked.Add(ref _copied, statistics.Copied);
        while (pipe.TryTake(out PipeBuffer? rest))
            rest.Dispose();

        if (request is { IsEnded: true, Error: RequestError.Failed })
            RemoveUnfilled(file, first, count);
        else
            AddToList(file, first, count);
    }

    /// <summary>What was copied is not on the list yet.</summary>
    private void AddToList(int file, long first, int count)
    {
        for (long index = first; index < first + count; index++)
        {
            if (!_files[file].TryFind(index, out Page? page))
                continue;

            page.Lock();
            if (page is { IsUpToDate: true, Mapping: not null } && !page.Flags.HasFlag(PageFlags.Lru))
                _lru.Add(page);

            page.Unlock();
            page.Release();
        }
    }

    private void RemoveUnfilled(int file, long first, int count)
    {
        for (long index = first; index < first + count; index++)
        {
            if (!_files[file].TryFind(index, out Page? page))
                continue;

            page.Lock();
            if (!page.IsUpToDate)
                _files[file].Remove(page);

            page.Unlock();
            page.Release();
        }
    }
}
