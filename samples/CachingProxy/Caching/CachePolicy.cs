using System.Net;
using System.Net.Http.Headers;

namespace CachingProxy.Caching;

/// <summary>What may be cached by a cache that many share (RFC 9111, section 3), and for how long. Where it could be argued, it is not cached.</summary>
internal static class CachePolicy
{
    /// <summary>Whether a request may be answered from the cache.</summary>
    public static bool MayServe(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return false;

        IHeaderDictionary headers = request.Headers;
        return headers.Authorization.Count == 0
            && !(CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out CacheControlHeaderValue? control) && control.NoStore);
    }

    /// <summary>Whether the client wants the origin to be asked (<c>Cache-Control: no-cache</c> or <c>max-age=0</c>).</summary>
    public static bool WantsRevalidation(HttpRequest request) =>
        request.Headers.CacheControl.Count > 0
        && CacheControlHeaderValue.TryParse(request.Headers.CacheControl.ToString(), out CacheControlHeaderValue? control)
        && (control.NoCache || control.MaxAge == TimeSpan.Zero);

    /// <summary>Whether an answer may be cached: it is whole, for everybody, and has a validator by which a later version is told from it.</summary>
    public static bool MayStore(HttpResponseMessage answer)
    {
        CacheControlHeaderValue? control = answer.Headers.CacheControl;
        return answer.StatusCode == HttpStatusCode.OK
            && control is not { NoStore: true } and not { Private: true }
            && !answer.Headers.NonValidated.Contains("Set-Cookie")
            && !answer.Headers.AcceptRanges.Contains("none")
            // The origin is asked for the identity encoding only, which every client takes.
            && answer.Headers.Vary.All(name => name.Equals("Accept-Encoding", StringComparison.OrdinalIgnoreCase))
            && answer.Content.Headers.ContentEncoding.Count == 0
            && (answer.Headers.ETag is not null || answer.Content.Headers.LastModified is not null);
    }

    /// <summary>How long an answer is fresh.</summary>
    public static TimeSpan LifetimeOf(HttpResponseMessage answer, TimeSpan byDefault)
    {
        CacheControlHeaderValue? control = answer.Headers.CacheControl;
        if (control is { NoCache: true })
            return TimeSpan.Zero;

        if ((control?.SharedMaxAge ?? control?.MaxAge) is { } lifetime)
            return lifetime;

        return answer.Content.Headers.Expires is { } expires && answer.Headers.Date is { } date ? expires - date : byDefault;
    }
}
