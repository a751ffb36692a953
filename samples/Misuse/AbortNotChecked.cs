using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Misuse;

internal static class AbortNotChecked
{
    // The request may have been aborted, and its pages given back, since anybody looked.
    public static void Publish(ReadRequest request, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        request.Mapping.Replace(oldPage, newPage); // PGM3001
    }
}
