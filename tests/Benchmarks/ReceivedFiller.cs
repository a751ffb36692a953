namespace PageMove.Benchmarks;

/// <summary>A cache that received pages are put into.</summary>
internal abstract class ReceivedFiller
{
    /// <summary>Bytes in a page.</summary>
    public const int PageSize = 64 * 1024;

    /// <summary>Pages in the cache when it is full.</summary>
    public const int Capacity = 2048;

    /// <summary>Pages that are received, and put into the cache, at a time.</summary>
    public const int PagesAReply = 32;

    /// <summary>The name in the report.</summary>
    public abstract string Name { get; }

    /// <summary>Timed: finds memory to receive into.</summary>
    public virtual void FindRoom()
    {
    }

    /// <summary>Not timed: bytes arrive.</summary>
    public abstract void Receive();

    /// <summary>Timed: puts them into the cache, and the oldest out of it.</summary>
    public abstract ValueTask FillAsync();
}
