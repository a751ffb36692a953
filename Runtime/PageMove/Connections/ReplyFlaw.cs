namespace PageMove.Connections;

/// <summary>What is wrong with a reply that is malformed.</summary>
internal enum ReplyFlaw
{
    None,
    UnknownError,
    NegativeLength,
    ErrorWithBytes,
    LongerThanWanted,
    OtherLengthThanGiven,
    PipeTooShort,
}
