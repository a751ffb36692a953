using CachingProxy.Monitoring;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Sources;

namespace CachingProxy.Caching;

/// <summary>Bodies in the pages of one cache: any part of any body, under one memory limit.</summary>
internal sealed class PagedStore : IBodyStore
{
    // Descriptions are small; they are bounded by number, so that asking for ever new addresses fills no memory.
    private const long MaxResources = 10_000;
    private const int LeaseLength = 1 << 20;
    private const int LeasesThatFit = 8;

    private readonly HttpClient _origin;
    private readonly ProxyOptions _options;
    private readonly ProxyCounters _counters;
    private readonly PageCache _cache;
    private readonly int _leaseLength;

    public PagedStore(HttpClient origin, ProxyOptions options, ProxyCounters counters)
    {
        _origin = origin;
        _options = options;
        _counters = counters;
        Arena = new PageArena(
            new PageArenaOptions { PageSize = options.PageSize, PageCount = (int)Math.Min(options.MemoryLimit / options.PageSize, int.MaxValue), Guard = options.Guard });
        _cache = new PageCache(new PageCacheOptions { Arena = Arena, TimeProvider = options.Time });
        _leaseLength = (int)Math.Max(options.PageSize, Math.Min(LeaseLength, _cache.MemoryLimit / LeasesThatFit / options.PageSize * options.PageSize));
    }

    public PageArena Arena { get; }

    public long Capacity => MaxResources;

    public CacheStatistics Statistics => _cache.GetStatistics();

    public long MemoryLimit => _cache.MemoryLimit;

    public long WeightOf(long length) => 1;

    public bool CanHold(long length) => true;

    public Task<IBody> OpenAsync(Description description, CancellationToken cancellationToken)
    {
        var source = new HttpSource(_origin, description.Uri, new HttpSourceOptions { Length = description.Length, Prepare = message => AskForVersion(message, description) });
        var options = new CachedFileOptions
        {
            Name = description.Uri.AbsolutePath,

            // The client's limit is for an answer to begin, this one for it to end.
            ReplyTimeout = 2 * _options.OriginTimeout,
        };
        return Task.FromResult<IBody>(new PagedBody(_cache.Open(source, options), source, description, _leaseLength, _counters));
    }

    public async ValueTask DisposeAsync()
    {
        await _cache.DisposeAsync();
        Arena.Dispose();
    }

    private static void AskForVersion(HttpRequestMessage message, Description description)
    {
        if (description.Tag is { IsWeak: false } tag)
            message.Headers.TryAddWithoutValidation("If-Match", tag.ToString());
        else
            message.Headers.IfUnmodifiedSince = description.LastModified;
    }
}
