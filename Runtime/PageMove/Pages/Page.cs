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
[Protocol("page reference", State.Held, State.Shared, State.Borrowed, State.Unprotected, State.Released, Entry = State.Held)]
[Reacts(Signal.RequestUnlocked, State.Borrowed, State.Unprotected, All = true)]
[Reacts(Signal.RequestLocked, State.Unprotected, State.Borrowed, All = true)]
[Rule("PGM2006", Breach.Use, State.Unprotected)]
[Protocol("page content", State.Own, State.Lent)]
[Fades(State.Lent)]
[Rule("PGM4005", Breach.Write, State.Lent)]
[Rule("PGM4001", Breach.Use, State.Released)]
[Rule("PGM4002", Breach.Repeated, State.Released)]
[Rule("PGM4003", Breach.Left, State.Held)]
public sealed unsafe partial class Page : MemoryManager<byte>, IDisposable
{
    /// <summary>The most references that a page can have; a further one is refused, so that the count never wraps (CVE-2019-11487).</summary>
    internal const int MaxReferenceCount = 1 << 30;

    private const int Free = 0;
    private const int Frozen = -1;
    private const byte Poison = 0xAA;

    private readonly PageArena _arena;
    private int _referenceCount;
    private int _mapCount;
    private uint _flags;
    private int _generation;
    private sbyte _accessCount;
    private long _index;
    private PageMapping? _mapping;

    internal Page(PageArena arena, int frame)
    {
        _arena = arena;
        Frame = frame;
        if (arena.IsGuarded)
            Bytes.Fill(Poison);
    }

    /// <summary>The frame's number in its arena.</summary>
    internal int Frame { get; }

    /// <summary>Where the page's memory lies.</summary>
    internal PageArena Arena => _arena;

    /// <summary>Whether the page's arena runs in guard mode.</summary>
    internal bool IsGuarded => _arena.IsGuarded;

    /// <summary>The list that the page is on, and its place there; the list's own lock protects them.</summary>
    internal IReclaimList? ReclaimList { get; set; }

    internal int ReclaimPlace { get; set; }

    /// <summary>Rises whenever the page leaves a cache, its content is declared invalid, or its frame is freed: what was learnt of the page at another
    /// generation is stale.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>Bytes in the page.</summary>
    public int Size => _arena.PageSize;

    /// <summary>The page's place in its mapping, counted in pages; meaningless without a mapping.</summary>
    public long Index => Volatile.Read(ref _index);

    /// <summary>What the page is cached in, or <see langword="null"/>. Stable only while the page is locked.</summary>
    [MustCheck("PGM4007")]
    public PageMapping? Mapping => Volatile.Read(ref _mapping);

    /// <summary>References to the page. Says nothing about exclusivity (law 1): a look-up may raise it for a moment.</summary>
    public int ReferenceCount => Math.Max(Volatile.Read(ref _referenceCount), 0);

    /// <summary>Mappings of the memory by users; each holds a reference, too.</summary>
    public int MapCount => Volatile.Read(ref _mapCount);

    /// <summary>What is known of the page at this moment.</summary>
    public PageFlags Flags => (PageFlags)Volatile.Read(ref _flags);

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
        if (Volatile.Read(ref _referenceCount) == Free)
            ThrowReleased();

        return Bytes;
    }

    /// <summary>Copies bytes without asking whose they are; the caller finds out afterwards (<see cref="Generation"/>).</summary>
    internal void CopyUnowned(int offset, Span<byte> destination)
    {
        Bytes.Slice(offset, destination.Length).CopyTo(destination);

        // The memory lives as long as a page does.
        GC.KeepAlive(this);
    }

    private Span<byte> Bytes => new(_arena.AddressOf(Frame), Size);

    /// <summary>Notes where the page is cached; for the mapping, before it publishes the page.</summary>
    internal void Attach(PageMapping mapping, long index)
    {
        Volatile.Write(ref _index, index);
        Volatile.Write(ref _mapping, mapping);
    }

    /// <summary>Notes that the page is cached no more.</summary>
    internal void Detach()
    {
        if ((Flags & PageFlags.Readahead) != 0)
            ClearFlags(PageFlags.Readahead);

        RaiseGeneration();
        Volatile.Write(ref _mapping, null);
    }

    /// <summary>
    /// Makes stale what was learnt of the page; before its content may change, and under its lock or as its last owner, so that it is a plain write.
    /// </summary>
    internal void RaiseGeneration()
    {
        Volatile.Write(ref _generation, unchecked(_generation + 1));
        Volatile.WriteBarrier();
    }

    /// <summary>Asks the processor for what a move reads and writes of the page, before the first atomic operation makes it wait for each.</summary>
    internal void Prefetch()
    {
        if (!Sse.IsSupported)
            return;

        Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in _arena)));
        Sse.Prefetch0(Unsafe.AsPointer(ref _accessCount));
    }

    /// <summary>Makes a free frame a page with one reference.</summary>
    internal void Prepare()
    {
        if (_arena.IsGuarded)
        {
            ref GuardRecord record = ref _arena.GuardRecordOf(Frame);
            int spoiled = Bytes.IndexOfAnyExcept(Poison);
            if (spoiled >= 0)
                throw new InvalidOperationException($"Byte {spoiled} of a free page was written. The page was released:{Environment.NewLine}{record.ReleasedAt}");

            record = new GuardRecord(AllocatedAt: Environment.StackTrace, ReleasedAt: null);
        }
        else if (_arena.IsSampling)
        {
            _arena.GuardRecordOf(Frame) = new GuardRecord(AllocatedAt: _arena.IsNextSampled() ? Environment.StackTrace : null, ReleasedAt: null);
        }

        Volatile.Write(ref _referenceCount, 1);
    }

    /// <summary>Who holds the page, for a report of leaks; <see langword="null"/> when it is free.</summary>
    internal string? DescribeIfOutstanding()
    {
        if (Volatile.Read(ref _referenceCount) == Free)
            return null;

        string? allocatedAt = IsGuarded || _arena.IsSampling ? _arena.GuardRecordOf(Frame).AllocatedAt : null;
        string place = allocatedAt is null ? "; guard mode, or leak sampling for some pages, tells where it was allocated." : $". It was allocated:{Environment.NewLine}{allocatedAt}";
        return $"Page {Frame}: {ReferenceCount} references, flags {Flags}{place}";
    }

    [DoesNotReturn]
    private void ThrowReleased() => ReleasedHandle.Throw(nameof(Page), IsGuarded ? _arena.GuardRecordOf(Frame).ReleasedAt : null);
}
