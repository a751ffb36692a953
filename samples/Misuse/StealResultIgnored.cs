using PageMove.Pipes;

namespace Misuse;

internal static class StealResultIgnored
{
    // A refused steal leaves the page with whoever else uses it, so writing it would change what they read.
    public static void Scrub(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        buffer.TrySteal(out _); // PGM1003
        buffer.Page.Span.Clear();
    }
}
