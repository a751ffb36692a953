using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace CachingProxy;

/// <summary>How a proxy is run.</summary>
internal sealed record ProxyOptions
{
    /// <summary>The one server that is asked; its path, if any, comes before that of each request.</summary>
    public required Uri Origin { get; init; }

    /// <summary>Where clients connect; port 0 lets the system choose.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>With a certificate, clients speak TLS; what they get is encrypted, and so copied.</summary>
    public X509Certificate2? Certificate { get; init; }

    public CacheKind Cache { get; init; } = CacheKind.Pages;

    /// <summary>The most bytes of bodies that are cached.</summary>
    public long MemoryLimit { get; init; } = 256L << 20;

    /// <summary>Bytes in a page of the cache, a power of two.</summary>
    public int PageSize { get; init; } = 256 << 10;

    /// <summary>Whether the cache's arena finds misuse, slowly.</summary>
    public bool Guard { get; init; }

    /// <summary>How long the origin may take to begin an answer.</summary>
    public TimeSpan OriginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a response is served without asking again where the origin does not say.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromSeconds(60);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
