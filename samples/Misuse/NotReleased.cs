using System;
using PageMove.Pages;

namespace Misuse;

internal static class NotReleased
{
    // What does not fit is refused, and its page is in nobody's hands any more.
    public static bool TryMeasure(PageArena arena, ReadOnlySpan<byte> bytes, out int sum)
    {
        sum = 0;
        if (!arena.TryAllocate(out Page? page)) // PGM4003
            return false;
        if (bytes.Length > page.Size)
            return false;
        bytes.CopyTo(page.Span);
        sum = page.Span.IndexOf((byte)0);
        page.Release();
        return true;
    }
}
