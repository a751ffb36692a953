namespace PageMove.Requests;

/// <summary>What may be done to a request's pages.</summary>
[Flags]
public enum ReadRequestOptions
{
    /// <summary>Only copying the reply's bytes.</summary>
    None = 0,

    /// <summary>Pages may be replaced by moved ones (<c>page_replace</c>).</summary>
    PageReplace = 1 << 0,

    /// <summary>What the reply does not cover is zeroed (<c>page_zeroing</c>).</summary>
    PageZeroing = 1 << 1,
}
