namespace CachingProxy;

/// <summary>Where cached bodies lie.</summary>
internal enum CacheKind
{
    /// <summary>In pages, received there and sent from there.</summary>
    Pages,

    /// <summary>In arrays held by an <c>IMemoryCache</c>: what one would write without this library, to compare with.</summary>
    Memory,
}
