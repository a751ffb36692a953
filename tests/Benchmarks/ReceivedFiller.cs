namespace PageMove.Benchmarks;

/// <summary>A cache that received pages are put into.</summary>
internal abstract class ReceivedFiller
{
    /// <summary>The name in the report.</summary>
    public abstract string Name { get; }

    /// <summary>Timed: finds memory to receive into.</summary>
    public virtual void FindRoom(int pages)
    {
    }

    /// <summary>Not timed: bytes arrive.</summary>
    public abstract void Receive(int pages);

    /// <summary>Timed: puts them into the cache, and the oldest out of it.</summary>
    public abstract ValueTask FillAsync(int pages);
}
