using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Misuse;

internal static class DonorKept
{
    // The page has moved, and the buffer's own reference to it is never given back: it can never be freed.
    public static bool Move(PagePipe pipe, AddressSpace space)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Length != space.PageSize || buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page)) // PGM4004
        {
            buffer.Release();
            return false;
        }

        bool added = page.MapCount == 0 && space.TryAdd(0, page);
        page.Unlock();
        return added;
    }
}
