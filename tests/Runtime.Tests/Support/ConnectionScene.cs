using Microsoft.Extensions.Time.Testing;
using PageMove.Caching;
using PageMove.Connections;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Runtime.Tests.Support;

/// <summary>A file, a connection with a clock of the test's own, and a pipe for the server's replies.</summary>
internal sealed class ConnectionScene : IDisposable
{
    internal const int PageSize = 4096;
    internal const ReadRequestOptions Everything = ReadRequestOptions.PageReplace | ReadRequestOptions.PageZeroing;

    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    internal ConnectionScene(bool guard = true, bool hasTimeout = true)
    {
        Arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 64, Guard = guard });
        Pipe = new PagePipe(Arena, capacity: 16);
        Connection = new Connection(new ConnectionOptions
        {
            Lru = Lru,
            ReplyTimeout = hasTimeout ? Timeout : System.Threading.Timeout.InfiniteTimeSpan,
            TimeProvider = Clock,
        });
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal PageArena Arena { get; }

    internal AddressSpace File { get; } = new(PageSize);

    internal PageLru Lru { get; } = new();

    internal PagePipe Pipe { get; }

    internal Connection Connection { get; }

    internal byte[] Content { get; } = Pattern.Of(seed: 1, 4 * PageSize);

    /// <summary>A request for new pages of the file; the test's own references to them are not taken.</summary>
    internal ReadRequest NewRequest(long firstIndex = 0, int pages = 1, ReadRequestOptions options = Everything) =>
        new(File, firstIndex, NewPages(firstIndex, pages), options);

    /// <summary>Pages of the file: locked, each with the cache's reference and the caller's.</summary>
    internal Page[] NewPages(long firstIndex, int pages) =>
        [.. Enumerable.Range(0, pages).Select(i =>
        {
            Page page = Arena.Allocate();
            page.Lock();
            Assert.True(File.TryAdd(firstIndex + i, page));
            return page;
        })];

    /// <summary>The cached pages of the file, locked again and no longer up to date.</summary>
    internal Page[] PagesAgain(long firstIndex, int pages) =>
        [.. Enumerable.Range(0, pages).Select(i =>
        {
            Assert.True(File.TryFind(firstIndex + i, out Page? page));
            page.Lock();
            page.ClearUpToDate();
            return page;
        })];

    /// <summary>Submits a request and receives it.</summary>
    internal (Task<RequestError> End, ulong Unique) Process(ReadRequest request, CancellationToken cancellationToken = default)
    {
        Task<RequestError> end = Connection.SubmitAsync(request, cancellationToken).AsTask();
        Assert.True(Connection.TryReceive(out RequestHeader header));
        return (end, header.Unique);
    }

    /// <summary>Appends a page with content of the kind to the pipe.</summary>
    internal Page Append(PipeBufferOperations operations, int length = PageSize)
    {
        Page page = Arena.Allocate();
        Content.AsSpan(0, PageSize).CopyTo(page.Span);
        Pipe.Append(page, 0, length, operations);
        return page;
    }

    /// <summary>Everything that the pages of an ended request must be: unlocked, referred to by their cache alone, valid or in error.</summary>
    internal void AssertAccounted(RequestError error, long firstIndex = 0, int pages = 1)
    {
        for (long index = firstIndex; index < firstIndex + pages; index++)
        {
            Assert.True(File.TryFind(index, out Page? page));
            page.Release();
            Assert.Equal((1, false), (page.ReferenceCount, page.IsLocked));
            Assert.Equal(error == RequestError.None ? PageFlags.UpToDate : PageFlags.Error, page.Flags & (PageFlags.UpToDate | PageFlags.Error));
        }

        Assert.Equal(Arena.PageCount - File.PageCount - Pipe.Count, Arena.FreePageCount);
    }

    internal byte[] Cached(long index)
    {
        Assert.True(File.TryFind(index, out Page? page));
        byte[] bytes = page.Span.ToArray();
        page.Release();
        return bytes;
    }

    public void Dispose()
    {
        Connection.Dispose();
        Pipe.Dispose();
        Arena.Dispose();
    }
}
