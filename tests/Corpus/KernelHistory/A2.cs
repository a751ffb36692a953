using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.KernelHistory;

/// <summary>The path that lends a page to the pipe, where A1 moves one, goes on with the request unlocked as well.</summary>
public static class A2
{
    public static bool Broken([Balanced(State.Locked, false)] ReadRequest request, Page page, PagePipe pipe)
    {
        page.AddReference();
        bool isAlive = request.TryUnlock(); // earlier PGM2004
        if (isAlive)
            pipe.Lend(page, page.Size);
        page.Release();
        return isAlive; // PGM2004
    }

    public static bool Repaired([Balanced(State.Locked, false)] ReadRequest request, Page page, PagePipe pipe)
    {
        page.AddReference();
        bool isAlive = request.TryUnlock();
        if (isAlive)
            pipe.Lend(page, page.Size);
        page.Release();
        return isAlive && request.TryLock();
    }
}
