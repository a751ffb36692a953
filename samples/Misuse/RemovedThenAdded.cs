using PageMove.Caching;
using PageMove.Pages;

namespace Misuse;

internal static class RemovedThenAdded
{
    // Between the two a reader finds no page at all, and the second can fail.
    public static bool Renew(AddressSpace space, Page old, Page fresh)
    {
        space.Remove(old);
        return space.TryAdd(old.Index, fresh); // PGM1007
    }
}
