namespace PageMove.Moving;

/// <summary>What became of filling a request's pages.</summary>
public enum CopyResult
{
    /// <summary>The pages are filled; the request is still locked, and to be completed.</summary>
    Filled = 0,

    /// <summary>The request was aborted, and has ended or is being ended by its aborter.</summary>
    Aborted,

    /// <summary>The content of a buffer was not good; the request has ended with the error.</summary>
    BadContent,

    /// <summary>The peer's length fits neither the request nor what the pipe holds; the request has ended with the error (law 19).</summary>
    Malformed,
}
