using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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
public sealed unsafe class Page : MemoryManager<byte>, IDisposable
{
    /// <summary>
    /// The most references that a page can have. Far from overflow, so that the references which a race lets through do no harm (CVE-2019-11487).
    /// </summary>
    internal const int MaxReferenceCount = 1 << 30;

    private const int Free = 0;
    private const int Frozen = -1;
    private const byte Poison = 0xAA;

    private readonly PageArena _arena;
    private readonly byte* _address;
    private int _referenceCount;
    private int _mapCount;
    private uint _flags;
    private long _index;
    private PageMapping? _mapping;
    private string? _releasedAt;

    internal Page(PageArena arena, int frame, byte* address)
    {
        _arena = arena;
        _address = address;
        Frame = frame;
        if (arena.IsGuarded)
            new Span<byte>(address, arena.PageSize).Fill(Poison);
    }

    /// <summary>The frame's number in its arena.</summary>
    internal int Frame { get; }

    /// <summary>Whether the page's arena runs in guard mode.</summary>
    internal bool IsGuarded => _arena.IsGuarded;

    /// <summary>The list that the page is on, and its neighbours there; the list's own lock protects them.</summary>
    internal IReclaimList? ReclaimList { get; set; }

    internal Page? Newer { get; set; }

    internal Page? Older { get; set; }

    /// <summary>Bytes in the page.</summary>
    public int Size => _arena.PageSize;

    /// <summary>The page's place in its mapping, counted in pages; meaningless without a mapping.</summary>
    public long Index => Volatile.Read(ref _index);

    /// <summary>What the page is cached in, or <see langword="null"/>. Stable only while the page is locked.</summary>
    public PageMapping? Mapping => Volatile.Read(ref _mapping);

    /// <summary>References to the page. Says nothing about exclusivity (law 1): a look-up may raise it for a moment.</summary>
    public int ReferenceCount => Math.Max(Volatile.Read(ref _referenceCount), 0);

    /// <summary>Mappings of the memory by users; each holds a reference, too.</summary>
    public int MapCount => Volatile.Read(ref _mapCount);

    /// <summary>What is known of the page at this moment.</summary>
    public PageFlags Flags => (PageFlags)Volatile.Read(ref _flags);

    /// <summary>Whether anybody holds the lock.</summary>
    public bool IsLocked => (Flags & PageFlags.Locked) != 0;

    /// <summary>Whether the content is valid.</summary>
    public bool IsUpToDate => (Flags & PageFlags.UpToDate) != 0;

    /// <summary>The page's bytes, valid while the caller holds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    public Span<byte> Span => GetSpan();

    /// <summary>Takes the lock when nobody holds it.</summary>
    [Produces(State.Locked, When = true)]
    public bool TryLock() => !TestAndSet(PageFlags.Locked);

