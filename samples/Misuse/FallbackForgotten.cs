using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class FallbackForgotten
{
    // A buffer that may not move has to be copied, and nobody hears that it has not moved.
    public static void Fill([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
        => PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _); // PGM1008
}
