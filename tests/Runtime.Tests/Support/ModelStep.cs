namespace Runtime.Tests.Support;

/// <summary>One step of a sequence.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Index">The page where it is done.</param>
/// <param name="Count">How many pages.</param>
/// <param name="Bytes">How many bytes.</param>
internal sealed record ModelStep(ModelAction Action, int Index, int Count, int Bytes);
