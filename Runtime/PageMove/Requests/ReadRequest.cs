using System.Diagnostics.CodeAnalysis;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Requests;

/// <summary>
/// A request to fill cached pages (the kernel's <c>fuse_req</c>). Its lock says that one copier is touching its memory, so that an abort must
/// not end it. Thread-safe against <see cref="Abort"/>; everything else belongs to one copier at a time.
/// </summary>
[Protocol("request lock", State.Unlocked, State.Locked, State.Aborted)]
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
    // One word, so that lock and unlock are one exchange where nobody interferes.
    private const int Locked = 1;
    private const int Aborted = 2;
    private const int Ending = 4;
    private const int Ended = 8;

    private int _state = Ended;
    private Page[] _pages = [];
    private int _pageCount;

    /// <summary>Makes a request; see <see cref="Reset"/>.</summary>
    public ReadRequest(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None) =>
        Reset(mapping, firstIndex, pages, options);

    /// <summary>The file's cache.</summary>
    public AddressSpace Mapping { get; private set; }

    /// <summary>The place of the first page, counted in pages.</summary>
    public long FirstIndex { get; private set; }

    /// <summary>What may be done to the pages.</summary>
    public ReadRequestOptions Options { get; private set; }

    /// <summary>The slots of the pages to fill; none after the end. Touch them only while the request is locked.</summary>
    public Span<Page> Pages => _pages.AsSpan(0, _pageCount);

    /// <summary>Bytes wanted: all the pages'.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Held while the abort mark is set, so that <see cref="IsAborted"/> is stable under it.</summary>
    public Lock AbortLock { get; } = new();

    /// <summary>Whether the request was aborted.</summary>
    [Produces(State.Checked, From = State.Unchecked, WhenInspected = true), Produces(State.Checked, From = State.Replaced, WhenInspected = true)]
    public bool IsAborted => (Volatile.Read(ref _state) & Aborted) != 0;

    /// <summary>Whether a copier holds the lock.</summary>
    [Answers(State.Locked, true)]
    public bool IsLocked => (Volatile.Read(ref _state) & Locked) != 0;

    /// <summary>Whether the request ended: its pages were given back.</summary>
    public bool IsEnded => (Volatile.Read(ref _state) & Ended) != 0;

    /// <summary>How the request ended.</summary>
    public RequestError Error { get; private set; }

    /// <summary>Takes the lock.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it has ended then, or its aborter is just ending it.</returns>
    /// <exception cref="InvalidOperationException">The request is locked already.</exception>
    [Produces(State.Locked, When = true)]
    [Produces(State.Checked, From = State.Unchecked, WhenInspected = true), Produces(State.Checked, From = State.Replaced, WhenInspected = true)]
    public bool TryLock()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            if ((state & (Aborted | Ending)) != 0)
                return false;

            if ((state & Locked) != 0)
                throw new InvalidOperationException("The request is locked already.");

            int seen = Interlocked.CompareExchange(ref _state, state | Locked, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    /// <summary>Gives the lock back.</summary>
    /// <returns><see langword="false"/> when the request was aborted; it stays locked, and the copier ends it (<see cref="End"/>).</returns>
    /// <exception cref="InvalidOperationException">The request is not locked.</exception>
    [Requires(State.Locked), Produces(State.Unlocked, When = true), Produces(State.Aborted, When = false), Produces(State.Unchecked, From = State.Checked, When = true)]
    public bool TryUnlock()
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            if ((state & Locked) == 0)
                throw new InvalidOperationException("The request is not locked.");

            if ((state & Aborted) != 0)
                return false;

            int seen = Interlocked.CompareExchange(ref _state, state & ~Locked, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    /// <summary>Aborts the request: at once where it is not locked; where it is, the copier finds out at its next lock or unlock, and ends it.</summary>
    public void Abort()
    {
        int state;
        lock (AbortLock)
        {
            state = Volatile.Read(ref _state);
            while (true)
            {
                if ((state & (Aborted | Ending)) != 0)
                    return;

                // The mark and the decision who ends the request are one step, so that exactly one of aborter and copier does.
                int ending = (state & Locked) == 0 ? Ending : 0;
                int seen = Interlocked.CompareExchange(ref _state, state | Aborted | ending, state);
                if (seen == state)
                    break;

                state = seen;
            }
        }

        if ((state & Locked) == 0)
            GiveBackPages(0, RequestError.Aborted);
    }

    /// <summary>Ends an aborted request; nothing happens when it ended already. For the copier.</summary>
    /// <exception cref="InvalidOperationException">The request was not aborted.</exception>
    [Produces(State.Unlocked), Produces(State.Checked, From = State.Unchecked)]
    public void End()
    {
        if (TryBeginEnding(out _, mustBeAborted: true))
            GiveBackPages(0, RequestError.Aborted);
    }

    /// <summary>Ends the request with its reply (<c>fuse_readpages_end</c>).</summary>
    /// <param name="bytesReplied">Bytes of the reply. Fewer than wanted, without an error, mean the end of the file.</param>
    /// <param name="error">Why there is no reply.</param>
    /// <returns><see langword="false"/> when the request ended before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The reply is longer than what was wanted.</exception>
    [Produces(State.Unlocked), Produces(State.Checked, From = State.Unchecked)]
    public bool Complete(long bytesReplied, RequestError error = RequestError.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesReplied);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesReplied, ByteCount);
        if (!TryBeginEnding(out bool wasAborted, mustBeAborted: false))
            return false;

        GiveBackPages(bytesReplied, wasAborted && error == RequestError.None ? RequestError.Aborted : error);
        return true;
    }

    /// <summary>Makes an ended request ready for other pages.</summary>
    /// <param name="mapping">The file's cache.</param>
    /// <param name="firstIndex">The place of the first page.</param>
    /// <param name="pages">The pages: locked, in the cache at consecutive places. The request takes over one reference of each.</param>
    /// <param name="options">What may be done to the pages.</param>
    /// <exception cref="ArgumentException">A page has not got the right lock, mapping or place; nothing was taken over.</exception>
    /// <exception cref="InvalidOperationException">The request has not ended.</exception>
    /// <remarks>Nobody may be at work on the request, nor hold it to abort it.</remarks>
    [Produces(State.Unlocked)]
    [MemberNotNull(nameof(Mapping))]
    public void Reset(AddressSpace mapping, long firstIndex, ReadOnlySpan<Page> pages, ReadRequestOptions options = ReadRequestOptions.None)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        if (!IsEnded)
            throw new InvalidOperationException("The request has not ended.");

        if (pages.IsEmpty)
            throw new ArgumentException("A request wants at least one page.", nameof(pages));

        for (int i = 0; i < pages.Length; i++)
        {
            if (pages[i] is not { IsLocked: true } page || page.Mapping != mapping || page.Index != firstIndex + i)
                throw new ArgumentException($"Page {i} is not locked, or not in the cache at its place.", nameof(pages));
        }

        if (_pages.Length < pages.Length)
            _pages = new Page[pages.Length];

        pages.CopyTo(_pages);
        _pageCount = pages.Length;
        ByteCount = (long)pages.Length * mapping.PageSize;
        Mapping = mapping;
        FirstIndex = firstIndex;
        Options = options;
        Error = RequestError.None;
        Volatile.Write(ref _state, 0);
    }

    private bool TryBeginEnding(out bool wasAborted, bool mustBeAborted)
    {
        int state = Volatile.Read(ref _state);
        while (true)
        {
            wasAborted = (state & Aborted) != 0;
            if ((state & Ending) != 0)
                return false;

            if (mustBeAborted && !wasAborted)
                throw new InvalidOperationException("The request was not aborted; complete it.");

            int seen = Interlocked.CompareExchange(ref _state, (state | Ending) & ~Locked, state);
            if (seen == state)
                return true;

            state = seen;
        }
    }

    private void GiveBackPages(long bytesReplied, RequestError error)
    {
        // Any page may have left the cache meanwhile, the first one too.
        AddressSpace? file = null;
        foreach (Page page in Pages)
            file ??= page.Mapping as AddressSpace;

        if (file is not null)
        {
            if (error == RequestError.None && bytesReplied < ByteCount)
                file.ShrinkSize((FirstIndex * file.PageSize) + bytesReplied);

            file.InvalidateAccessTime();
        }

        // Without zeroing nobody answers for what the reply does not cover.
        long validBytes = error != RequestError.None ? -1 : (Options & ReadRequestOptions.PageZeroing) != 0 ? ByteCount : bytesReplied;
        foreach (ref Page slot in Pages)
        {
            Page page = slot;
            slot = null!;
            validBytes -= page.Size;
            if (error != RequestError.None)
                page.MarkError();
            else if (validBytes >= 0)
                page.MarkUpToDate();

            page.Unlock();
            page.Release();
        }

        Error = error;
        _pageCount = 0;
        Interlocked.Or(ref _state, Ended);
    }
}
