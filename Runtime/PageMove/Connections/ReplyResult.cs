namespace PageMove.Connections;

/// <summary>What became of a reply, and of its pages. Each page's own outcome is in the span that the caller gave.</summary>
/// <param name="Status">What became of the reply.</param>
/// <param name="Moved">Pages that were moved.</param>
/// <param name="Copied">Pages that were copied, wholly or in part.</param>
/// <param name="Zeroed">Pages that lay wholly past the reply and were zeroed.</param>
public readonly record struct ReplyResult(ReplyStatus Status, int Moved, int Copied, int Zeroed)
{
    /// <summary>Whether the reply was accepted.</summary>
    public bool IsAccepted => Status == ReplyStatus.Accepted;

    /// <summary>The status in words, with the numbers that were wrong.</summary>
    public string Message => Status switch
    {
        ReplyStatus.Accepted => "The reply was accepted.",
        ReplyStatus.Aborted => $"Request {Header.Unique} was aborted before its reply was through.",
        ReplyStatus.BadContent => $"The reply to request {Header.Unique} brings content that is not good.",
        ReplyStatus.UnknownRequest => $"No request {Header.Unique} awaits a reply: it was never received, was answered already, or has ended.",
        ReplyStatus.Disconnected => $"The connection was aborted; the reply to request {Header.Unique} came too late.",
        _ => $"The reply to request {Header.Unique} is malformed: {FlawInWords}",
    };

    internal ReplyHeader Header { get; init; }

    internal ReplyFlaw Flaw { get; init; }

    /// <summary>The number that contradicts the header's.</summary>
    internal long OtherLength { get; init; }

    private string FlawInWords => Flaw switch
    {
        ReplyFlaw.UnknownError => $"{(int)Header.Error} is no error.",
        ReplyFlaw.NegativeLength => $"its length, {Header.Length}, is negative.",
        ReplyFlaw.ErrorWithBytes => $"it has bytes, but the error {Header.Error} has none.",
        ReplyFlaw.LongerThanWanted => $"its header says {Header.Length} bytes, but {OtherLength} were wanted.",
        ReplyFlaw.OtherLengthThanGiven => $"its header says {Header.Length} bytes, but {OtherLength} were given.",
        _ => $"its header says {Header.Length} bytes, but the pipe has fewer.",
    };

    /// <summary>Throws unless the reply was accepted, for callers to whom a refusal is an error.</summary>
    /// <exception cref="OperationCanceledException">The request or the connection was aborted.</exception>
    /// <exception cref="IOException">The content was not good.</exception>
    /// <exception cref="InvalidOperationException">The reply was malformed, or the request is not known.</exception>
    public void ThrowIfRefused()
    {
        switch (Status)
        {
            case ReplyStatus.Accepted:
                return;

            case ReplyStatus.Aborted or ReplyStatus.Disconnected:
                throw new OperationCanceledException(Message);

            case ReplyStatus.BadContent:
                throw new IOException(Message);

            default:
                throw new InvalidOperationException(Message);
        }
    }
}