    /// <summary>Takes the lock; spins, then blocks the thread. Waiters are served in order.</summary>
    [Produces(State.Locked)]
    public void Lock()
    {
        SpinWait spin = default;
        while (!TryLock())
        {
            if (spin.NextSpinWillYield)
            {
                PageLockQueue.LockOrEnqueue(this)?.Task.GetAwaiter().GetResult();
                return;
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Takes the lock without blocking a thread. Waiters are served in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the lock was taken.</exception>
    [Produces(State.Locked)]
    public ValueTask LockAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PageLockQueue.Waiter? waiter = TryLock() ? null : PageLockQueue.LockOrEnqueue(this);
        return waiter is null ? default : waiter.WaitAsync(cancellationToken);
    }

    /// <summary>Gives the lock back, to the first waiter if there is one.</summary>
    /// <exception cref="InvalidOperationException">The page is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked)]
    public void Unlock()
    {
        uint flags = Volatile.Read(ref _flags);
        while (true)
        {
            if ((flags & (uint)PageFlags.Locked) == 0)
                throw new InvalidOperationException("The page is not locked.");

            if ((flags & (uint)PageFlags.Waiters) != 0)
            {
                PageLockQueue.HandOver(this);
                return;
            }

            uint seen = Interlocked.CompareExchange(ref _flags, flags & ~(uint)PageFlags.Locked, flags);
            if (seen == flags)
                return;

            flags = seen;
        }
    }

    /// <summary>Takes a further reference; the caller must hold one already.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    /// <exception cref="InvalidOperationException">The count is at its limit (CVE-2019-11487).</exception>
    [Produces(State.Shared)]
    public void AddReference()
    {
        if (TryAddReference())
            return;

        if (Volatile.Read(ref _referenceCount) <= 0)
            ThrowReleased();

        throw new InvalidOperationException("The page's reference count is at its limit.");
    }

    /// <summary>
    /// Takes a reference without holding one, as a lock-free look-up does; the caller must look again whether the page is still
    /// the one it meant (<c>folio_try_get</c>).
    /// </summary>
    /// <returns><see langword="false"/> when the page is free or being stolen, or the count is at its limit.</returns>
    [Produces(State.Shared, When = true)]
    public bool TryAddReference()
    {
        int count = Volatile.Read(ref _referenceCount);
        while (count is > 0 and < MaxReferenceCount)
        {
            int seen = Interlocked.CompareExchange(ref _referenceCount, count + 1, count);
            if (seen == count)
                return true;

            count = seen;
        }

        return false;
    }

    /// <summary>Gives a reference back; the last one frees the page.</summary>
    /// <exception cref="ObjectDisposedException">The page is free already.</exception>
    [Produces(State.Released, From = State.Held)]
    public void Release()
    {
        int count = Volatile.Read(ref _referenceCount);
        while (true)
        {
            if (count <= 0)
                ThrowReleased();

            int seen = Interlocked.CompareExchange(ref _referenceCount, count - 1, count);
            if (seen == count)
                break;

            count = seen;
        }

        if (count == 1)
            GiveBack();
    }

    /// <summary>The same as <see cref="Release"/>, for <c>using</c>.</summary>
    [Produces(State.Released, From = State.Held)]
    public void Dispose() => Release();

    /// <summary>Counts a mapping of the memory by a user, which holds a reference of its own: a page so mapped is never moved.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    public void Map()
    {
        AddReference();
        Interlocked.Increment(ref _mapCount);
    }

    /// <summary>Ends what <see cref="Map"/> began.</summary>
    /// <exception cref="InvalidOperationException">The page is not mapped.</exception>
    public void Unmap()
    {
        if (Interlocked.Decrement(ref _mapCount) < 0)
        {
            Interlocked.Increment(ref _mapCount);
            throw new InvalidOperationException("The page is not mapped.");
        }

        Release();
    }

    /// <summary>Declares the content valid, and a former error mended.</summary>
    public void MarkUpToDate()
    {
        ClearFlags(PageFlags.Error);
        SetFlags(PageFlags.UpToDate);
    }

    /// <summary>Declares the content not valid.</summary>
    public void ClearUpToDate() => ClearFlags(PageFlags.UpToDate);

    /// <summary>Declares that reading or writing the content failed.</summary>
    public void MarkError() => SetFlags(PageFlags.Error);

    /// <summary>Declares the content changed.</summary>
    public void MarkDirty() => SetFlags(PageFlags.Dirty);

    /// <summary>Declares the content unchanged, or about to be written back.</summary>
    public void ClearDirty() => ClearFlags(PageFlags.Dirty);

    /// <summary>Declares that the content is being written back.</summary>
    public void BeginWriteback() => SetFlags(PageFlags.Writeback);

    /// <summary>Declares that the content was written back.</summary>
    public void EndWriteback() => ClearFlags(PageFlags.Writeback);

    /// <summary>Declares that the page must stay in memory.</summary>
    public void LockInMemory() => SetFlags(PageFlags.Mlocked);

    /// <summary>Ends what <see cref="LockInMemory"/> began.</summary>
    public void UnlockInMemory() => ClearFlags(PageFlags.Mlocked);

    /// <summary>Declares that the mapping's owner keeps data of its own with the page.</summary>
    public void MarkPrivate() => SetFlags(PageFlags.Private);

    /// <summary>Ends what <see cref="MarkPrivate"/> began.</summary>
    public void ClearPrivate() => ClearFlags(PageFlags.Private);

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        if (Volatile.Read(ref _referenceCount) == Free)
            ThrowReleased();

        return new Span<byte>(_address, Size);
    }

    /// <summary>Maps the page (<see cref="Map"/>) until the handle is disposed.</summary>
    /// <param name="elementIndex">The first byte that the handle points at, 0 to <see cref="Size"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the page.</exception>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, Size);
        Map();
        return new MemoryHandle(_address + elementIndex, pinnable: this);
    }

