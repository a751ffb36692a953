using System.Buffers;
using PageMove.Contracts;

namespace PageMove.Pages;

/// <summary>
/// A page: one frame of an arena's memory with its reference count, lock and flags (the kernel's <c>struct page</c>). Thread-safe.
/// The lock belongs to no thread: one thread may take it and another give it back.
/// </summary>
/// <remarks>
/// A frame is used again after its last release, so a handle kept beyond that names somebody else's page. Guard mode
/// (<see cref="PageArenaOptions.Guard"/>) finds most of such uses.
/// </remarks>
[Protocol("page lock", State.Unlocked, State.Locked)]
[Rule("PGM2001", Breach.Repeated, State.Unlocked)]
[Rule("PGM2003", Breach.Left, State.Locked)]
[Rule("PGM2004", Breach.NotRestored, State.Locked)]
[Protocol("page reference", State.Held, State.Shared, State.Released, Entry = State.Held)]
[Rule("PGM4001", Breach.Use, State.Released)]
public sealed class Page : MemoryManager<byte>, IDisposable
{
    private Page() => throw new NotImplementedException();

    /// <summary>Bytes in the page.</summary>
    public int Size => throw new NotImplementedException();

    /// <summary>The page's place in its mapping, counted in pages; meaningless without a mapping.</summary>
    public long Index => throw new NotImplementedException();

    /// <summary>What the page is cached in, or <see langword="null"/>. Stable only while the page is locked.</summary>
    public PageMapping? Mapping => throw new NotImplementedException();

    /// <summary>References to the page. Says nothing about exclusivity (law 1): a look-up may raise it for a moment.</summary>
    public int ReferenceCount => throw new NotImplementedException();

    /// <summary>Mappings of the memory by users, and pins.</summary>
    public int MapCount => throw new NotImplementedException();

    /// <summary>What is known of the page at this moment.</summary>
    public PageFlags Flags => throw new NotImplementedException();

    /// <summary>Whether anybody holds the lock.</summary>
    public bool IsLocked => throw new NotImplementedException();

    /// <summary>Whether the content is valid.</summary>
    public bool IsUpToDate => throw new NotImplementedException();

    /// <summary>The page's bytes, valid while the caller holds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    public Span<byte> Span => throw new NotImplementedException();

    /// <summary>Takes the lock when nobody holds it.</summary>
    [Produces(State.Locked, When = true)]
    public bool TryLock() => throw new NotImplementedException();

    /// <summary>Takes the lock; spins, then blocks the thread. Waiters are served in order.</summary>
    [Produces(State.Locked)]
    public void Lock() => throw new NotImplementedException();

    /// <summary>Takes the lock without blocking a thread. Waiters are served in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the lock was taken.</exception>
    [Produces(State.Locked)]
    public ValueTask LockAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Gives the lock back, to the first waiter if there is one.</summary>
    /// <exception cref="InvalidOperationException">The page is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked)]
    public void Unlock() => throw new NotImplementedException();

    /// <summary>Takes a further reference; the caller must hold one already.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    /// <exception cref="InvalidOperationException">The count is at its limit (CVE-2019-11487).</exception>
    [Produces(State.Shared)]
    public void AddReference() => throw new NotImplementedException();

    /// <summary>
    /// Takes a reference without holding one, as a lock-free look-up does; the caller must look again whether the page is still
    /// the one it meant (<c>folio_try_get</c>).
    /// </summary>
    /// <returns><see langword="false"/> when the page is free or being stolen, or the count is at its limit.</returns>
    [Produces(State.Shared, When = true)]
    public bool TryAddReference() => throw new NotImplementedException();

    /// <summary>Gives a reference back; the last one frees the page.</summary>
    /// <exception cref="ObjectDisposedException">The page is free already.</exception>
    [Produces(State.Released, From = State.Held)]
    public void Release() => throw new NotImplementedException();

    /// <summary>The same as <see cref="Release"/>, for <c>using</c>.</summary>
    [Produces(State.Released, From = State.Held)]
    public void Dispose() => throw new NotImplementedException();

    /// <summary>Counts a mapping of the memory by a user: a page so mapped is never moved. Takes no reference.</summary>
    public void Map() => throw new NotImplementedException();

    /// <summary>Ends what <see cref="Map"/> began.</summary>
    /// <exception cref="InvalidOperationException">The page is not mapped.</exception>
    public void Unmap() => throw new NotImplementedException();

    /// <summary>Declares the content valid, and a former error mended.</summary>
    public void MarkUpToDate() => throw new NotImplementedException();

    /// <summary>Declares the content not valid.</summary>
    public void ClearUpToDate() => throw new NotImplementedException();

    /// <summary>Declares that reading or writing the content failed.</summary>
    public void MarkError() => throw new NotImplementedException();

    /// <summary>Declares the content changed.</summary>
    public void MarkDirty() => throw new NotImplementedException();

    /// <summary>Declares the content unchanged, or about to be written back.</summary>
    public void ClearDirty() => throw new NotImplementedException();

    /// <summary>Declares that the content is being written back.</summary>
    public void BeginWriteback() => throw new NotImplementedException();

    /// <summary>Declares that the content was written back.</summary>
    public void EndWriteback() => throw new NotImplementedException();

    /// <summary>Declares that the page must stay in memory.</summary>
    public void LockInMemory() => throw new NotImplementedException();

    /// <summary>Ends what <see cref="LockInMemory"/> began.</summary>
    public void UnlockInMemory() => throw new NotImplementedException();

    /// <summary>Declares that the mapping's owner keeps data of its own with the page.</summary>
    public void MarkPrivate() => throw new NotImplementedException();

    /// <summary>Ends what <see cref="MarkPrivate"/> began.</summary>
    public void ClearPrivate() => throw new NotImplementedException();

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => throw new NotImplementedException();

    /// <summary>Takes a reference and counts a mapping until the handle is disposed.</summary>
    /// <param name="elementIndex">The first byte that the handle points at, 0 to <see cref="Size"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the page.</exception>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotImplementedException();

    /// <summary>Ends what <see cref="Pin"/> began; a handle calls it.</summary>
    public override void Unpin() => throw new NotImplementedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => throw new NotImplementedException();
}
