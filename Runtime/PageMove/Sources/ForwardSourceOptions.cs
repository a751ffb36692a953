namespace PageMove.Sources;

/// <summary>How a source is read whose bytes come one after the other.</summary>
public sealed class ForwardSourceOptions
{
    /// <summary>The length in bytes where it is known beforehand; a source that ends earlier has failed.</summary>
    public long? Length { get; init; }

    /// <summary>The most bytes that are read and dropped to reach what is wanted, not negative.</summary>
    public long MaxSkip { get; init; } = 1024 * 1024;

    /// <summary>Whether what is read stays open when the source is disposed.</summary>
    public bool LeaveOpen { get; init; }

    internal void Check(string name)
    {
        if (Length < 0)
            throw new ArgumentOutOfRangeException(name, Length, $"{nameof(Length)} must not be negative.");

        if (MaxSkip < 0)
            throw new ArgumentOutOfRangeException(name, MaxSkip, $"{nameof(MaxSkip)} must not be negative.");
    }
}