    /// <summary>Ends what <see cref="Pin"/> began; a handle calls it.</summary>
    public override void Unpin() => Unmap();

    /// <summary>
    /// Proves that the caller owns all the references, and keeps look-ups from taking another one (<c>page_ref_freeze</c>).
    /// </summary>
    internal bool TryFreeze(int expectedReferences) =>
        Interlocked.CompareExchange(ref _referenceCount, Frozen, expectedReferences) == expectedReferences;

    /// <summary>Ends what <see cref="TryFreeze"/> began; the caller owns as many references as it says.</summary>
    internal void Unfreeze(int references) => Volatile.Write(ref _referenceCount, references);

    internal void SetFlags(PageFlags flags) => Interlocked.Or(ref _flags, (uint)flags);

    internal void ClearFlags(PageFlags flags) => Interlocked.And(ref _flags, ~(uint)flags);

    internal bool TestAndSet(PageFlags flag) => (Interlocked.Or(ref _flags, (uint)flag) & (uint)flag) != 0;

    /// <summary>Notes where the page is cached; for the mapping, before it publishes the page.</summary>
    internal void Attach(PageMapping mapping, long index)
    {
        Volatile.Write(ref _index, index);
        Volatile.Write(ref _mapping, mapping);
    }

    /// <summary>Notes that the page is cached no more.</summary>
    internal void Detach() => Volatile.Write(ref _mapping, null);

    /// <summary>Makes a free frame a page with one reference.</summary>
    internal void Prepare()
    {
        if (_arena.IsGuarded)
        {
            int spoiled = new Span<byte>(_address, Size).IndexOfAnyExcept(Poison);
            if (spoiled >= 0)
                throw new InvalidOperationException($"Byte {spoiled} of a free page was written. The page was released:{Environment.NewLine}{_releasedAt}");

            _releasedAt = null;
        }

        Volatile.Write(ref _referenceCount, 1);
    }

    /// <summary>Takes the lock, or sets the flag that makes its owner hand it over. Under the lock of the page's queue.</summary>
    /// <returns><see langword="false"/> when the lock was taken.</returns>
    internal bool TryAnnounceWaiter()
    {
        uint flags = Volatile.Read(ref _flags);
        while (true)
        {
            bool isLocked = (flags & (uint)PageFlags.Locked) != 0;
            uint seen = Interlocked.CompareExchange(ref _flags, flags | (uint)(isLocked ? PageFlags.Waiters : PageFlags.Locked), flags);
            if (seen == flags)
                return isLocked;

            flags = seen;
        }
    }

    /// <summary>Under the lock of the page's queue: the lock went to a waiter or is free.</summary>
    internal void EndHandOver(bool isFree, bool hasWaiters)
    {
        PageFlags done = (isFree ? PageFlags.Locked : PageFlags.None) | (hasWaiters ? PageFlags.None : PageFlags.Waiters);
        ClearFlags(done);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Release();
    }

    private void GiveBack()
    {
        if (_arena.IsGuarded)
            _releasedAt = Environment.StackTrace;

        // A list holds no reference, so a frame used again while on it would be on it twice (the kernel's repair 712a951025c0).
        ReclaimList?.Forget(this);

        const PageFlags InUse = PageFlags.Locked | PageFlags.Writeback;
        if (_mapping is not null || _mapCount != 0 || (Flags & InUse) != 0)
            throw new InvalidOperationException(
                $"The last reference was released of a page that is still in use (flags {Flags}, mapped {_mapCount}, cached {_mapping is not null}). The frame is not used again.");

        Volatile.Write(ref _flags, 0);
        if (_arena.IsGuarded)
            new Span<byte>(_address, Size).Fill(Poison);

        _arena.Return(this);
    }

    [DoesNotReturn]
    private void ThrowReleased() => ReleasedHandle.Throw(nameof(Page), _releasedAt);
}
