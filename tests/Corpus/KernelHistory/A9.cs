using PageMove.Pages;

namespace Corpus.KernelHistory;

/// <summary>A list of the flags that do no harm, written by hand, refuses each flag that is added later.</summary>
/// <note>The library's own list is a switch without a default arm, of which the compiler says what it leaves out (CS8509).</note>
public static class A9
{
    private const PageFlags Harmless = PageFlags.Locked | PageFlags.Referenced | PageFlags.Lru | PageFlags.Active | PageFlags.Reclaim;

    public static bool Broken(Page newPage) => (newPage.Flags & ~Harmless) == 0; // PGM4008

    public static bool Repaired(Page newPage)
    {
        for (int bit = 0; bit < 32; bit++)
        {
            PageFlags flag = newPage.Flags & (PageFlags)(1 << bit);
            if (!IsHarmless(flag))
                return false;
        }

        return true;
    }

#pragma warning disable CS8524 // Combinations have no name; the loop takes them apart.
    private static bool IsHarmless(PageFlags flag) => flag switch
    {
        PageFlags.None or PageFlags.Locked or PageFlags.Referenced or PageFlags.Lru or PageFlags.Active => true,
        PageFlags.Workingset or PageFlags.Reclaim or PageFlags.Waiters or PageFlags.Readahead => true,
        PageFlags.UpToDate or PageFlags.MappedToDisk or PageFlags.Dirty or PageFlags.Writeback => false,
        PageFlags.Error or PageFlags.Private or PageFlags.Mlocked => false,
    };
#pragma warning restore CS8524
}
