namespace Runtime.Tests.Support;

/// <summary>What a fault at a page leads to.</summary>
internal enum FaultEnd
{
    /// <summary>The page moves all the same.</summary>
    Moved,

    /// <summary>The page is copied.</summary>
    Copied,

    /// <summary>The request ends as aborted before the page is filled.</summary>
    Aborted,

    /// <summary>The page moves, and the request ends as aborted.</summary>
    AbortedAfterwards,

    /// <summary>The request fails.</summary>
    Failed,

    /// <summary>The request fails, as its source was truncated.</summary>
    Truncated,

    /// <summary>The request fails, as the reply is shorter than it says.</summary>
    Malformed,
}
