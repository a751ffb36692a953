using PageMove.Contracts;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class BlockedUnderLock
{
    // The page behind the buffer may still be read from a disk, and as long as the request is locked nobody can abort it.
    public static bool IsGood([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
        => buffer.Confirm() == ConfirmResult.Good; // PGM2005
}
