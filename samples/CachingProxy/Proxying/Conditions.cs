using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace CachingProxy.Proxying;

/// <summary>A request's preconditions (RFC 9110, section 13.2.2).</summary>
internal static class Conditions
{
    /// <summary>Judges the conditions in the order that the RFC wants.</summary>
    /// <returns>304 or 412, or <see langword="null"/> to go on.</returns>
    public static int? Judge(RequestHeaders request, EntityTagHeaderValue? tag, DateTimeOffset? lastModified)
    {
        if (request.IfMatch.Count > 0)
        {
            if (!Matches(request.IfMatch, tag, useStrongComparison: true))
                return StatusCodes.Status412PreconditionFailed;
        }
        else if (request.IfUnmodifiedSince is { } unmodifiedSince && lastModified > unmodifiedSince)
        {
            return StatusCodes.Status412PreconditionFailed;
        }

        if (request.IfNoneMatch.Count > 0)
            return Matches(request.IfNoneMatch, tag, useStrongComparison: false) ? StatusCodes.Status304NotModified : null;

        return request.IfModifiedSince is { } modifiedSince && lastModified <= modifiedSince ? StatusCodes.Status304NotModified : null;
    }

    /// <summary>Whether the request's range is of the representation that there is (If-Range).</summary>
    public static bool RangeApplies(RequestHeaders request, EntityTagHeaderValue? tag, DateTimeOffset? lastModified) => request.IfRange switch
    {
        null => request.Headers.IfRange.Count == 0,
        { EntityTag: { } wanted } => tag is not null && wanted.Compare(tag, useStrongComparison: true),
        { LastModified: { } wanted } => lastModified == wanted,
        _ => false,
    };

    private static bool Matches(IList<EntityTagHeaderValue> wanted, EntityTagHeaderValue? tag, bool useStrongComparison) =>
        wanted.Any(other => other.Equals(EntityTagHeaderValue.Any) || (tag is not null && other.Compare(tag, useStrongComparison)));
}
