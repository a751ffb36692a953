using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// The cached pages of one file (the kernel's <c>address_space</c>). Thread-safe: readers take no lock, nor does who replaces a page, as the pages are locked; who adds or removes takes one of the mapping's.
/// </summary>
public sealed partial class AddressSpace : PageMapping
{
    private readonly Lock _gate = new();
    private readonly PageTree _tree = new();
    private int _pageCount;
    private long _size;
    private long _accessTimeVersion;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="pageSize">Bytes in each page: a power of two from 4 KiB to 2 MiB.</param>
    /// <param name="size">The file's size in bytes, or <see cref="long.MaxValue"/> while it is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">The page size is no such power of two, or the size is negative.</exception>
    public AddressSpace(int pageSize, long size = long.MaxValue)
        : base(pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, PageArena.MinPageSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, PageArena.MaxPageSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(pageSize), true, nameof(pageSize));
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        _size = size;
        MaxIndex = long.MaxValue / pageSize;
    }

    /// <summary>The file's size in bytes; <see cref="long.MaxValue"/> while it is not known.</summary>
    public long Size => Volatile.Read(ref _size);

    /// <summary>Pages in the cache.</summary>
    public int PageCount => Volatile.Read(ref _pageCount);

    /// <summary>Rises with every completed read: an access time learnt at a lower version is stale.</summary>
    public long AccessTimeVersion => Volatile.Read(ref _accessTimeVersion);

    // Kept, as a division costs more than the rest of a look-up.
    private long MaxIndex { get; }

    /// <summary>
    /// Finds a page and takes a reference to it. Never returns a page that is no longer in the cache; the page need not be up to date.
    /// </summary>
    /// <param name="index">The page's place, counted in pages.</param>
    /// <param name="page">The page.</param>
    public bool TryFind(long index, [NotNullWhen(true), Produces(State.Held, When = true)] out Page? page)
    {
        CheckIndex(index);
        return _tree.Find(index).TryReference(out page);
    }

    /// <summary>
    /// Copies bytes of a page without taking a reference to it: a hit writes nothing that other processors read, save for the first few that are counted.
    /// Whether the bytes were the page's all the time is found out afterwards (a seqlock's read).
    /// </summary>
    /// <param name="index">The page's place, counted in pages.</param>
    /// <param name="offset">The first byte wanted in the page.</param>
    /// <param name="destination">Where they go. Undefined when the result is <see langword="false"/>.</param>
    /// <param name="isCounted">Whether the list of the page is to know of it: not where it is the same reader's read as the last one.</param>
    /// <returns><see langword="false"/> when the page is not cached, not valid, or changed meanwhile: take a reference then.</returns>
    internal bool TryReadOptimistic(long index, int offset, Span<byte> destination, bool isCounted = true)
    {
        CheckIndex(index);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, PageSize - offset, nameof(destination));
        return BeginRead(index, offset).TryCopy(offset, destination, isCounted);
    }

    /// <summary>Looks for a valid page to copy from, as <see cref="TryReadOptimistic"/> does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal OptimisticRead BeginRead(long index, int offset = 0)
    {
        PageTree.Slot slot = _tree.Find(index);
        slot.Prefetch(offset);
        return new OptimisticRead(slot, slot.Load());
    }

    /// <summary>
    /// Publishes a page, unless there is one at the index, and takes the cache's reference. An index past <see cref="Size"/> may be filled: the
    /// size is the last that was heard of the source, which may have grown since.
    /// </summary>
    /// <param name="index">The page's place, counted in pages.</param>
    /// <param name="page">The page: locked, without a mapping, of the mapping's page size.</param>
    /// <exception cref="ArgumentException">The page has not got the right size, mapping or lock.</exception>
    [Signals(Signal.CachePublish, When = true)]
    public bool TryAdd(long index, [Requires(State.Locked), Requires(State.Uncached, State.Evictable), Produces(State.Cached, When = true), Settles(Anew = true)] Page page)
    {
        CheckIndex(index);
        CheckNewPage(page, nameof(page));
        lock (_gate)
        {
            if (_tree.Find(index).Load() is not null)
                return false;

            page.AddReference();
            if (_pageCount == 0)
                Handle = Table.Add(this);

            page.Attach(this, index);
            _tree.FindOrMake(index).Fill(page);
            Volatile.Write(ref _pageCount, _pageCount + 1);
            return true;
        }
    }

    /// <summary>Takes a page out and drops the cache's reference. The page must be locked, and the caller hold a reference.</summary>
    /// <returns><see langword="false"/> when the page is not in this cache.</returns>
    /// <exception cref="ArgumentException">The page is not locked.</exception>
    [NotBefore("PGM1007", nameof(TryAdd), Instead = nameof(Replace))]
    public bool Remove([Requires(State.Locked), Produces(State.Uncached, When = true)] Page page)
    {
        CheckLocked(page, nameof(page));
        lock (_gate)
        {
            if (!page.IsCachedIn(this))
                return false;

            TakeOut(page);
        }

        page.Release();
        return true;
    }

    /// <summary>
    /// Puts one page in another's place by one atomic exchange that cannot fail (law 7, <c>replace_page_cache_folio</c>): readers see the
    /// old page or the new one, never a hole. Drops the cache's reference of the old page and takes one of the new one.
    /// </summary>
    /// <param name="oldPage">The page to replace: in this cache, locked. The caller holds a reference to it.</param>
    /// <param name="newPage">The page to publish: locked, without a mapping, of the mapping's page size.</param>
    /// <exception cref="ArgumentException">A page has not got the right size, mapping or lock; nothing was changed.</exception>
    [Signals(Signal.CachePublish)]
    public void Replace(
        [Requires(State.Locked), Requires(State.Cached, State.Evictable), Produces(State.Uncached)] Page oldPage,
        [Requires(State.Locked), Requires(State.Uncached, State.Evictable), Produces(State.Cached)]
        [Requires(State.InTransit, State.Moved), Produces(State.Moved, From = State.InTransit), Settles] Page newPage)
    {
        Exchange(oldPage, newPage, newReferences: 1);
        oldPage.Release();
    }

    /// <summary>
    /// Does as <see cref="Replace"/>, but the cache's reference of the old page is the caller's from here on, and the new page gets as many references
    /// as the caller says, the cache's among them: so the mover counts once for both.
    /// </summary>
    [Signals(Signal.CachePublish)]
    internal void Exchange(
        [Requires(State.Locked), Requires(State.Cached, State.Evictable), Produces(State.Uncached)] Page oldPage,
        [Requires(State.Locked), Requires(State.Uncached, State.Evictable), Produces(State.Cached)]
        [Requires(State.InTransit, State.Moved), Produces(State.Moved, From = State.InTransit), Settles] Page newPage,
        int newReferences)
    {
        CheckLocked(oldPage, nameof(oldPage));
        CheckNewPage(newPage, nameof(newPage));

        // Without the gate: whoever takes a page out holds its lock, so the old page and the nodes above it stay where they are.
        if (!oldPage.IsCachedIn(this))
            throw new ArgumentException("The page is not in this cache.", nameof(oldPage));

        newPage.AddReferences(newReferences);
        newPage.Attach(this, oldPage.Index);
        _tree.Find(oldPage.Index).Exchange(newPage);
        oldPage.Detach();
    }

    /// <summary>
    /// Sets the file's size. Pages wholly past it leave the cache and the rest of the last page is zeroed; where somebody else refers to the last page,
    /// who is to see what he saw before, it leaves the cache, too (law 16). Waits for the locks of these pages, so the caller must hold none of them.
    /// </summary>
    /// <param name="size">The size in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public void Truncate(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        SetSize(size);

        // A page that is waited for may be replaced meanwhile, and the page in its place has to go too.
        while (!TryCutOff(size))
        {
        }
    }

    /// <inheritdoc/>
    internal override bool TryReclaim(Page page)
    {
        lock (_gate)
        {
            // One reference is the cache's and one the caller's. What would forbid reclaim is looked at while the count is frozen: nobody
            // but the caller can change it then.
            if (!page.IsCachedIn(this) || !page.TryFreeze(expectedReferences: 2))
                return false;

            bool isIdle = page.MapCount == 0 && (page.Flags & NotToBeLost) == 0;
            if (isIdle)
                TakeOut(page);

            page.Unfreeze(references: isIdle ? 1 : 2);
            return isIdle;
        }
    }

    /// <summary>The pages from one index to another, in order, with a reference to each for the caller.</summary>
    internal List<Page> PagesBetween(long firstIndex, long lastIndex)
    {
        lock (_gate)
            return _tree.ReferencePagesBetween(firstIndex, lastIndex);
    }

    /// <summary>Bytes of the file that lie in a page: 0 past the end.</summary>
    internal int LengthOfPage(long index) =>
        index > MaxIndex ? 0 : (int)Math.Clamp(Size - (index * PageSize), 0, PageSize);

    /// <summary>Sets the file's size, and leaves the pages to the caller.</summary>
    internal void SetSize(long size)
    {
        lock (_gate)
            Volatile.Write(ref _size, size);
    }

    /// <summary>Notes that a reply ended here: the file is no longer than that.</summary>
    internal void ShrinkSize(long size)
    {
        lock (_gate)
            Volatile.Write(ref _size, Math.Min(_size, size));
    }

    /// <summary>Notes that the file was read.</summary>
    internal void InvalidateAccessTime() => Interlocked.Increment(ref _accessTimeVersion);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLocked(Page page, string name)
    {
        ArgumentNullException.ThrowIfNull(page, name);
        if (!page.IsLocked)
            throw new ArgumentException("The page is not locked.", name);
    }

    private void CheckIndex(long index, [CallerArgumentExpression(nameof(index))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, MaxIndex, name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckNewPage(Page page, string name)
    {
        CheckLocked(page, name);
        if (page.IsCached)
            throw new ArgumentException("The page is in a cache already.", name);

        if (page.Size != PageSize)
            throw new ArgumentException($"The page has {page.Size} bytes, the cache's pages have {PageSize}.", name);
    }

    private void TakeOut(Page page)
    {
        _tree.Find(page.Index).Empty();
        page.Detach();
        Volatile.Write(ref _pageCount, _pageCount - 1);
        if (_pageCount == 0)
            Table.Remove(Handle);
    }

    /// <returns><see langword="false"/> when a page left the cache, perhaps for another one, before it could be locked.</returns>
    private bool TryCutOff(long size)
    {
        List<Page> pages = PagesBetween(size / PageSize, MaxIndex);
        bool isDone = true;
        foreach (Page page in pages)
        {
            page.Lock();
            isDone &= TryCutOff(page, size);
            page.Unlock();
            page.Release();
        }

        return isDone;
    }

    private bool TryCutOff(Page page, long size)
    {
        if (!page.IsCachedIn(this))
            return false;

        long start = page.Index * PageSize;
        if (start < size && TryZeroFrom(page, (int)Math.Min(size - start, PageSize)))
            return true;

        // Shared means immutable (law 16): where somebody else reads the bytes that are cut off, the next reader finds a new page.
        return Remove(page);
    }

    /// <summary>Zeroes the end of a page that nobody but the cache and the caller refers to.</summary>
    private static bool TryZeroFrom(Page page, int offset)
    {
        if (!page.TryFreeze(expectedReferences: 2))
            return false;

        // A reader without a reference may be at it.
        page.RaiseGeneration();
        page.Span[offset..].Clear();
        page.Unfreeze(references: 2);
        return true;
    }
}
