namespace PageMove.Sources;

/// <summary>
/// A source has another version of its bytes than the one that was read before; the answer failed, so that the cache never mixes the two. The inner exception
/// of what a reader of the cached file sees.
/// </summary>
public sealed class ResourceChangedException : IOException
{
    /// <summary>Makes the exception.</summary>
    public ResourceChangedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What changed.</param>
    public ResourceChangedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What changed.</param>
    /// <param name="innerException">What told of it.</param>
    public ResourceChangedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
