using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using PageMove.Contracts;

namespace PageMove.Pages;

/// <summary>
/// A fixed number of pages of native, page-aligned memory (the kernel's <c>mem_map</c>). As a <see cref="MemoryPool{T}"/> it feeds
/// pipelines and sockets, so that received bytes already lie in pages that can be moved. Thread-safe; handing out and taking back
/// a page is lock-free and allocates nothing.
/// </summary>
/// <remarks>
/// Disposing the arena while pages are out defers freeing the memory to the release of the last of them: what it costs is given back then, its
/// addresses when nobody refers to the arena. An arena that is not disposed keeps its memory: a finalizer could not know of spans that still point
/// into it. 64 bytes a page, its descriptor, stay with the process for the next arena.
/// </remarks>
public sealed unsafe class PageArena : MemoryPool<byte>
{
    /// <summary>The smallest page size, in bytes.</summary>
    public const int MinPageSize = 4096;

    /// <summary>The largest page size, in bytes.</summary>
    public const int MaxPageSize = 2 * 1024 * 1024;

    /// <summary>The arenas, each from its making until it is disposed and the last of its pages is released.</summary>
    internal static HandleTable<PageArena> Table { get; } = new(reusesNumbers: false);

    private readonly ArenaMemory _memory;
    private readonly byte* _start;
    private readonly int _pageShift;
    private readonly DescriptorBlock _descriptors;
    private readonly Page[] _pages;
    private readonly int _number;
    private readonly GuardRecord[] _guardRecords;
    private readonly int _leakSampling;
    private int _allocations;
    private readonly FrameList _free;
    private readonly Lock _shrinkersGate = new();
    private Func<bool>[] _shrinkers = [];

    /// <summary>Allocates the memory, cleared, and makes the frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The page size or the page count is out of range.</exception>
    public PageArena(PageArenaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.PageSize is < MinPageSize or > MaxPageSize || !BitOperations.IsPow2(options.PageSize))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.PageSize, $"{nameof(options.PageSize)} must be a power of two from {MinPageSize} to {MaxPageSize}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.LeakSampling, nameof(options));
        if (options.PageCount < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.PageCount, $"{nameof(options.PageCount)} must be at least 1.");

        PageSize = options.PageSize;
        _pageShift = BitOperations.Log2((uint)PageSize);
        PageCount = options.PageCount;
        IsGuarded = options.Guard;

        nuint byteCount = checked((nuint)PageSize * (nuint)PageCount);
        _memory = new ArenaMemory(byteCount, alignment: (nuint)PageSize);
        _start = _memory.Start;

