namespace PageMove.Requests;

/// <summary>What became of one page of a request.</summary>
public enum PageFate
{
    /// <summary>Nothing yet.</summary>
    Pending = 0,

    /// <summary>A whole page of the reply took its place.</summary>
    Moved,

    /// <summary>Bytes of the reply were copied into it.</summary>
    Copied,

    /// <summary>It lay wholly past the reply, and was zeroed.</summary>
    Zeroed,

    /// <summary>It was not filled: the request was aborted, interrupted, timed out or disconnected first.</summary>
    Aborted,

    /// <summary>It was not filled: the request failed first.</summary>
    Failed,

    /// <summary>It lay wholly past the reply, and the request does not zero: its content is not valid.</summary>
    Uncovered,
}
