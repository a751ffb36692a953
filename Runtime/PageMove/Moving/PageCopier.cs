using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Fills a request's pages from a pipe, moving whole pages where it may and copying the rest (<c>fuse_copy_pages</c>).</summary>
public static class PageCopier
{
    /// <summary>Takes <paramref name="byteCount"/> bytes out of the pipe into the request's pages. Allocates nothing.</summary>
    /// <param name="request">
    /// The request, locked; it stays so on <see cref="CopyResult.Filled"/> and has ended on every other result, save that an aborter may just be ending
    /// it on <see cref="CopyResult.Aborted"/>.
    /// </param>
    /// <param name="pipe">Where the bytes come from; nobody else may read it. What is taken is gone, whatever the result (law 20).</param>
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
        ref MoveStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pipe);
        if (byteCount < 0 || byteCount > request.ByteCount)
        {
            request.Complete(0, RequestError.Malformed);
            return CopyResult.Malformed;
        }

        bool zeroing = (request.Options & ReadRequestOptions.PageZeroing) != 0;
        PipeCursor cursor = new(pipe);
        CopyResult result = CopyResult.Filled;
        foreach (ref Page slot in request.Pages)
        {
            if (byteCount == 0 && !zeroing)
                break;

            int count = (int)Math.Min(byteCount, slot.Size);
            result = FillPage(request, ref cursor, ref slot, count, move, lru, ref statistics);
            if (result != CopyResult.Filled)
                break;

            byteCount -= count;
        }

        switch (result)
        {
            case CopyResult.Filled:
                cursor.PutBack();
                return CopyResult.Filled;

            case CopyResult.Aborted:
                request.End();
                break;

            case CopyResult.BadContent:
                bool isTruncated = cursor.Buffer?.Content == ConfirmResult.Truncated;
                request.Complete(0, isTruncated ? RequestError.Truncated : RequestError.Failed);
                break;

            default:
                request.Complete(0, RequestError.Malformed);
                break;
        }

        cursor.Drop();
        return result;
    }

    private static CopyResult FillPage(
        [Balanced(State.Locked, CopyResult.Aborted, CopyResult.BadContent, CopyResult.Malformed)] ReadRequest request,
        ref PipeCursor cursor,
        [Signals(Signal.SlotPublish)] ref Page slot,
        int count,
        bool move,
        PageLru? lru,
        ref MoveStatistics statistics)
    {
        if (count == 0)
        {
            slot.Span.Clear();
            statistics.CountZeroed();
            return CopyResult.Filled;
        }

        MoveRefusal refusal = RefusalBeforeTrying(request, in cursor, count, slot.Size, move);
        if (refusal == MoveRefusal.None)
        {
            if (!cursor.TryTakeNext())
                return CopyResult.Malformed;

            switch (PageMover.TryMovePage(request, cursor.Buffer, ref slot, lru, out refusal))
            {
                case MoveResult.Moved:
                    cursor.Drop();
                    statistics.CountMoved();
                    return CopyResult.Filled;

                case MoveResult.Aborted:
                    return CopyResult.Aborted;

                case MoveResult.BadContent:
                    return CopyResult.BadContent;
            }
        }

        statistics.CountRefused(refusal);
        Span<byte> rest = slot.Span;
        if ((request.Options & ReadRequestOptions.PageZeroing) != 0)
            rest[count..].Clear();

        rest = rest[..count];
        while (!rest.IsEmpty)
        {
            if (cursor.Buffer is null)
            {
                CopyResult result = TakeNext(request, ref cursor);
                if (result != CopyResult.Filled)
                    return result;
            }

            rest = rest[cursor.CopyTo(rest)..];
        }

        statistics.CountCopied();
        return CopyResult.Filled;
    }

    private static MoveRefusal RefusalBeforeTrying(ReadRequest request, in PipeCursor cursor, int count, int pageSize, bool move)
    {
        if (!move)
            return MoveRefusal.NotRequested;

        if ((request.Options & ReadRequestOptions.PageReplace) == 0)
            return MoveRefusal.NotPermitted;

        if (count != pageSize)
            return MoveRefusal.Partial;

        return cursor.Buffer is null ? MoveRefusal.None : MoveRefusal.Misaligned;
    }

    /// <summary>Takes the next buffer and confirms it, with the request unlocked as confirming may wait (<c>fuse_copy_fill</c>).</summary>
    private static CopyResult TakeNext(
        [Balanced(State.Locked, CopyResult.Aborted, CopyResult.BadContent, CopyResult.Malformed)] ReadRequest request,
        ref PipeCursor cursor)
    {
        if (!request.TryUnlock())
            return CopyResult.Aborted;

        if (!cursor.TryTakeNext())
            return CopyResult.Malformed;

        if (cursor.Buffer.Confirm() != ConfirmResult.Good)
            return CopyResult.BadContent;

        return request.TryLock() ? CopyResult.Filled : CopyResult.Aborted;
    }
}
