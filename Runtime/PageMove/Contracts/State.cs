namespace PageMove.Contracts;

/// <summary>The states of this library's own protocols. A user's own protocol may name any state it likes.</summary>
public static class State
{
    /// <summary>A page or a request: nobody holds its lock.</summary>
    public const string Unlocked = nameof(Unlocked);

    /// <summary>A page or a request: the running method holds its lock.</summary>
    public const string Locked = nameof(Locked);

    /// <summary>A page or a request: it is new, or its lock was asked for and not got; the running method does not hold it.</summary>
    public const string Untaken = nameof(Untaken);

    /// <summary>A request: it was found to be aborted while locked, and whoever holds the lock ends it.</summary>
    public const string Aborted = nameof(Aborted);

    /// <summary>A page or a pipe buffer: the running method owns one reference to it.</summary>
    public const string Held = nameof(Held);

    /// <summary>A pipe buffer: its page was stolen, and its own reference is still to be released (law 9).</summary>
    public const string Emptied = nameof(Emptied);

    /// <summary>A page: the running method took a further reference, so that one release does not end its claim.</summary>
    public const string Shared = nameof(Shared);

    /// <summary>A page: nobody has mapped its memory, or what the running method had mapped it has unmapped again.</summary>
    public const string Unmapped = nameof(Unmapped);

    /// <summary>A page: the running method has mapped its memory, once or several times, and is to unmap it as often.</summary>
    public const string Attached = nameof(Attached);

    /// <summary>A page: a handle has mapped its memory until it is disposed.</summary>
    public const string Pinned = nameof(Pinned);

    /// <summary>A page: it was stolen, is in nobody's cache yet, and nobody has declared it valid.</summary>
    public const string InTransit = nameof(InTransit);

    /// <summary>A page: whoever stole it declared it valid.</summary>
    public const string Validated = nameof(Validated);

    /// <summary>A page: it was moved into another page's place, and completion is still to come (law 11).</summary>
    public const string Moved = nameof(Moved);

    /// <summary>A page: a move put another page into its slot, and gave this one back (law 8).</summary>
    public const string Superseded = nameof(Superseded);

    /// <summary>A page: it is in no cache, and nobody but the running method can put it into one.</summary>
    public const string Uncached = nameof(Uncached);

    /// <summary>A page: it is in a cache, and the lock that the running method holds keeps it there.</summary>
    public const string Cached = nameof(Cached);

    /// <summary>A page: it was in a cache when its lock was given up, and may have been taken out since.</summary>
    public const string Evictable = nameof(Evictable);

    /// <summary>A page: it was read out of a request's slot, and the request's lock keeps it alive.</summary>
    public const string Borrowed = nameof(Borrowed);

    /// <summary>A page: the lock of the request that kept it alive was given up, and nobody took a reference before (law 6).</summary>
    public const string Unprotected = nameof(Unprotected);

    /// <summary>A page: it was stolen out of a pipe buffer, whose reference keeps it alive until that is released (law 9).</summary>
    public const string Donated = nameof(Donated);

    /// <summary>A page: only its owner reads and writes it.</summary>
    public const string Own = nameof(Own);

    /// <summary>A page: a pipe has it, as a gift or as a loan, and its content is frozen (law 15).</summary>
    public const string Lent = nameof(Lent);

    /// <summary>A page or a pipe buffer: the reference was given back; the handle is dead (law 10).</summary>
    public const string Released = nameof(Released);

    /// <summary>A pipe buffer: nobody has asked whether its content is good.</summary>
    public const string Unconfirmed = nameof(Unconfirmed);

    /// <summary>A pipe buffer: its content is known to be good (law 2).</summary>
    public const string Confirmed = nameof(Confirmed);

    /// <summary>A pipe buffer: its page was stolen and is owned by the thief.</summary>
    public const string Stolen = nameof(Stolen);

    /// <summary>A request: an abort may have come since anybody looked (law 4).</summary>
    public const string Unchecked = nameof(Unchecked);

    /// <summary>A request: it was found not to be aborted, but nothing kept an abort from coming right after.</summary>
    public const string Glanced = nameof(Glanced);

    /// <summary>A request: a page was put into the cache or into a slot after no more than a glance at the abort.</summary>
    public const string Raced = nameof(Raced);

    /// <summary>A request: it was found not to be aborted, and cannot become so unseen.</summary>
    public const string Checked = nameof(Checked);

    /// <summary>A request: its page was put into the cache before anybody looked for an abort.</summary>
    public const string Replaced = nameof(Replaced);

    /// <summary>A request: its slot was published before anybody looked for an abort.</summary>
    public const string Published = nameof(Published);
}
