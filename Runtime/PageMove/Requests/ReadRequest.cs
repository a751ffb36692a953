using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Requests;

/// <summary>
/// A request to fill cached pages (the kernel's <c>fuse_req</c>). Its lock says that one copier is touching its memory, so that an abort must
/// not end it. Thread-safe against <see cref="Abort"/>; everything else belongs to one copier at a time.
/// </summary>
[Protocol("request lock", State.Unlocked, State.Locked)]
[Rule("PGM2001", Breach.Repeated, State.Unlocked)]
[Rule("PGM2003", Breach.Left, State.Locked)]
[Rule("PGM2004", Breach.NotRestored, State.Locked)]
[Protocol("abort check", State.Unchecked, State.Checked, State.Replaced, State.Published, Entry = State.Unchecked)]
[Implies(State.Locked, State.Checked)]
[Reacts(Signal.CachePublish, State.Unchecked, State.Replaced)]
[Reacts(Signal.SlotPublish, State.Replaced, State.Published, KeepsPlace = true)]
[Reacts(Signal.SlotPublish, State.Unchecked, State.Published)]
[Rule("PGM3001", Breach.Left, State.Replaced)]
[Rule("PGM3001", Breach.Left, State.Published)]
public sealed class ReadRequest
{
    /// <summary>Makes a request; see <see cref="Reset"/>.</summary>
    public ReadRequest(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None) =>
        throw new NotImplementedException();

    /// <summary>The file's cache.</summary>
    public AddressSpace Mapping => throw new NotImplementedException();

    /// <summary>The place of the first page, counted in pages.</summary>
    public long FirstIndex => throw new NotImplementedException();

    /// <summary>What may be done to the pages.</summary>
    public ReadRequestOptions Options => throw new NotImplementedException();

    /// <summary>The slots of the pages to fill. Touch them only while the request is locked.</summary>
    public Span<Page> Pages => throw new NotImplementedException();

    /// <summary>Bytes wanted: all the pages'.</summary>
    public long ByteCount => throw new NotImplementedException();

    /// <summary>Held while the abort mark is set, so that <see cref="IsAborted"/> is stable under it.</summary>
    public Lock AbortLock { get; } = new();

    /// <summary>Whether the request was aborted.</summary>
    [Produces(State.Checked, From = State.Unchecked, WhenInspected = true), Produces(State.Checked, From = State.Replaced, WhenInspected = true)]
    public bool IsAborted => throw new NotImplementedException();

    /// <summary>Whether a copier holds the lock.</summary>
    public bool IsLocked => throw new NotImplementedException();

    /// <summary>Whether the request ended: its pages were given back.</summary>
    public bool IsEnded => throw new NotImplementedException();

    /// <summary>How the request ended.</summary>
    public RequestError Error => throw new NotImplementedException();

    /// <summary>Takes the lock.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it has ended then, or its aborter is just ending it.</returns>
    /// <exception cref="InvalidOperationException">The request is locked already.</exception>
    [Produces(State.Locked, When = true)]
    [Produces(State.Checked, From = State.Unchecked, WhenInspected = true), Produces(State.Checked, From = State.Replaced, WhenInspected = true)]
    public bool TryLock() => throw new NotImplementedException();

    /// <summary>Gives the lock back.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it stays locked, and the copier ends it (<see cref="End"/>).</returns>
    /// <exception cref="InvalidOperationException">The request is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked, When = true), Produces(State.Unchecked, From = State.Checked, When = true)]
    public bool TryUnlock() => throw new NotImplementedException();

    /// <summary>Aborts the request: at once where it is not locked; where it is, the copier finds out at its next lock or unlock, and ends it.</summary>
    public void Abort() => throw new NotImplementedException();

    /// <summary>Ends an aborted request; nothing happens when it ended already. For the copier.</summary>
    [Produces(State.Unlocked)]
    public void End() => throw new NotImplementedException();

    /// <summary>Ends the request with its reply (<c>fuse_readpages_end</c>).</summary>
    /// <param name="bytesReplied">Bytes of the reply. Fewer than wanted, without an error, mean the end of the file.</param>
    /// <param name="error">Why there is no reply.</param>
    /// <returns><see langword="false"/> when the request ended before.</returns>
    [Produces(State.Unlocked)]
    public bool Complete(long bytesReplied, RequestError error = RequestError.None) => throw new NotImplementedException();

    /// <summary>Makes an ended request ready for other pages.</summary>
    /// <param name="mapping">The file's cache.</param>
    /// <param name="firstIndex">The place of the first page.</param>
    /// <param name="pages">The pages: locked, in the cache at consecutive places. The request takes over one reference of each.</param>
    /// <param name="options">What may be done to the pages.</param>
    [Produces(State.Unlocked)]
    public void Reset(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None) =>
        throw new NotImplementedException();
}
