namespace PageMove.Contracts;

/// <summary>What has to be asked before a stolen page is published. A user's own contract may name any question it likes.</summary>
public static class Question
{
    /// <summary>Whether the page is free of mappings, of a cache and of flags that do not go with a new home (step 10).</summary>
    public const string Sanity = nameof(Sanity);

    /// <summary>Whether the whole page is to be moved, and not a part of it (law 12).</summary>
    public const string Length = nameof(Length);

    /// <summary>Whether the page is as large as the one whose place it is to take (step 9).</summary>
    public const string PageSize = nameof(PageSize);
}
