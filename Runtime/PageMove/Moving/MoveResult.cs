namespace PageMove.Moving;

/// <summary>What became of an attempt to move a page.</summary>
public enum MoveResult
{
    /// <summary>The page was moved; the slot names it, and the buffer was released.</summary>
    Moved = 0,

    /// <summary>The page could not be moved: copy its bytes.</summary>
    Copy = 1,

    /// <summary>The request was aborted.</summary>
    Aborted,

    /// <summary>The content of the buffer is not good.</summary>
    BadContent,
}
