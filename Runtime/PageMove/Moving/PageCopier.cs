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
    /// <param name="pipe">
    /// Where the bytes come from; nobody else may read it. The reply's bytes are taken, whatever the result, and none that follow them (law 20).
    /// </param>
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
        ref MoveStatistics statistics) => CopyPages(request, pipe, byteCount, move, lru, ref statistics, outcomes: default);

    /// <summary>As the other one, and tells each page's outcome as far as the span reaches.</summary>
    internal static CopyResult CopyPages(
        [Balanced(State.Locked, CopyResult.Aborted, CopyResult.BadContent, CopyResult.Malformed)] ReadRequest request,
        PagePipe pipe,
        long byteCount,
        bool move,
        PageLru? lru,
        ref MoveStatistics statistics,
        Span<PageOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pipe);
        long generation = request.Generation;
        Receipts receipts = new(request, ref statistics, outcomes);
        PipeCursor cursor = new(pipe, byteCount);
        CopyResult result = byteCount < 0 || byteCount > request.ByteCount ? CopyResult.Malformed : CopyResult.Filled;
        MoveRefusal refusal = MoveRefusal.None;
        int page = 0;
        try
        {
            bool zeroing = (request.Options & ReadRequestOptions.PageZeroing) != 0;
            for (Span<Page> slots = request.Pages; result == CopyResult.Filled && page < slots.Length; page++)
            {
                int count = (int)Math.Min(byteCount, slots[page].Size);
                if (count == 0 && !zeroing)
                    break;

                result = FillPage(request, ref cursor, slots, page, count, move, lru, receipts, out refusal);
                byteCount -= count;
            }

            if (result == CopyResult.Filled)
            {
                receipts.Unfilled(page, PageFate.Uncovered, MoveRefusal.None);
                return CopyResult.Filled;
            }

            // An abort that came while the request was unlocked has the last word: it has ended the request, which may be another one by now.
            RequestError error = result switch
            {
                CopyResult.Aborted => RequestError.None,
                CopyResult.Malformed => RequestError.Malformed,
                _ => cursor.Buffer?.Content == ConfirmResult.Truncated ? RequestError.Truncated : RequestError.Failed,
            };
            if (!request.TryComplete(generation, 0, error, out _))
                result = CopyResult.Aborted;
        }
        finally
        {
            cursor.Close();
        }

        receipts.Unfilled(Math.Max(page - 1, 0), result == CopyResult.Aborted ? PageFate.Aborted : PageFate.Failed, refusal);
        return result;
    }

    /// <summary>Copies the bytes of a reply into the request's pages; they are as many as fit. Allocates nothing.</summary>
    /// <param name="request">As for the other one; nothing but an abort ends it.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="statistics">Counts the pages.</param>
    /// <param name="outcomes">Where each page's outcome is told, as far as it reaches.</param>
    internal static CopyResult CopyBytes(
        [Balanced(State.Locked, CopyResult.Aborted)] ReadRequest request, ref ByteCursor bytes, ref MoveStatistics statistics, Span<PageOutcome> outcomes)
    {
        long generation = request.Generation;
        Receipts receipts = new(request, ref statistics, outcomes);
        bool zeroing = (request.Options & ReadRequestOptions.PageZeroing) != 0;
        long byteCount = bytes.Length;
        Span<Page> slots = request.Pages;
        int page = 0;
        for (; page < slots.Length; page++)
        {
            // Nothing here waits, so the request stays locked; but a long copy is not to be finished for nobody.
            if (request.IsAborted)
            {
                request.TryComplete(generation, 0, RequestError.None, out _);
                receipts.Unfilled(page, PageFate.Aborted, MoveRefusal.None);
                return CopyResult.Aborted;
            }

            Span<byte> content = slots[page].Span;
            int count = (int)Math.Min(byteCount, content.Length);
            if (count == 0 && !zeroing)
                break;

            bytes.CopyTo(content[..count]);
            if (zeroing)
                content[count..].Clear();

            receipts.Filled(page, count == 0 ? new PageOutcome(PageFate.Zeroed) : new PageOutcome(PageFate.Copied, MoveRefusal.NotRequested));
            byteCount -= count;
        }

        receipts.Unfilled(page, PageFate.Uncovered, MoveRefusal.None);
        return CopyResult.Filled;
    }

    private static CopyResult FillPage(
        [Balanced(State.Locked, CopyResult.Aborted, CopyResult.BadContent, CopyResult.Malformed)] ReadRequest request,
        ref PipeCursor cursor,
        Span<Page> slots,
        int page,
        int count,
        bool move,
        PageLru? lru,
        scoped Receipts receipts,
        out MoveRefusal refusal)
    {
        refusal = MoveRefusal.None;
        ref Page slot = ref slots[page];
        if (count == 0)
        {
            slot.Span.Clear();
            receipts.Filled(page, new PageOutcome(PageFate.Zeroed));
            return CopyResult.Filled;
        }

        refusal = RefusalBeforeTrying(request, in cursor, count, slot.Size, move);
        if (refusal == MoveRefusal.None)
        {
            if (!cursor.TryTakeNext())
                return CopyResult.Malformed;

            switch (PageMover.TryMovePage(request, cursor.Buffer, ref slot, lru, out refusal))
            {
                case MoveResult.Moved:
                    cursor.Moved(count);
                    receipts.Filled(page, new PageOutcome(PageFate.Moved));
                    return CopyResult.Filled;

                case MoveResult.Aborted:
                    refusal = MoveRefusal.None;
                    return CopyResult.Aborted;

                case MoveResult.BadContent:
                    return CopyResult.BadContent;
            }
        }

        receipts.Refused(page, refusal);
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

        receipts.Filled(page, new PageOutcome(PageFate.Copied, refusal));
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
        long generation = request.Generation;
        if (!request.TryUnlock())
            return CopyResult.Aborted;

        if (!cursor.TryTakeNext())
            return CopyResult.Malformed;

        if (cursor.Buffer.Confirm() != ConfirmResult.Good)
            return CopyResult.BadContent;

        return request.TryLock(generation) ? CopyResult.Filled : CopyResult.Aborted;
    }
}
