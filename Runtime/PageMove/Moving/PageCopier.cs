using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Fills a request's pages from a pipe, moving whole pages where it may and copying the rest (<c>fuse_copy_pages</c>).</summary>
public static class PageCopier
{
    /// <summary>Takes <paramref name="byteCount"/> bytes out of the pipe into the request's pages.</summary>
    /// <param name="request">The request, locked; it stays so on <see cref="CopyResult.Filled"/> and has ended on every other result.</param>
    /// <param name="pipe">Where the bytes come from. What is taken is gone, whatever the result (law 20).</param>
    /// <param name="byteCount">Bytes of the reply, as the peer says.</param>
    /// <param name="move">Whether the sender asked for moving (<c>SPLICE_F_MOVE</c>).</param>
    /// <param name="lru">Where moved pages are added unless they are on a list already.</param>
    /// <param name="statistics">Counts the pages.</param>
    public static CopyResult CopyPages(
        [Balanced(State.Locked, CopyResult.Aborted, CopyResult.BadContent, CopyResult.Malformed)] ReadRequest request,
        PagePipe pipe,
        long byteCount,
        bool move,
        PageLru? lru,
        ref MoveStatistics statistics) => throw new NotImplementedException();
}
