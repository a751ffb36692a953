namespace CachingProxy.Caching;

/// <summary>Makes bodies of one kind.</summary>
internal interface IBodyStore : IAsyncDisposable
{
    /// <summary>The most that the cached resources may weigh together.</summary>
    long Capacity { get; }

    /// <summary>What a body of that many bytes weighs.</summary>
    long WeightOf(long length);

    /// <summary>Whether a body of that many bytes can be cached.</summary>
    bool CanHold(long length);

    /// <summary>Opens the body that the origin describes.</summary>
    /// <param name="description">What the origin says of it.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    Task<IBody> OpenAsync(Description description, CancellationToken cancellationToken);
}
