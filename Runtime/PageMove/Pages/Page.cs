using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
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
[Protocol("page lock", State.Untaken, State.Unlocked, State.Locked)]
[Rule("PGM2001", Breach.Repeated, State.Unlocked)]
[Rule("PGM2002", Breach.NotHeld, State.Locked)]
[Rule("PGM2003", Breach.Left, State.Locked)]
[Rule("PGM2004", Breach.NotRestored, State.Locked)]
[Rule("PGM2007", Breach.Repeated, State.Locked)]
[Rule("PGM2008", Breach.Missing, State.Locked)]
[Protocol("page reference", State.Held, State.Shared, State.Borrowed, State.Unprotected, State.Donated, State.Superseded, State.Released, Entry = State.Held, Counted = State.Shared)]
[Reacts(Signal.RequestUnlocked, State.Borrowed, State.Unprotected, All = true)]
[Reacts(Signal.RequestLocked, State.Unprotected, State.Borrowed, All = true)]
[Reacts(Signal.BufferReleased, State.Donated, State.Released, Tied = true)]
[Fades(State.Donated)]
[Rule("PGM1009", Breach.Use, State.Superseded)]
[Rule("PGM2006", Breach.Use, State.Unprotected)]
[Protocol("page mapping", State.Unmapped, State.Attached, State.Pinned, Counted = State.Attached)]
[Rule("PGM4010", Breach.Repeated, State.Unmapped)]
[Protocol("moved content", State.InTransit, State.Validated, State.Moved)]
[Rule("PGM1010", Breach.Missing, State.InTransit)]
[Protocol("page's place", State.Uncached, State.Cached, State.Evictable)]
[Rule("PGM1012", Breach.Repeated, State.Cached)]
[Rule("PGM1012", Breach.Repeated, State.Uncached)]
[Rule("PGM1012", Breach.Missing, State.Uncached)]
[Rule("PGM1012", Breach.Missing, State.Cached)]
[Protocol("page content", State.Own, State.Lent)]
[Fades(State.Lent)]
[Rule("PGM4005", Breach.Write, State.Lent)]
[Rule("PGM4001", Breach.Use, State.Released)]
[Rule("PGM4002", Breach.Repeated, State.Released)]
[Rule("PGM4003", Breach.Left, State.Held)]
[Rule("PGM4003", Breach.Left, State.Shared)]
[Rule("PGM4006", Breach.Outlived, State.Released)]
public sealed unsafe partial class Page : MemoryManager<byte>, IDisposable
{
    /// <summary>The most references that a page can have; a further one is refused, so that the count never wraps (CVE-2019-11487).</summary>
    internal const int MaxReferenceCount = 1 << 30;

    private const int Free = 0;
    private const int Frozen = -1;
    private const byte Poison = 0xAA;

    // Nothing else, lest the garbage collector have references to follow.
    private readonly PageDescriptor* _descriptor;

    internal Page(PageDescriptor* descriptor) => _descriptor = descriptor;

    /// <summary>The frame's number in its arena.</summary>
    internal int Frame => _descriptor->Frame;

    /// <summary>Where the page's memory lies; <see langword="null"/> when the arena is disposed and all of its pages are released.</summary>
    internal PageArena? Arena => PageArena.Table.Find(Volatile.Read(ref _descriptor->Arena));

    /// <summary>Whether the page's arena runs in guard mode.</summary>
    internal bool IsGuarded => _descriptor->IsGuarded;

    /// <summary>Lists with pages.</summary>
    internal static HandleTable<IReclaimList> Lists { get; } = new(reusesNumbers: true);

    /// <summary>The number of the list that the page is on, if any; the list's own lock protects it and the place.</summary>
    internal int List
    {
        get => _descriptor->List;
        set => _descriptor->List = value;
    }

    internal int ReclaimPlace
    {
        get => _descriptor->ReclaimPlace;
        set => _descriptor->ReclaimPlace = value;
    }

    /// <summary>Rises whenever the page leaves a cache, its content is declared invalid, or its frame is freed: what was learnt of the page at another
    /// generation is stale.</summary>
    internal int Generation => Volatile.Read(ref _descriptor->Generation);

    /// <summary>Bytes in the page.</summary>
    [Asks(Question.PageSize, Early = true)]
    public int Size => 1 << _descriptor->PageShift;

    /// <summary>The page's place in its mapping, counted in pages; meaningless without a mapping.</summary>
    public long Index => Volatile.Read(ref _descriptor->Index);

    /// <summary>What the page is cached in, or <see langword="null"/>. Stable only while the page is locked.</summary>
    [MustCheck("PGM4007")]
    [Asks(Question.Sanity)]
    public PageMapping? Mapping
    {
        get
        {
            long id = Volatile.Read(ref _descriptor->Mapping);
            if (id == PageMapping.NoId)
                return null;

            // Of a page that is not locked the number may be another one's by now.
            PageMapping? mapping = PageMapping.Table.Find(Volatile.Read(ref _descriptor->MappingHandle));
            return mapping?.Id == id ? mapping : null;
        }
    }

