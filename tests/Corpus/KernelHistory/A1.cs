using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>The success path goes on with the request unlocked, and an abort frees it while the next page is copied.</summary>
public static class A1
{
    public static MoveResult Broken(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request,
        Page oldPage, [Requires(State.Locked)] Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (!request.TryUnlock()) // earlier PGM2004
            return MoveResult.Aborted;
        request.Mapping.Replace(oldPage, newPage);
        lock (request.AbortLock)
        {
            if (request.IsAborted)
                return MoveResult.Aborted;
            slot = newPage;
        }

        return MoveResult.Moved; // PGM2004
    }

    public static MoveResult Repaired(
        [Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request,
        Page oldPage, [Requires(State.Locked)] Page newPage, [Signals(Signal.SlotPublish)] ref Page slot)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (!request.TryLock())
            return MoveResult.Aborted;
        request.Mapping.Replace(oldPage, newPage);
        slot = newPage;
        return MoveResult.Moved;
    }
}
