namespace PageMove.Connections;

/// <summary>What became of a reply.</summary>
public enum ReplyStatus
{
    /// <summary>It was accepted, and has ended its request.</summary>
    Accepted = 0,

    /// <summary>The request was aborted, interrupted or timed out before the reply was through.</summary>
    Aborted,

    /// <summary>The content of one of the pipe's buffers was not good; the request has failed.</summary>
    BadContent,

    /// <summary>The header contradicts itself, the request or the bytes; the request has failed (law 19).</summary>
    Malformed,

    /// <summary>No such request awaits a reply: it was never received, was answered already, or has ended.</summary>
    UnknownRequest,

    /// <summary>The connection was aborted.</summary>
    Disconnected,
}
