namespace PageMove.Pipes;

/// <summary>Why a buffer's page could not be stolen.</summary>
public enum StealRefusal
{
    /// <summary>Somebody else refers to the page.</summary>
    Shared,

    /// <summary>The page is lent, not given (law 15).</summary>
    Lent,

    /// <summary>Pages of the buffer's kind are never stolen.</summary>
    NotStealable,

    /// <summary>Somebody holds the page's lock.</summary>
    Locked,

    /// <summary>The page has left its cache.</summary>
    Truncated,

    /// <summary>The page is mapped by a user.</summary>
    Mapped,

    /// <summary>The owner of the page's mapping keeps data with it.</summary>
    Private,

    /// <summary>The page is dirty.</summary>
    Dirty,

    /// <summary>The page is being written back.</summary>
    Writeback,

    /// <summary>The page is locked in memory.</summary>
    Mlocked,
}
