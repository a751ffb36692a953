using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>Two pipes share a page, and both have the right to append to it: each overwrites the other's bytes.</summary>
/// <note>Rights are values, not states. The pipe asks at run time whether it is the only owner before it appends.</note>
public static class P3
{
    public static void Broken(Page page, int length, PagePipe first, PagePipe second)
    {
        page.AddReference();
        first.Append(page, 0, length, AnonymousBuffer.Instance, PipeBufferFlags.CanMerge);
        second.Append(page, 0, length, AnonymousBuffer.Instance, PipeBufferFlags.CanMerge);
    }

    public static void Repaired(Page page, int length, PagePipe first, PagePipe second)
    {
        page.AddReference();
        first.Append(page, 0, length, AnonymousBuffer.Instance);
        second.Append(page, 0, length, AnonymousBuffer.Instance);
    }
}
