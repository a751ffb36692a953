namespace CachingProxy.Caching;

/// <summary>A cached resource: what the origin said of it, and its body. It lives until the index and the last response have let go of it. Thread-safe.</summary>
internal sealed class Resource(Description description, IBody body, TimeProvider time)
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _references = 1;
    private Confirmed _confirmed = new(description, time.GetTimestamp());

    public IBody Body => body;

    public Description Description => Volatile.Read(ref _confirmed).Description;

    /// <summary>Whether it may be served without asking the origin.</summary>
    public bool IsFresh
    {
        get
        {
            Confirmed confirmed = Volatile.Read(ref _confirmed);
            return time.GetElapsedTime(confirmed.At) < confirmed.Description.Lifetime;
        }
    }

    /// <summary>The time since the origin made the answer, as far as it is known.</summary>
    public TimeSpan Age
    {
        get
        {
            Confirmed confirmed = Volatile.Read(ref _confirmed);
            return confirmed.Description.Age + time.GetElapsedTime(confirmed.At);
        }
    }

    /// <summary>Ends when the body was disposed of.</summary>
    public Task Gone => _gone.Task;

    /// <summary>The origin confirmed, a moment ago, that this is what it has.</summary>
    public void Confirm(Description confirmed) => Volatile.Write(ref _confirmed, new Confirmed(confirmed, time.GetTimestamp()));

    /// <summary>Keeps the resource for a response; <see langword="false"/> when it is gone.</summary>
    public bool TryAcquire()
    {
        int references = Volatile.Read(ref _references);
        while (references > 0)
        {
            int seen = Interlocked.CompareExchange(ref _references, references + 1, references);
            if (seen == references)
                return true;

            references = seen;
        }

        return false;
    }

    /// <summary>Lets go of the resource; the last one disposes of the body.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (Interlocked.Decrement(ref _references) > 0)
            return;

        try
        {
            await body.DisposeAsync();
        }
        finally
        {
            _gone.SetResult();
        }
    }

    private sealed record Confirmed(Description Description, long At);
}
