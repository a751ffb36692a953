using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>Nobody looks whether the second reference was got: the count was at its limit, and the page is freed while it is used.</summary>
public static class P4
{
    public static void Broken(PipeBuffer buffer, PagePipe other)
    {
        Page page = buffer.Page;
        buffer.TryAddReference(); // PGM4009
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
