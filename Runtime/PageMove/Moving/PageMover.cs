using System.Runtime.CompilerServices;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace PageMove.Moving;

/// <summary>Moves a page from a pipe into a page cache (<c>fuse_try_move_folio</c>). Steps and laws are numbered as in <c>docs/laws.md</c>.</summary>
public static class PageMover
{
    private const PageFlags KnownAtItsOldHome = PageFlags.UpToDate | PageFlags.MappedToDisk;

    /// <summary>Tries to put the buffer's page in the place of the slot's page. Allocates nothing.</summary>
    /// <param name="request">
    /// The request, locked. On <see cref="MoveResult.Moved"/> and <see cref="MoveResult.Copy"/> it is locked again. On
    /// <see cref="MoveResult.Aborted"/> it has ended or is to be ended (<see cref="ReadRequest.End()"/>), on <see cref="MoveResult.BadContent"/> it is
    /// unlocked and to be completed with an error.
    /// </param>
    /// <param name="buffer">
    /// A buffer taken out of the pipe, nothing of it consumed. On <see cref="MoveResult.Moved"/> it was released; else it is the caller's to release, and
    /// on <see cref="MoveResult.Copy"/> it is confirmed and its bytes are still there.
    /// </param>
    /// <param name="slot">The request's slot. On <see cref="MoveResult.Moved"/> it names the moved page, locked and not yet up to date.</param>
    /// <param name="lru">Where the moved page is added unless it is on a list already.</param>
    /// <param name="refusal">Why the result is <see cref="MoveResult.Copy"/>.</param>
    [MustUse("PGM1008")]
    public static MoveResult TryMovePage(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request,
        [Produces(State.Released, When = MoveResult.Moved)] PipeBuffer buffer,
        [Replaces(State.Superseded, When = MoveResult.Moved, Unless = State.Shared), Produces(State.Moved, When = MoveResult.Moved), Signals(Signal.SlotPublish)] ref Page slot,
        PageLru? lru,
        out MoveRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(slot);
        refusal = MoveRefusal.None;

        Page oldPage = slot;
        long generation = request.Generation;
        oldPage.Prefetch();
        buffer.Prefetch();

        // 0: the pin. Once the request is unlocked an abort may give its pages back (law 6).
        oldPage.AddReference();
        int references = 1;
        try
        {
            // 1, 2: give up the request for as long as confirming may wait. Aborted: it is still locked, and the copier ends it.
            if (!request.TryUnlock())
                return MoveResult.Aborted;

            // 3: never take ownership of content not known to be good (law 2). 4 is the caller's, who took the buffer.
            if (buffer.Confirm() != ConfirmResult.Good)
                return MoveResult.BadContent;

            // 5, 9, 11 before 6: a steal cannot be undone, so what can be known before it is asked before it (laws 3, 12, 13).
            refusal = RefusalBeforeSteal(buffer, oldPage, request.Mapping);
            if (refusal == MoveRefusal.None)
            {
                // 6: the steal is the proof that nobody else has the page, and the only one (law 1).
                if (buffer.TrySteal(out Page? newPage))
                {
                    // 7: whoever had the page knew it to be valid there; here only completion says so (law 11).
                    // 8: its place on disk is that of its old home.
                    if ((newPage.Flags & KnownAtItsOldHome) != 0)
                        newPage.ClearFlags(KnownAtItsOldHome);

                    // 10
                    refusal = RefusalOfStolen(newPage);
                    if (refusal == MoveRefusal.None)
                    {
                        // 12: stop cancellation before the irreversible step, and look for it inside (law 4).
                        if (!request.TryLock(generation))
                        {
                            newPage.Unlock();
                            return MoveResult.Aborted;
                        }

                        // 13: the cache's reference of the old page is ours now (laws 7, 8).
                        // 14: beside the cache's reference of the new page, that of the request's slot.
                        request.Mapping.Exchange(oldPage, newPage, newReferences: 2);

                        // 15: reads the buffer's flags for the last time (law 10).
                        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
                            lru?.Add(newPage);

                        // 16: while the count is above one, so that nobody takes the page for spare (law 9).
                        buffer.Release();
                        slot = newPage;

                        // 18: the cache's reference, the slot's and the pin go last, in one.
                        oldPage.Unlock();
                        references = 3;

                        // 19: the request is locked, the new page too (law 5).
                        return MoveResult.Moved;
                    }

                    newPage.Unlock();
                }
                else
                {
                    refusal = RefusalOfSteal(buffer);
                }
            }

            // F: the fallback delivers the same bytes, holding what entry held (laws 5, 14).
            return request.TryLock(generation) ? MoveResult.Copy : MoveResult.Aborted;
        }
        finally
        {
            oldPage.Release(references);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static MoveRefusal RefusalBeforeSteal(PipeBuffer buffer, Page oldPage, AddressSpace mapping)
    {
        if (buffer.Length != oldPage.Size)
            return MoveRefusal.Partial;

        if (buffer.Page.Size != oldPage.Size)
            return MoveRefusal.LargePage;

        // The old page's lock, which the request keeps, keeps these as they are. When an abort ends the request meanwhile, step 12 finds out.
        if (!oldPage.IsCachedIn(mapping))
            return MoveRefusal.OldPageTruncated;

        if (oldPage.MapCount != 0)
            return MoveRefusal.OldPageMapped;

        PageFlags flags = oldPage.Flags;
        if ((flags & PageFlags.Private) != 0)
            return MoveRefusal.OldPagePrivate;

        if ((flags & PageFlags.Dirty) != 0)
            return MoveRefusal.OldPageDirty;

        if ((flags & PageFlags.Writeback) != 0)
            return MoveRefusal.OldPageWriteback;

        return (flags & PageFlags.Mlocked) != 0 ? MoveRefusal.OldPageMlocked : MoveRefusal.None;
    }

    private static MoveRefusal RefusalOfSteal(PipeBuffer buffer) => buffer.ExplainRefusal() switch
    {
        StealRefusal.Lent => MoveRefusal.Lent,
        StealRefusal.NotStealable => MoveRefusal.NotStealable,
        StealRefusal.Locked => MoveRefusal.DonorLocked,
        StealRefusal.Truncated => MoveRefusal.DonorTruncated,
        StealRefusal.Mapped => MoveRefusal.DonorMapped,
        StealRefusal.Private => MoveRefusal.DonorPrivate,
        StealRefusal.Dirty => MoveRefusal.DonorDirty,
        StealRefusal.Writeback => MoveRefusal.DonorWriteback,
        StealRefusal.Mlocked => MoveRefusal.DonorMlocked,
        _ => MoveRefusal.Shared,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static MoveRefusal RefusalOfStolen(Page newPage)
    {
        if (newPage.MapCount != 0)
            return MoveRefusal.NewPageMapped;

        if (newPage.IsCached)
            return MoveRefusal.NewPageHasMapping;

        // The count is not asked again: a look-up may raise it for a moment, and the steal has proved what matters (law 1).
        return (newPage.Flags & StolenPageFlags.Refused) != 0 ? MoveRefusal.NewPageFlags : MoveRefusal.None;
    }
}
