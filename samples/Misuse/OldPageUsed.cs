using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class OldPageUsed
{
    // The move has put another page into the slot; the one that stood there before may be gone.
    public static long Fill([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) != MoveResult.Moved)
            return -1;
        return page.Index; // PGM1009
    }
}
