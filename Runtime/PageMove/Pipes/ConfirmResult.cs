namespace PageMove.Pipes;

/// <summary>Whether the content of a pipe buffer is good.</summary>
public enum ConfirmResult
{
    /// <summary>The content is good.</summary>
    Good,

    /// <summary>The page was cut off its file before it became valid (<c>ENODATA</c>).</summary>
    Truncated,

    /// <summary>The page is not up to date: reading it failed (<c>EIO</c>).</summary>
    NotUpToDate,
}
