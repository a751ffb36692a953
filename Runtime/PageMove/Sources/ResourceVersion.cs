using System.Net.Http.Headers;

namespace PageMove.Sources;

/// <summary>What tells one version of an HTTP resource from another.</summary>
/// <param name="Tag">Its entity tag, if it has one.</param>
/// <param name="LastModified">When it was changed, if the server says so.</param>
/// <param name="Length">Its bytes, or <see langword="null"/> while no answer told them.</param>
internal sealed record ResourceVersion(EntityTagHeaderValue? Tag, DateTimeOffset? LastModified, long? Length)
{
    /// <summary>Why an answer is of another version, or <see langword="null"/>.</summary>
    internal string? DifferenceTo(ResourceVersion other)
    {
        if (!Equals(Tag, other.Tag))
            return $"its ETag was {Show(Tag)} and is {Show(other.Tag)}";

        // A server that was asked for a tag's version need not send the date.
        if (Tag is null && LastModified != other.LastModified)
            return $"its Last-Modified was {Show(LastModified)} and is {Show(other.LastModified)}";

        return Length is { } length && other.Length is { } otherLength && length != otherLength ? $"it had {length} bytes and has {otherLength}" : null;
    }

    private static string Show(IFormattable? date) => date?.ToString("R", null) ?? "missing";

    private static string Show(EntityTagHeaderValue? tag) => tag?.ToString() ?? "missing";
}
