namespace PageMove.Soak;

/// <summary>What a moody source fails with.</summary>
internal sealed class MoodyException() : Exception("The source is in a bad mood.");
