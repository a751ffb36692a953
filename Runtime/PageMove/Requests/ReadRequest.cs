using System.Diagnostics.CodeAnalysis;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Requests;

/// <summary>
/// A request to fill cached pages (the kernel's <c>fuse_req</c>). Its lock says that one copier is touching its memory, so that an abort must
/// not end it. Thread-safe against <see cref="Abort()"/>; everything else belongs to one copier at a time.
/// </summary>
[Protocol("request lock", State.Untaken, State.Unlocked, State.Locked, State.Aborted)]
[Rule("PGM2001", Breach.Repeated, State.Unlocked)]
[Rule("PGM2002", Breach.NotHeld, State.Locked)]
[Rule("PGM2005", Breach.Blocked, State.Locked)]
[Rule("PGM2003", Breach.Left, State.Locked)]
[Rule("PGM2004", Breach.NotRestored, State.Locked)]
[Rule("PGM2007", Breach.Repeated, State.Locked)]
[Rule("PGM2008", Breach.Missing, State.Locked)]
[Protocol("abort check", State.Unchecked, State.Glanced, State.Checked, State.Replaced, State.Raced, State.Published, Entry = State.Unchecked)]
[Implies(State.Locked, State.Checked)]
[Reacts(Signal.CachePublish, State.Unchecked, State.Replaced)]
[Reacts(Signal.SlotPublish, State.Replaced, State.Published, KeepsPlace = true)]
[Reacts(Signal.SlotPublish, State.Unchecked, State.Published)]
[Reacts(Signal.CachePublish, State.Glanced, State.Raced, KeepsPlace = true)]
[Reacts(Signal.SlotPublish, State.Glanced, State.Raced, KeepsPlace = true)]
[Rule("PGM3002", Breach.Left, State.Raced)]
[Rule("PGM3001", Breach.Left, State.Replaced)]
[Rule("PGM3001", Breach.Left, State.Published)]
public sealed partial class ReadRequest
{
    private Page[] _pages = [];
    private int _pageCount;

    /// <summary>Makes a request; see <see cref="Reset"/>.</summary>
    [Produces(State.Untaken)]
    public ReadRequest(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None)
    {
        Submission = new Submission(this);
        Reset(mapping, firstIndex, pages, options);
    }

    /// <summary>The file's cache.</summary>
    public AddressSpace Mapping { get; private set; }

    /// <summary>The place of the first page, counted in pages.</summary>
    public long FirstIndex { get; private set; }

    /// <summary>What may be done to the pages.</summary>
    public ReadRequestOptions Options { get; private set; }

    /// <summary>The slots of the pages to fill; none after the end. Touch them only while the request is locked.</summary>
    [Lends(State.Borrowed)]
    public Span<Page> Pages => _pages.AsSpan(0, _pageCount);

    /// <summary>Bytes wanted: all the pages'.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Makes an ended request ready for other pages.</summary>
    /// <param name="mapping">The file's cache.</param>
    /// <param name="firstIndex">The place of the first page.</param>
    /// <param name="pages">The pages: locked, in the cache at consecutive places. The request takes over one reference of each.</param>
    /// <param name="options">What may be done to the pages.</param>
    /// <exception cref="ArgumentException">A page has not got the right lock, mapping or place; nothing was taken over.</exception>
    /// <exception cref="InvalidOperationException">The request has not ended, or it was submitted to a connection and its end was not awaited.</exception>
    /// <remarks>
    /// A copier of this library, or a connection, that is still at work on an aborted request notices. Anybody else who
    /// locks the request must have let go of it, and nobody may hold it to abort it.
    /// </remarks>
    [Produces(State.Untaken)]
    [MemberNotNull(nameof(Mapping))]
    public void Reset(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        long state = Volatile.Read(ref _state);
        if ((state & Ended) == 0)
            throw new InvalidOperationException("The request has not ended.");

        if ((state & Submitted) != 0)
            throw new InvalidOperationException("The request was submitted, and its end was not awaited.");

        if (pages.IsEmpty)
            throw new ArgumentException("A request wants at least one page.", nameof(pages));

        for (int i = 0; i < pages.Length; i++)
        {
            if (pages[i] is not { IsLocked: true } page || !page.IsCachedIn(mapping) || page.Index != firstIndex + i)
                throw new ArgumentException($"Page {i} is not locked, or not in the cache at its place.", nameof(pages));
        }

        if (_pages.Length < pages.Length)
        {
            _pages = new Page[pages.Length];
            _outcomes = new PageOutcome[pages.Length];
        }

        pages.CopyTo(_pages);
        _pageCount = pages.Length;
        _outcomeCount = pages.Length;
        _outcomes.AsSpan(0, _outcomeCount).Clear();
        ByteCount = (long)pages.Length * mapping.PageSize;
        Mapping = mapping;
        FirstIndex = firstIndex;
        Options = options;
        Error = RequestError.None;
        Lru = null;
        Volatile.Write(ref _state, (GenerationOf(state) + 1) << GenerationShift);
    }
}
