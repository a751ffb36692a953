using CachingProxy.Proxying;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CachingProxy.Caching;

/// <summary>What the origin says of a resource that may be cached.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Length">Bytes of its body.</param>
/// <param name="Tag">Its entity tag, if any.</param>
/// <param name="LastModified">When it was changed, if the origin says so.</param>
/// <param name="Headers">The headers that clients get, those of the body's length and part excepted.</param>
/// <param name="Age">How old the answer was when it came, by a cache between.</param>
/// <param name="Lifetime">How long it may be served from then on without asking again.</param>
internal sealed record Description(
    Uri Uri, long Length, EntityTagHeaderValue? Tag, DateTimeOffset? LastModified, KeyValuePair<string, StringValues>[] Headers, TimeSpan Age, TimeSpan Lifetime)
{
    /// <summary>Reads the answer to a HEAD.</summary>
    /// <returns><see langword="null"/> when it must not be cached, or could not be told from a later version.</returns>
    public static Description? Of(Uri uri, HttpResponseMessage answer, TimeSpan lifetimeByDefault)
    {
        if (answer.Content.Headers.ContentLength is not { } length || !CachePolicy.MayStore(answer))
            return null;

        KeyValuePair<string, StringValues>[] headers = [.. HeaderRules.EndToEnd(answer).Where(header => !IsOfThisAnswer(header.Key))];
        EntityTagHeaderValue? tag = answer.Headers.ETag is { } etag ? EntityTagHeaderValue.Parse(etag.ToString()) : null;
        TimeSpan age = answer.Headers.Age ?? TimeSpan.Zero;
        return new Description(uri, length, tag, answer.Content.Headers.LastModified, headers, age, CachePolicy.LifetimeOf(answer, lifetimeByDefault) - age);
    }

    /// <summary>Whether another description is of the same bytes.</summary>
    public bool IsSameVersion(Description other) =>
        Length == other.Length && Equals(Tag, other.Tag) && (Tag is not null || LastModified == other.LastModified);

    private static bool IsOfThisAnswer(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Range", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Accept-Ranges", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Age", StringComparison.OrdinalIgnoreCase);
}