    /// <summary>Whether the page is cached, without a look at what it is cached in. As stable as <see cref="Mapping"/>.</summary>
    [Asks(Question.Sanity)]
    internal bool IsCached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _descriptor->Mapping) != PageMapping.NoId;
    }

    /// <summary>References to the page. Says nothing about exclusivity (law 1): a look-up may raise it for a moment.</summary>
    [NoProof("PGM1011")]
    public int ReferenceCount => Math.Max(Volatile.Read(ref _descriptor->ReferenceCount), 0);

    /// <summary>Mappings of the memory by users; each holds a reference, too.</summary>
    [Asks(Question.Sanity)]
    public int MapCount => Volatile.Read(ref _descriptor->MapCount);

    /// <summary>What is known of the page at this moment.</summary>
    [Asks(Question.Sanity)]
    public PageFlags Flags => (PageFlags)Volatile.Read(ref _descriptor->Flags);

    /// <summary>Whether anybody holds the lock.</summary>
    [Answers(State.Locked, true)]
    public bool IsLocked => (Flags & PageFlags.Locked) != 0;

    /// <summary>Whether the content is valid.</summary>
    public bool IsUpToDate => (Flags & PageFlags.UpToDate) != 0;

    /// <summary>The page's bytes, valid while the caller holds a reference.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    public Span<byte> Span => GetSpan();

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        ThrowIfReleased();
        return Bytes;
    }

    private Span<byte> Bytes => new(_descriptor->Start, Size);

    /// <summary>Whether the page is cached in this mapping, without a look at the mapping. As stable as <see cref="Mapping"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsCachedIn(PageMapping mapping) => Volatile.Read(ref _descriptor->Mapping) == mapping.Id;

    /// <summary>Notes where the page is cached; for the mapping, before it publishes the page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Attach(PageMapping mapping, long index)
    {
        Volatile.Write(ref _descriptor->Index, index);
        Volatile.Write(ref _descriptor->MappingHandle, mapping.Handle);
        Volatile.Write(ref _descriptor->Mapping, mapping.Id);
    }

    /// <summary>Notes that the page is cached no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Detach()
    {
        if ((Flags & PageFlags.Readahead) != 0)
            ClearFlags(PageFlags.Readahead);

        RaiseGeneration();
        Volatile.Write(ref _descriptor->Mapping, PageMapping.NoId);
    }

    /// <summary>
    /// Makes stale what was learnt of the page; before its content may change, and under its lock or as its last owner, so that it is a plain write.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RaiseGeneration()
    {
        Volatile.Write(ref _descriptor->Generation, unchecked(_descriptor->Generation + 1));
        Volatile.WriteBarrier();
    }

    /// <summary>Asks the processor for what a move reads and writes of the page, before the first atomic operation makes it wait for each.</summary>
    internal void Prefetch()
    {
        if (!Sse.IsSupported)
            return;

        Sse.Prefetch0(_descriptor);
    }

    /// <summary>For who knows the page's place before it reads the page.</summary>
    internal PagePrefetch PrefetchHint => new(_descriptor, _descriptor->Start);

    /// <summary>Makes a free frame a page with one reference.</summary>
    internal void Prepare(PageArena arena)
    {
        if (arena.IsGuarded)
        {
            ref GuardRecord record = ref arena.GuardRecordOf(Frame);
            int spoiled = Bytes.IndexOfAnyExcept(Poison);
            if (spoiled >= 0)
                throw new InvalidOperationException($"Byte {spoiled} of a free page was written. The page was released:{Environment.NewLine}{record.ReleasedAt}");

            record = new GuardRecord(AllocatedAt: Environment.StackTrace, ReleasedAt: null);
        }
        else if (arena.IsSampling)
        {
            arena.GuardRecordOf(Frame) = new GuardRecord(AllocatedAt: arena.IsNextSampled() ? Environment.StackTrace : null, ReleasedAt: null);
        }

        Volatile.Write(ref _descriptor->ReferenceCount, 1);
    }

    /// <summary>Overwrites a free page's bytes, so that a late use of it is seen.</summary>
    internal void FillWithPoison() => Bytes.Fill(Poison);

    /// <summary>Who holds the page, for a report of leaks; <see langword="null"/> when it is free.</summary>
    internal string? DescribeIfOutstanding()
    {
        if (Volatile.Read(ref _descriptor->ReferenceCount) == Free)
            return null;

        string? allocatedAt = Arena?.GuardRecordIfKept(Frame).AllocatedAt;
        string place = allocatedAt is null ? "; guard mode, or leak sampling for some pages, tells where it was allocated." : $". It was allocated:{Environment.NewLine}{allocatedAt}";
        return $"Page {Frame}: {ReferenceCount} references, flags {Flags}{place}";
    }

    /// <summary>For who must hold a reference.</summary>
    internal void ThrowIfReleased()
    {
        if (Volatile.Read(ref _descriptor->ReferenceCount) == Free)
            ThrowReleased();
    }

    [DoesNotReturn]
    private void ThrowReleased() => ReleasedHandle.Throw(nameof(Page), Arena?.GuardRecordIfKept(Frame).ReleasedAt);
}
