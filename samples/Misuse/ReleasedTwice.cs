using PageMove.Pages;

namespace Misuse;

internal static class ReleasedTwice
{
    // When it fails the reference is given back inside the branch and again behind it; the second one was somebody else's.
    public static void Finish(Page page, bool failed)
    {
        if (failed)
            page.Release();
        page.Release(); // PGM4002
    }
}
