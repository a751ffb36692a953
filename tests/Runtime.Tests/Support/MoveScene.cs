using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Runtime.Tests.Support;

/// <summary>
/// A file, a locked request for its first pages, and a pipe. By the ledger each old page has two references (the cache's, the request's) and
/// a page in the pipe has one.
/// </summary>
internal sealed class MoveScene : IDisposable
{
    internal const int PageSize = 4096;

    private readonly List<IDisposable> _kept = [];

    internal MoveScene(int pages = 1, ReadRequestOptions options = ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing, bool guard = true)
    {
        Arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 32, Guard = guard });
        Pipe = new PagePipe(Arena, capacity: 16);
        OldPages = [.. Enumerable.Range(0, pages).Select(index => AddPage(File, index))];
        Request = new ReadRequest(File, firstIndex: 0, OldPages, options);
        Assert.True(Request.TryLock());
    }

    internal PageArena Arena { get; }

    internal AddressSpace File { get; } = new(PageSize);

    internal PageLru Lru { get; } = new();

    internal PagePipe Pipe { get; }

    internal Page[] OldPages { get; }

    internal Page OldPage => OldPages[0];

    internal ReadRequest Request { get; }

    internal byte[] Content { get; } = Pattern.Of(seed: 1, PageSize);

    /// <summary>A new page in a file's cache: locked, with the caller's reference.</summary>
    internal Page AddPage(AddressSpace file, long index)
    {
        Page page = Arena.Allocate();
        page.Lock();
        Assert.True(file.TryAdd(index, page));
        return page;
    }

    /// <summary>A new page with content.</summary>
    internal Page NewPage()
    {
        Page page = Arena.Allocate();
        Content.CopyTo(page.Span);
        return page;
    }

    /// <summary>Appends a new page with content to the pipe.</summary>
    internal Page Append(PipeBufferOperations operations, PipeBufferFlags flags = PipeBufferFlags.None)
    {
        Page page = NewPage();
        Pipe.Append(page, 0, PageSize, operations, flags);
        return page;
    }

    /// <summary>Splices an up-to-date page of another file's cache, which alone refers to it, into the pipe.</summary>
    internal Page AppendCached(out AddressSpace source)
    {
        source = new AddressSpace(PageSize);
        Page page = AddPage(source, index: 0);
        Content.CopyTo(page.Span);
        page.MarkUpToDate();
        page.Unlock();
        page.Release();
        Assert.Equal(1, Pipe.SpliceFrom(source, 0, 1));
        return page;
    }

    /// <summary>Keeps something that refers to a page alive.</summary>
    internal void KeepUntilDisposed(IDisposable? kept) => _kept.Add(kept!);

    internal PipeBuffer Take()
    {
        Assert.True(Pipe.TryTake(out PipeBuffer? buffer));
        return buffer;
    }

    internal MoveResult TryMove(PipeBuffer buffer, out MoveRefusal refusal) =>
        PageMover.TryMovePage(Request, buffer, ref Request.Pages[0], Lru, out refusal);

    internal MoveResult TryMove(PipeBuffer buffer) => TryMove(buffer, out _);

    internal CopyResult Copy(long byteCount, out MoveStatistics statistics, bool move = true)
    {
        statistics = default;
        return PageCopier.CopyPages(Request, Pipe, byteCount, move, Lru, ref statistics);
    }

    internal CopyResult Copy(long byteCount) => Copy(byteCount, out _);

    /// <summary>Unlocks the request and completes it.</summary>
    internal void Complete(long bytesReplied)
    {
        Assert.True(Request.TryUnlock());
        Assert.True(Request.Complete(bytesReplied));
    }

    /// <summary>The bytes of a cached page.</summary>
    internal byte[] Cached(long index)
    {
        Assert.True(File.TryFind(index, out Page? page));
        byte[] bytes = page.Span.ToArray();
        page.Release();
        return bytes;
    }

    public void Dispose()
    {
        Pipe.Dispose();
        foreach (IDisposable kept in _kept)
            kept.Dispose();

        Arena.Dispose();
    }
}
