namespace CachingProxy.Caching;

/// <summary>A cached body. Thread-safe.</summary>
internal interface IBody : IAsyncDisposable
{
    /// <summary>Writes a part of the body to a response whose head is set and not started. Starts the response when the first bytes are there.</summary>
    /// <exception cref="IOException">The origin failed.</exception>
    Task WriteAsync(HttpContext context, long offset, long length);
}
