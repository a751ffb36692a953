using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Misuse;

internal static class NotPinned
{
    // While the request is unlocked an abort gives its pages back, and the page that is measured is somebody else's.
    public static bool Fits([Balanced(State.Locked, false)] ReadRequest request, [Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        if (!request.TryUnlock())
            return false;
        bool fits = buffer.Length == page.Size; // PGM2006
        return request.TryLock() && fits;
    }
}
