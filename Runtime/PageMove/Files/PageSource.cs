namespace PageMove.Files;

/// <summary>
/// Where the bytes of a <see cref="CachedFile"/> come from. Called by several threads at once, up to the file's number of concurrent reads.
/// </summary>
public abstract class PageSource : IAsyncDisposable
{
    /// <summary>The source's length in bytes, or <see langword="null"/> while it is not known; then a short reply tells where the end is.</summary>
    public virtual long? Length => null;

    /// <summary>
    /// The most requests that the source can answer at the same time, at least one. A source that yields its bytes in order wants one, so that the requests come in order, too.
    /// </summary>
    public virtual int MaxConcurrentReads => int.MaxValue;

    /// <summary>
    /// Whether <see cref="ReadAsync"/> may be called on the thread of a reader who waits for the bytes, which saves the way through the thread pool. Only for a source that returns
    /// without having waited for anything: a thread that waits sees neither its cancellation nor a deadline. What is prefetched or read ahead never runs there.
    /// </summary>
    public virtual bool CanRunInline => false;

    /// <summary>
    /// Answers a request exactly once, by one of its <c>Write</c>, <c>Splice</c> and <c>Fail</c> members, before the task completes. An exception fails the
    /// request, and the readers that wait for it see it as the inner exception of an <see cref="IOException"/>.
    /// </summary>
    /// <param name="request">What is wanted; valid until the task completes.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits for the answer any more.</param>
    public abstract ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken);

    /// <summary>Lets go of what the source holds. Called once, after the last <see cref="ReadAsync"/> has ended.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
