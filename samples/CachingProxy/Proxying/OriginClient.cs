using System.Net;

namespace CachingProxy.Proxying;

/// <summary>Asks the one origin. Thread-safe.</summary>
internal sealed class OriginClient : IDisposable
{
    private readonly string _prefix;

    /// <summary>Makes a client of an origin.</summary>
    /// <param name="origin">Its address; a path in it comes before that of each request.</param>
    /// <param name="timeout">How long it may take to begin an answer.</param>
    public OriginClient(Uri origin, TimeSpan timeout)
    {
        _prefix = origin.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Address = origin;
        Http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = timeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
        {
            Timeout = timeout,
        };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Where a request goes: always to the origin, whatever its path looks like.</summary>
    public Uri UriOf(HttpRequest request)
    {
        // "//elsewhere/" resolved as a reference would name another host; appended, it is a path.
        var uri = new Uri(_prefix + request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        return uri.Authority == Address.Authority && uri.Scheme == Address.Scheme
            ? uri
            : throw new BadHttpRequestException("The request's target is not on this server.");
    }

    public void Dispose() => Http.Dispose();
}
