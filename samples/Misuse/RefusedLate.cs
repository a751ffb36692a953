using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Misuse;

internal static class RefusedLate
{
    // The length could have been asked before: by now the page has lost its old home, and refusing it brings nothing back.
    public static bool Move([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool fits = page.MapCount == 0 && buffer.Length == old.Size; // PGM1004
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }
}
