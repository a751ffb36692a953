namespace PageMove.Files;

/// <summary>How a flight ended.</summary>
internal enum FlightEnd
{
    /// <summary>The pages are valid, or lie past the end of the file.</summary>
    Filled,

    /// <summary>It was given up for a reason that is not the source's: whoever still wants the pages asks again.</summary>
    GivenUp,

    /// <summary>The source failed.</summary>
    Failed,
}
