namespace PageMove.Requests;

/// <summary>
/// The receipt of one page of a reply. It says what was done with the page; whether its content counts is for the request's
/// <see cref="ReadRequest.Error"/> to say, as a page may have been moved before a later one failed.
/// </summary>
/// <param name="Fate">What became of the page.</param>
/// <param name="Refusal">Why it was not moved; <see cref="MoveRefusal.None"/> where it was, or where nobody came so far as to ask.</param>
public readonly record struct PageOutcome(PageFate Fate, MoveRefusal Refusal = MoveRefusal.None);