        _leakSampling = options.LeakSampling;
        _guardRecords = IsGuarded || IsSampling ? new GuardRecord[PageCount] : [];
        _free = IsGuarded ? new FrameQueue(PageCount) : new FrameStack(PageCount);
        _pages = new Page[PageCount];
        _descriptors = new DescriptorBlock(PageCount);
        _number = Table.Add(this);
        for (int frame = 0; frame < PageCount; frame++)
            _pages[frame] = MakePage(frame);
    }

    /// <summary>Bytes in a page.</summary>
    public int PageSize { get; }

    /// <summary>Pages in the arena, free or not.</summary>
    public int PageCount { get; }

    /// <summary>Whether the arena runs in guard mode (<see cref="PageArenaOptions.Guard"/>).</summary>
    public bool IsGuarded { get; }

    /// <summary>Pages that can be allocated at this moment.</summary>
    public int FreePageCount => _free.Count;

    /// <inheritdoc/>
    public override int MaxBufferSize => PageSize;

    /// <summary>Takes a free page, with one reference and no flags; its content is undefined. Caches give up pages that nobody uses for it.</summary>
    /// <returns><see langword="false"/> when every page is in use.</returns>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public bool TryAllocate([NotNullWhen(true), Produces(State.Held, When = true), Produces(State.Untaken, When = true), Produces(State.Uncached, When = true), Produces(State.Unmapped, When = true)] out Page? page)
    {
        int frame;
        while (!_free.TryTake(out frame))
        {
            ObjectDisposedException.ThrowIf(_free.IsClosed, this);
            if (!TryShrink())
            {
                page = null;
                return false;
            }
        }

        page = _pages[frame];
        page.Prepare(this);
        return true;
    }

    /// <summary>Takes a free page, with one reference and no flags; its content is undefined.</summary>
    /// <exception cref="InvalidOperationException">Every page is in use.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    [return: Produces(State.Held), Produces(State.Untaken), Produces(State.Uncached), Produces(State.Unmapped)]
    public Page Allocate() =>
        TryAllocate(out Page? page) ? page : throw new InvalidOperationException($"All {PageCount} pages of the arena are in use.");

    /// <summary>Takes a free page as a memory owner; disposing it releases the page.</summary>
    /// <param name="minBufferSize">The bytes needed, at most <see cref="PageSize"/>; -1 for any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">More bytes are needed than a page has.</exception>
    /// <exception cref="InvalidOperationException">Every page is in use.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minBufferSize, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, PageSize);
        return Allocate();
    }

    /// <summary>Tells of each page that is out how many references it has and, in guard mode, where it was allocated. For finding leaks.</summary>
    public IReadOnlyList<string> DescribeOutstandingPages() => [.. _pages.Select(page => page.DescribeIfOutstanding()).OfType<string>()];

    /// <summary>Adds what is called when no page is free, on the thread that wants one (the kernel's shrinkers).</summary>
    /// <param name="shrinker">Frees some pages; <see langword="false"/> when it could free none.</param>
    internal void AddShrinker(Func<bool> shrinker)
    {
        lock (_shrinkersGate)
            _shrinkers = [.. _shrinkers, shrinker];
    }

    internal void RemoveShrinker(Func<bool> shrinker)
    {
        lock (_shrinkersGate)
            _shrinkers = [.. _shrinkers.Where(other => other != shrinker)];
    }

    internal byte* AddressOf(int frame) => _start + ((nuint)frame << _pageShift);

    /// <summary>Whether the places of some allocations are kept.</summary>
    internal bool IsSampling => _leakSampling > 0;

    /// <summary>Whether the place of the allocation that is just made is to be kept.</summary>
    internal bool IsNextSampled() => (uint)Interlocked.Increment(ref _allocations) % (uint)_leakSampling == 0;

    /// <summary>What is known of a frame's allocation and release; in guard mode and where allocations are sampled.</summary>
    internal ref GuardRecord GuardRecordOf(int frame) => ref _guardRecords[frame];

    /// <summary>As <see cref="GuardRecordOf"/>, and empty where nothing is kept.</summary>
    internal GuardRecord GuardRecordIfKept(int frame) => _guardRecords.Length > 0 ? _guardRecords[frame] : default;

    /// <summary>
    /// Copies bytes of a frame without asking whose they are; the caller finds out afterwards (<see cref="Page.Generation"/>), and knows that they lie in the frame.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CopyUnowned(int frame, int offset, Span<byte> destination)
    {
        new ReadOnlySpan<byte>(AddressOf(frame) + offset, destination.Length).CopyTo(destination);

        // The memory lives as long as the arena does.
        GC.KeepAlive(this);
    }

    /// <summary>Takes back a frame that nobody refers to any more.</summary>
    internal void Return(int frame)
    {
        if (_free.Put(frame))
            Retire();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_free.Close())
            Retire();
    }

    private Page MakePage(int frame)
    {
        PageDescriptor* descriptor = _descriptors[frame];
        descriptor->Frame = frame;
        descriptor->Start = AddressOf(frame);
        descriptor->PageShift = (byte)_pageShift;
        descriptor->IsGuarded = IsGuarded;
        Volatile.Write(ref descriptor->Arena, _number);
        var page = new Page(descriptor);
        if (IsGuarded)
            page.FillWithPoison();

        return page;
    }

    /// <summary>Ends the arena, after its disposal and the last release of a page.</summary>
    private void Retire()
    {
        Table.Remove(_number);
        _descriptors.GiveBack(isSpare: !IsGuarded);
        _memory.Retire();
    }

    private bool TryShrink()
    {
        foreach (Func<bool> shrinker in Volatile.Read(ref _shrinkers))
        {
            if (shrinker())
                return true;
        }

        return false;
    }
}
