using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Requests;

/// <content>The end of the request (<c>fuse_readpages_end</c>).</content>
public sealed partial class ReadRequest
{
    private PageOutcome[] _outcomes = [];
    private int _outcomeCount;

    /// <summary>Whether the request ended: its pages were given back.</summary>
    public bool IsEnded => (Volatile.Read(ref _state) & Ended) != 0;

    /// <summary>How the request ended.</summary>
    public RequestError Error { get; private set; }

    /// <summary>What became of each page and why, one a page; from the end of the request to its <see cref="Reset"/>, and none before.</summary>
    public ReadOnlySpan<PageOutcome> Outcomes => IsEnded ? _outcomes.AsSpan(0, _outcomeCount) : [];

    /// <summary>Whether somebody is ending the request, or has.</summary>
    internal bool IsEnding => (Volatile.Read(ref _state) & Ending) != 0;

    /// <summary>Where pages that become valid are added, unless they are on a list already.</summary>
    internal PageLru? Lru { get; private set; }

    /// <summary>Ends an aborted request; nothing happens when it ended already. For the copier.</summary>
    /// <exception cref="InvalidOperationException">The request was not aborted.</exception>
    [Produces(State.Unlocked), Produces(State.Checked, From = State.Unchecked), Produces(State.Checked, From = State.Glanced)]
    public void End()
    {
        if ((Volatile.Read(ref _state) & (Aborted | Ending)) == 0)
            throw new InvalidOperationException("The request was not aborted; complete it.");

        TryComplete(Generation, 0, RequestError.None, out _);
    }

    /// <summary>Ends the request with its reply.</summary>
    /// <param name="bytesReplied">Bytes of the reply. Fewer than wanted, without an error, mean the end of the file.</param>
    /// <param name="error">Why there is no reply.</param>
    /// <returns><see langword="false"/> when the request ended before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The reply is longer than what was wanted.</exception>
    [Produces(State.Unlocked), Produces(State.Checked, From = State.Unchecked), Produces(State.Checked, From = State.Glanced)]
    public bool Complete(long bytesReplied, RequestError error = RequestError.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytesReplied);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesReplied, ByteCount);
        return TryComplete(Generation, bytesReplied, error, out _);
    }

    /// <summary>As <see cref="Complete"/>, for one use of the request.</summary>
    /// <param name="generation">The use that is meant.</param>
    /// <param name="bytesReplied">Bytes of the reply, 0 to what was wanted.</param>
    /// <param name="error">Why there is no reply.</param>
    /// <param name="end">How the request ended: an abort comes before success.</param>
    [Produces(State.Unlocked), Produces(State.Checked, From = State.Unchecked), Produces(State.Checked, From = State.Glanced)]
    internal bool TryComplete(long generation, long bytesReplied, RequestError error, out RequestError end)
    {
        end = error;
        long state = Volatile.Read(ref _state);
        while (true)
        {
            if (GenerationOf(state) != generation || (state & Ending) != 0)
                return false;

            long seen = Interlocked.CompareExchange(ref _state, (state | Ending) & ~Locked, state);
            if (seen == state)
                break;

            state = seen;
        }

        if (error == RequestError.None && (state & Aborted) != 0)
            end = ReasonOf(state);

        GiveBackPages(bytesReplied, end);
        return true;
    }

    /// <summary>Notes what becomes of a page. Only while the request is locked.</summary>
    internal void SetOutcome(int page, PageOutcome outcome) => _outcomes[page] = outcome;

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
        bool isZeroing = error == RequestError.None && (Options & ReadRequestOptions.PageZeroing) != 0;
        if (isZeroing && bytesReplied < ByteCount)
            ZeroUncovered(bytesReplied);

        long validBytes = error != RequestError.None ? -1 : isZeroing ? ByteCount : bytesReplied;
        SettleOutcomes(error, validBytes);
        foreach (ref Page slot in Pages)
        {
            Page page = slot;
            slot = null!;
            validBytes -= page.Size;
            if (error != RequestError.None)
                page.MarkError();
            else if (validBytes >= 0)
                Validate(page);

            page.Unlock();
            page.Release();
        }

        Error = error;
        _pageCount = 0;

        // The request may be used again as soon as this is seen, unless it was submitted: then its observer still has it.
        if ((Interlocked.Or(ref _state, Ended) & Submitted) != 0)
            _observer!.OnEnded(this, error);
    }

    private void Validate(Page page)
    {
        // Reclaim takes a page off its list for a while only with the page's lock, which is held here.
        if (Lru is { } lru && page.IsCached && (page.Flags & PageFlags.Lru) == 0)
            lru.Add(page);

        page.MarkUnread();
        page.MarkUpToDate();
    }

    /// <summary>
    /// Zeroes what a copier of somebody's own left of the pages that a reply does not cover: a frame comes with the bytes of its former file. This
    /// library's copier has done so, and its receipts tell.
    /// </summary>
    private void ZeroUncovered(long bytesReplied)
    {
        for (int i = 0; i < _pageCount; i++)
        {
            ref PageOutcome outcome = ref _outcomes[i];
            int covered = (int)Math.Clamp(bytesReplied - ((long)i * Mapping.PageSize), 0, Mapping.PageSize);
            if (outcome.Fate != PageFate.Pending)
                continue;

            _pages[i].Span[covered..].Clear();
            if (covered == 0)
                outcome = outcome with { Fate = PageFate.Zeroed };
        }
    }

    /// <summary>What was filled without a receipt, by a copier of somebody's own, stays pending.</summary>
    private void SettleOutcomes(RequestError error, long validBytes)
    {
        PageFate unfilled = error.IsAbort() ? PageFate.Aborted : error != RequestError.None ? PageFate.Failed : PageFate.Uncovered;
        int pageSize = Mapping.PageSize;
        foreach (ref PageOutcome outcome in _outcomes.AsSpan(0, _outcomeCount))
        {
            if (outcome.Fate == PageFate.Pending && validBytes <= 0)
                outcome = outcome with { Fate = unfilled };

            validBytes -= pageSize;
        }
    }
}
