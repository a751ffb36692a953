using PageMove.Caching;
using PageMove.Pages;
using PageMove.Requests;

namespace Misuse;

internal static class AskedOutsideLock
{
    // Between the question and the exchange an abort gives the request's pages back.
    public static bool Publish(ReadRequest request, AddressSpace space, Page oldPage, Page newPage)
    {
        if (request.IsAborted) // PGM3002
            return false;
        space.Replace(oldPage, newPage);
        return true;
    }
}
