using PageMove.Caching;

namespace PageMove.Requests;

/// <content>The way through a connection.</content>
public sealed partial class ReadRequest
{
    private IRequestObserver? _observer;

    /// <summary>Its place in the connection it was submitted to. Made with the request: others look for it while the request is being submitted.</summary>
    internal Submission Submission { get; }

    /// <summary>Claims the request for one connection.</summary>
    /// <exception cref="InvalidOperationException">It was submitted and its end not awaited, or it is locked, or it ended without having been aborted.</exception>
    internal void BeginSubmitting(IRequestObserver observer, PageLru? lru)
    {
        long state = Volatile.Read(ref _state);
        if ((state & Locked) != 0)
            throw new InvalidOperationException("The request is locked: somebody is filling its pages already.");

        if ((state & Ended) != 0 && (state & Aborted) == 0)
            throw new InvalidOperationException("The request has ended.");

        if (Interlocked.CompareExchange(ref _observer, observer, null) is not null)
            throw new InvalidOperationException("The request was submitted already, and its end was not awaited.");

        Lru = lru;
    }

    /// <summary>From here on the observer is told of the end.</summary>
    /// <returns><see langword="false"/> when the request ended before; nobody is told then.</returns>
    internal bool TryAnnounce()
    {
        long state = Volatile.Read(ref _state);
        while (true)
        {
            if ((state & Ended) != 0)
            {
                Volatile.Write(ref _observer, null);
                return false;
            }

            long seen = Interlocked.CompareExchange(ref _state, state | Submitted, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    /// <summary>The submitter has seen the end: the request is its own again.</summary>
    internal void AcceptEnd()
    {
        Volatile.Write(ref _observer, null);
        Interlocked.And(ref _state, ~Submitted);
    }
}
