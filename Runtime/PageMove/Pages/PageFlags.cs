using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;

namespace PageMove.Pages;

/// <summary>What is known of a page. Every flag is classified in <see cref="StolenPageFlags"/> (law 18).</summary>
[Flags]
[Exhaustive("PGM4008")]
[SuppressMessage("Naming", "CA1711", Justification = "The field calls them flags.")]
public enum PageFlags : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Somebody holds the page's lock.</summary>
    Locked = 1 << 0,

    /// <summary>Read since reclaim last looked, for lists that note it here. <c>PageLru</c> counts the reads instead.</summary>
    Referenced = 1 << 1,

    /// <summary>The content is valid. Only completion sets it (law 11).</summary>
    UpToDate = 1 << 2,

    /// <summary>Changed since it was last written back.</summary>
    Dirty = 1 << 3,

    /// <summary>Being written back.</summary>
    Writeback = 1 << 4,

    /// <summary>On a <c>PageLru</c>.</summary>
    Lru = 1 << 5,

    /// <summary>On the active half of the LRU.</summary>
    Active = 1 << 6,

    /// <summary>Was on the active half before it was last reclaimed.</summary>
    Workingset = 1 << 7,

    /// <summary>To be reclaimed as soon as possible.</summary>
    Reclaim = 1 << 8,

    /// <summary>Somebody waits for the lock.</summary>
    Waiters = 1 << 9,

    /// <summary>The last read or write of the content failed.</summary>
    Error = 1 << 10,

    /// <summary>The owner of the mapping keeps data of its own with the page.</summary>
    Private = 1 << 11,

    /// <summary>Has its place on disk allocated.</summary>
    MappedToDisk = 1 << 12,

    /// <summary>Must not leave memory.</summary>
    Mlocked = 1 << 13,

    /// <summary>The first read of the page starts the next readahead.</summary>
    Readahead = 1 << 14,
}
