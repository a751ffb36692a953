namespace PageMove.Pages;

/// <summary>Which flags a stolen page may carry into a cache (step 10 of the protocol, law 18).</summary>
internal static class StolenPageFlags
{
    /// <summary>The flags with which a page is refused.</summary>
    internal static readonly PageFlags Refused =
        Enum.GetValues<PageFlags>().Where(flag => !IsHarmless(flag)).Aggregate(PageFlags.None, (all, flag) => all | flag);

    // Without a default arm, so that the compiler refuses a new flag that nobody classified (CS8509); only values that are
    // not the name of one flag are left out.
#pragma warning disable CS8524
    internal static bool IsHarmless(PageFlags flag) => flag switch
    {
        PageFlags.None => true,
        PageFlags.Locked => true,
        PageFlags.Referenced => true,
        PageFlags.Lru => true,
        PageFlags.Active => true,
        PageFlags.Workingset => true,
        PageFlags.Reclaim => true,
        PageFlags.Waiters => true,
        PageFlags.Readahead => true,

        // The mover clears these two before it looks.
        PageFlags.UpToDate => false,
        PageFlags.MappedToDisk => false,

        PageFlags.Dirty => false,
        PageFlags.Writeback => false,
        PageFlags.Error => false,
        PageFlags.Private => false,
        PageFlags.Mlocked => false,
    };
#pragma warning restore CS8524
}
