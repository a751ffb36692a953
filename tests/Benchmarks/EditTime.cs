namespace PageMove.Benchmarks;

/// <summary>What the diagnostics of one document took after an edit.</summary>
/// <param name="Answer">The processor's time from the question to the diagnostics, in a new compilation.</param>
/// <param name="Booked">The part that the driver books on the analyzer.</param>
internal readonly record struct EditTime(TimeSpan Answer, TimeSpan Booked);
