using System.Collections.Concurrent;
using CachingProxy.Monitoring;
using Microsoft.Extensions.Caching.Memory;

namespace CachingProxy.Caching;

/// <summary>The cached resources by their addresses. Asks the origin, once for all who wait, about what is missing or stale. Thread-safe.</summary>
internal sealed class ResourceIndex : IAsyncDisposable
{
    private readonly IBodyStore _store;
    private readonly HttpClient _origin;
    private readonly ProxyOptions _options;
    private readonly ProxyCounters _counters;
    private readonly MemoryCache _resources;
    private readonly SingleFlight<Resource?> _flights = new();
    private readonly ConcurrentDictionary<Resource, Task> _alive = new();

    public ResourceIndex(IBodyStore store, HttpClient origin, ProxyOptions options, ProxyCounters counters)
    {
        _store = store;
        _origin = origin;
        _options = options;
        _counters = counters;
        _resources = new MemoryCache(new MemoryCacheOptions { SizeLimit = store.Capacity });
    }

    /// <summary>Resources in the index.</summary>
    public int Count => _resources.Count;

    /// <summary>Finds a resource, or asks the origin about it.</summary>
    /// <param name="uri">Its address.</param>
    /// <param name="revalidate">Whether the origin is asked even where that is not needed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The resource, to be released by the caller, or <see langword="null"/> when it is not to be cached.</returns>
    public async ValueTask<Resource?> AcquireAsync(Uri uri, bool revalidate, CancellationToken cancellationToken)
    {
        string key = uri.AbsoluteUri;
        if (!revalidate && _resources.TryGetValue(key, out Resource? cached) && cached!.IsFresh && cached.TryAcquire())
        {
            _counters.CountHit();
            return cached;
        }

        Task<Resource?> asking = _flights.RunAsync(key, token => AskAsync(uri, key, token), cancellationToken);
        _counters.CountMiss();
        Resource? asked = await asking;
        return asked is not null && asked.TryAcquire() ? asked : null;
    }

    /// <summary>Forgets a resource.</summary>
    public void Remove(Uri uri) => _resources.Remove(uri.AbsoluteUri);

    /// <summary>Forgets everything, and ends when the last response has let go of its resource.</summary>
    public async ValueTask DisposeAsync()
    {
        _resources.Clear();
        await Task.WhenAll(_alive.Values);
        _resources.Dispose();
        await _store.DisposeAsync();
    }

    private async Task LetGoAsync(Resource resource)
    {
        await resource.ReleaseAsync();
        await resource.Gone;
        _alive.TryRemove(resource, out _);
    }

    private async Task<Resource?> AskAsync(Uri uri, string key, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Head, uri);
        using HttpResponseMessage answer = await _origin.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var description = Description.Of(uri, answer, _options.Freshness);
        if (description is null || !_store.CanHold(description.Length))
        {
            _resources.Remove(key);
            return null;
        }

        if (_resources.TryGetValue(key, out Resource? stale) && stale!.Description.IsSameVersion(description))
        {
            stale.Confirm(description);
            _counters.CountRevalidation();
            return stale;
        }

        IBody body = await _store.OpenAsync(description, cancellationToken);
        var resource = new Resource(description, body, _options.Time);
        _alive[resource] = resource.Gone;
        using ICacheEntry entry = _resources.CreateEntry(key);
        entry.Size = _store.WeightOf(description.Length);
        entry.Value = resource;
        entry.RegisterPostEvictionCallback((_, _, _, _) => _ = LetGoAsync(resource));
        return resource;
    }
}
