using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>The size of a page is taken before the test whether there is a page.</summary>
/// <note>The compiler's own warning; no rule is needed.</note>
public static class A15
{
    public static void Broken(Page? page, int count)
    {
        int size = page.Size; // CS8602
        if (page is not null && count < size)
            page.Span[count..].Clear();
    }

    public static void Repaired(Page? page, int count)
    {
        if (page is null)
            return;
        int size = page.Size;
        if (count < size)
            page.Span[count..].Clear();
    }
}
