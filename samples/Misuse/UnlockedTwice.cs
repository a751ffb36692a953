using PageMove.Pages;

namespace Misuse;

internal static class UnlockedTwice
{
    // When the page is up to date it is unlocked inside the branch and again behind it; by then it may be somebody else's lock.
    public static void Publish(Page page)
    {
        page.Lock();
        if (page.IsUpToDate)
            page.Unlock();
        page.Unlock(); // PGM2001
    }
}
