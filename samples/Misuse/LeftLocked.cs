using PageMove.Pages;

namespace Misuse;

internal static class LeftLocked
{
    // The early return forgets the lock: the next one who waits for this page waits for ever.
    public static bool Fill(Page page, byte value)
    {
        page.Lock(); // PGM2003
        if (page.IsUpToDate)
            return false;
        page.Span.Fill(value);
        page.MarkUpToDate();
        page.Unlock();
        return true;
    }
}
