namespace PageMove.Moving;

/// <summary>Why a page was copied instead of being moved.</summary>
public enum MoveRefusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The sender did not ask for moving.</summary>
    NotRequested,

    /// <summary>The request does not allow its pages to be replaced.</summary>
    NotPermitted,

    /// <summary>The page does not begin where a buffer begins.</summary>
    Misaligned,

    /// <summary>The reply or the buffer covers only a part of the page (law 12).</summary>
    Partial,

    /// <summary>The buffer's page is larger than the page to fill.</summary>
    LargePage,

    /// <summary>The old page is no longer in the cache.</summary>
    OldPageTruncated,

    /// <summary>The old page is mapped by a user.</summary>
    OldPageMapped,

    /// <summary>The owner of the old page's mapping keeps data with it.</summary>
    OldPagePrivate,

    /// <summary>The old page is dirty.</summary>
    OldPageDirty,

    /// <summary>The old page is being written back.</summary>
    OldPageWriteback,

    /// <summary>The old page is locked in memory.</summary>
    OldPageMlocked,

    /// <summary>The buffer's page could not be taken away from everybody else.</summary>
    NotStolen,

    /// <summary>The stolen page is mapped by a user.</summary>
    NewPageMapped,

    /// <summary>The stolen page is still in a cache.</summary>
    NewPageHasMapping,

    /// <summary>The stolen page carries a flag that a page of a cache must not begin with.</summary>
    NewPageFlags,
}
