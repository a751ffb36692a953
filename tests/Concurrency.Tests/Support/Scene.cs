using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Concurrency.Tests.Support;

/// <summary>An arena, a file, a source with pages of its own, a list of both's pages, and a pipe. Each page's content is one byte, many times over.</summary>
internal sealed class Scene : IDisposable
{
    internal const int PageSize = PageArena.MinPageSize;

    /// <summary>What a page is filled with that nobody wrote yet.</summary>
    internal const byte Unwritten = 0xEE;

    internal Scene(bool guard = false)
    {
        Arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 8, Guard = guard });
        Pipe = new PagePipe(Arena, capacity: 4);
    }

    internal PageArena Arena { get; }

    internal AddressSpace File { get; } = new(PageSize);

    internal AddressSpace Source { get; } = new(PageSize);

    internal PageLru Lru { get; } = new();

    internal PagePipe Pipe { get; }

    /// <summary>The byte that a page of a reply is filled with.</summary>
    internal static byte ContentOf(int index) => (byte)(index + 1);

    /// <summary>Makes a page, with one reference.</summary>
    internal Page NewPage(byte content)
    {
        Page page = Arena.Allocate();
        page.Span.Fill(content);
        return page;
    }

    /// <summary>Puts new pages into the file and asks for their content, by a request that is locked.</summary>
    internal ReadRequest Ask(int pageCount)
    {
        Page[] pages = new Page[pageCount];
        for (int index = 0; index < pageCount; index++)
        {
            pages[index] = NewPage(Unwritten);
            pages[index].Lock();
            Assert.True(File.TryAdd(index, pages[index]));
        }

        var request = new ReadRequest(File, 0, pages, ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing);
        Assert.True(request.TryLock());
        return request;
    }

    /// <summary>Puts pages that may be stolen into the pipe.</summary>
    internal void WriteReply(int pageCount)
    {
        Span<byte> bytes = stackalloc byte[PageSize];
        for (int index = 0; index < pageCount; index++)
        {
            bytes.Fill(ContentOf(index));
            Assert.Equal(PageSize, Pipe.Write(bytes));
        }
    }

    /// <summary>Puts pages that are up to date and on the list into the source.</summary>
    internal void FillSource(int pageCount)
    {
        for (int index = 0; index < pageCount; index++)
        {
            Page page = NewPage(ContentOf(index));
            page.Lock();
            Assert.True(Source.TryAdd(index, page));
            page.MarkUpToDate();
            Lru.Add(page);
            page.Unlock();
            page.Release();
        }
    }

    /// <summary>What a server does: fills the request from the pipe and completes it.</summary>
    internal MoveStatistics Answer(ReadRequest request, int pageCount)
    {
        MoveStatistics statistics = default;
        CopyResult result = PageCopier.CopyPages(request, Pipe, (long)pageCount * PageSize, move: true, Lru, ref statistics);
        if (result != CopyResult.Filled)
            return statistics;

        if (request.TryUnlock())
            request.Complete((long)pageCount * PageSize);
        else
            request.End();

        return statistics;
    }

    /// <summary>Looks at a page as a reader does: what is up to date is whole, and of this place.</summary>
    internal static void Read(AddressSpace file, int index, params ReadOnlySpan<byte> contents)
    {
        if (!file.TryFind(index, out Page? page))
            return;

        if (page.IsUpToDate)
            AssertWhole(page, contents);

        page.Release();
    }

    internal static void AssertWhole(Page page, params ReadOnlySpan<byte> contents)
    {
        byte first = page.Span[0];
        Assert.True(contents.Contains(first), $"Content {first} is somebody else's.");
        Assert.True(page.Span.IndexOfAnyExcept(first) < 0, "A part of the page is another's.");
    }

    /// <summary>Nobody is at work any more: nothing is locked, and each page is free, or cached with the cache's reference alone.</summary>
    internal void AssertAtRest()
    {
        Pipe.Dispose();
        int listed = AssertCached(File) + AssertCached(Source);
        Assert.Equal(listed, Lru.InactiveCount + Lru.ActiveCount);
        Assert.Equal(Arena.PageCount - File.PageCount - Source.PageCount, Arena.FreePageCount);
        File.Truncate(0);
        Source.Truncate(0);
        Assert.Equal((0, Arena.PageCount), (Lru.InactiveCount + Lru.ActiveCount, Arena.FreePageCount));
    }

    public void Dispose() => Arena.Dispose();

    private static int AssertCached(AddressSpace file)
    {
        int listed = 0;
        int found = 0;
        for (int index = 0; index < 8; index++)
        {
            if (!file.TryFind(index, out Page? page))
                continue;

            found++;
            Assert.Equal((2, 0, false), (page.ReferenceCount, page.MapCount, page.IsLocked));
            Assert.Equal(file, page.Mapping);
            if ((page.Flags & PageFlags.Lru) != 0)
                listed++;

            page.Release();
        }

        Assert.Equal(file.PageCount, found);
        return listed;
    }
}
