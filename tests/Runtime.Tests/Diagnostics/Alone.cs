namespace Runtime.Tests.Diagnostics;

/// <summary>Tests that look at what the whole process reports.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
