using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class ExitWithoutLock
{
    // The first version of page moving did this, and CVE-2026-53388 is what came of it sixteen years later: success leaves the
    // request unlocked, and an abort frees it while the next page is being copied into it.
    public static MoveResult Confirm(
        [Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request,
        PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (buffer.Confirm() != ConfirmResult.Good)
            return MoveResult.BadContent;
        return MoveResult.Moved; // PGM2004
    }
}
