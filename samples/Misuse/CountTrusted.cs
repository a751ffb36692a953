using PageMove.Pages;

namespace Misuse;

internal static class CountTrusted
{
    // Whoever looks for the page in the cache raises the count for a moment; one reference now says nothing of the next instruction.
    public static void Wipe(Page page)
    {
        if (page.ReferenceCount == 1) // PGM1011
            page.Span.Clear();
    }
}
