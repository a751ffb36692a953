using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class MarkedByTheMover
{
    // Only completion knows whether the whole reply came; a reader who finds the page up to date does not wait for it.
    public static void Fill([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            request.Pages[0].MarkUpToDate(); // PGM1010
    }
}
