namespace CachingProxy.Monitoring;

/// <summary>What the proxy counts. Thread-safe.</summary>
internal sealed class ProxyCounters
{
    private long _requests;
    private long _hits;
    private long _misses;
    private long _revalidations;
    private long _forwarded;
    private long _originFailures;
    private long _bytesServed;
    private long _bytesCopied;
    private long _copiedResponses;

    /// <summary>Requests received, those for the proxy's own pages excepted.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests for a response that was cached and fresh.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Requests for a response that had to be asked for, or asked about.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Cached responses that were stale and that the origin confirmed.</summary>
    public long Revalidations => Volatile.Read(ref _revalidations);

    /// <summary>Requests passed through, uncached.</summary>
    public long Forwarded => Volatile.Read(ref _forwarded);

    /// <summary>Requests that failed because the origin did.</summary>
    public long OriginFailures => Volatile.Read(ref _originFailures);

    /// <summary>Bytes of cached bodies that were given to responses.</summary>
    public long BytesServed => Volatile.Read(ref _bytesServed);

    /// <summary>Those of them that were copied on their way to the socket.</summary>
    public long BytesCopied => Volatile.Read(ref _bytesCopied);

    /// <summary>Responses of which bytes were copied: under TLS, HTTP/2, or while another write was under way.</summary>
    public long CopiedResponses => Volatile.Read(ref _copiedResponses);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountHit() => Interlocked.Increment(ref _hits);

    public void CountMiss() => Interlocked.Increment(ref _misses);

    public void CountRevalidation() => Interlocked.Increment(ref _revalidations);

    public void CountForwarded() => Interlocked.Increment(ref _forwarded);

    public void CountOriginFailure() => Interlocked.Increment(ref _originFailures);

    public void CountServed(long bytes) => Interlocked.Add(ref _bytesServed, bytes);

    public void CountCopied(long bytes) => Interlocked.Add(ref _bytesCopied, bytes);

    public void CountCopiedResponse() => Interlocked.Increment(ref _copiedResponses);
}
