namespace PageMove.Sources;

/// <summary>What the body of a server's answer to a range is.</summary>
internal enum HttpAnswerKind
{
    /// <summary>The range, or the first part of it.</summary>
    Range,

    /// <summary>The whole resource: the server ignores ranges, or has another version than was asked for.</summary>
    Whole,

    /// <summary>No part of the resource: the range lies past its end.</summary>
    PastTheEnd,
}
