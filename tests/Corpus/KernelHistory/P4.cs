using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>Nobody looks whether the second reference was got: the count was at its limit, and the page is freed while it is used.</summary>
/// <note>`TryAddReference` is not marked as a method whose result must be used.</note>
public static class P4
{
    public static void Broken(PipeBuffer buffer, PagePipe other)
    {
        Page page = buffer.Page;
        buffer.TryAddReference();
        other.Append(page, buffer.Offset, buffer.Length, buffer.Operations);
    }

    public static bool Repaired(PipeBuffer buffer, PagePipe other)
    {
        Page page = buffer.Page;
        if (!buffer.TryAddReference())
            return false;
        other.Append(page, buffer.Offset, buffer.Length, buffer.Operations);
        return true;
    }
}
