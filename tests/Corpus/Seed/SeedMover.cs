using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Seed;

/// <summary>
/// The steps of the patch of April 2010 in their order (docs/laws.md, table 1, the seed's column), in this library's terms. It was merged, and its
/// success path was a use after free until 2026.
/// </summary>
public static class SeedMover
{
    public static MoveResult TryMovePage(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request,
        PipeBuffer buffer,
        [Signals(Signal.SlotPublish)] ref Page slot,
        PageLru lru)
    {
        Page oldPage = slot;
        request.TryUnlock(); // PGM3003 // earlier PGM2004

        if (buffer.Confirm() != ConfirmResult.Good)
            return MoveResult.BadContent;
        if (buffer.Length != oldPage.Size)
            return Copy(request);
        if (!buffer.TrySteal(out Page? newPage)) // PGM2003
            return Copy(request);

        // The donor's word is taken for it, and this exit leaves the page locked.
        if (!newPage.IsUpToDate)
            return MoveResult.BadContent; // earlier PGM2003
        if (newPage.MapCount != 0 || newPage.Mapping != null || newPage.ReferenceCount != 1 || oldPage.MapCount != 0) // PGM1011
        {
            newPage.Unlock();
            return Copy(request);
        }

        AddressSpace mapping = request.Mapping;
        long index = oldPage.Index;
        mapping.Remove(oldPage); // earlier PGM1007
        if (!mapping.TryAdd(index, newPage)) // PGM1007
        {
            newPage.Unlock();
            return Copy(request);
        }

        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
            lru.Add(newPage);

        bool aborted;
        lock (request.AbortLock)
        {
            aborted = request.IsAborted;
            if (!aborted)
                slot = newPage;
        }

        if (aborted)
        {
            newPage.Unlock();
            newPage.Release();
            return MoveResult.Aborted;
        }

        oldPage.Unlock();
        oldPage.Release();
        return MoveResult.Moved; // PGM2004
    }

    private static MoveResult Copy([Requires(State.Unlocked), Produces(State.Locked, When = MoveResult.Copy)] ReadRequest request)
        => request.TryLock() ? MoveResult.Copy : MoveResult.Aborted;
}
