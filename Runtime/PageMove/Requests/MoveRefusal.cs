namespace PageMove.Requests;

/// <summary>Why a page was copied instead of being moved. Nobody need ask: each page's <see cref="PageOutcome"/> tells.</summary>
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

    /// <summary>Somebody else refers to the buffer's page: a duplicate of the buffer, a reader, a look-up.</summary>
    Shared,

    /// <summary>The buffer's page is lent, not given: its owner keeps it (law 15).</summary>
    Lent,

    /// <summary>Pages of the buffer's kind are never stolen, as a socket's.</summary>
    NotStealable,

    /// <summary>Somebody held the lock of the buffer's page.</summary>
    DonorLocked,

    /// <summary>The buffer's page has left the cache that it was spliced from; whoever cut it off may still refer to it.</summary>
    DonorTruncated,

    /// <summary>The buffer's page is mapped by a user.</summary>
    DonorMapped,

    /// <summary>The owner of the mapping of the buffer's page keeps data with it.</summary>
    DonorPrivate,

    /// <summary>The buffer's page is dirty in the cache that it was spliced from.</summary>
    DonorDirty,

    /// <summary>The buffer's page is being written back.</summary>
    DonorWriteback,

    /// <summary>The buffer's page is locked in memory.</summary>
    DonorMlocked,

    /// <summary>The stolen page is mapped by a user.</summary>
    NewPageMapped,

    /// <summary>The stolen page is still in a cache.</summary>
    NewPageHasMapping,

    /// <summary>The stolen page carries a flag that a page of a cache must not begin with.</summary>
    NewPageFlags,
}
