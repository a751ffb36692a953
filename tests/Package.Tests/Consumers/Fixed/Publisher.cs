using PageMove.Caching;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Requests;

namespace Fixed;

/// <summary>A project whose author runs <c>dotnet format analyzers</c> after a review.</summary>
public static class Publisher
{
    public static void Publish(Page page)
    {
        page.Lock();
        page.MarkUpToDate();
        page.Unlock();
        page.Unlock();
    }

    public static MoveResult Publish(ReadRequest request, AddressSpace cache, Page oldPage, Page newPage)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        cache.Replace(oldPage, newPage);
        return MoveResult.Moved;
    }
}
