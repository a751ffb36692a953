using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Misuse;

internal static class UsedAfterRelease
{
    // Whoever was given the descriptor next has written other flags into it: the page goes onto the list twice.
    public static void Finish(PipeBuffer buffer, Page page, PageLru lru)
    {
        buffer.Release();
        if ((buffer.Flags & PipeBufferFlags.Lru) == 0) // PGM4001
            lru.Add(page);
    }
}
