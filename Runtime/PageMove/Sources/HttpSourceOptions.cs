namespace PageMove.Sources;

/// <summary>How an <see cref="HttpSource"/> asks.</summary>
public sealed class HttpSourceOptions
{
    /// <summary>The length in bytes where it is known beforehand, as from a <c>HEAD</c>; else the first answer tells it.</summary>
    public long? Length { get; init; }

    /// <summary>
    /// The most bytes of an answer that are read and dropped to reach what is wanted, where the server ignores ranges; not negative.
    /// </summary>
    public long MaxSkip { get; init; } = 1024 * 1024;

    /// <summary>Adds to each message what the server wants to see, as its authorization; called by several threads at once.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }
}
