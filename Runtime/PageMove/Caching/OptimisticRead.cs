using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// A read of a page to which the reader has no reference. The page may become anybody's at any time; so the reader keeps what it found first, and
/// after the copy asks whether it is still so. Whoever takes a page out of a place, or is about to write to it, raises its generation before.
/// </summary>
internal readonly ref struct OptimisticRead
{
    private readonly PageTree.Slot _slot;
    private readonly Page _page;
    private readonly int _generation;

    internal OptimisticRead(PageTree.Slot slot, Page page)
    {
        _slot = slot;
        _page = page;
        _generation = page.Generation;

        // After the generation: content declared valid later than that is another one.
        IsValid = (page.Flags & (PageFlags.UpToDate | PageFlags.Error)) == PageFlags.UpToDate;
    }

    /// <summary>Whether the page was found to be valid.</summary>
    internal bool IsValid { get; }

    /// <summary>Copies the bytes, and counts the read where that is wanted.</summary>
    /// <returns><see langword="false"/> when the page changed meanwhile: the bytes may be anybody's.</returns>
    internal bool TryCopy(int offset, Span<byte> destination, bool isCounted = true)
    {
        _page.CopyUnowned(offset, destination);
        Volatile.ReadBarrier();
        if (_page.Generation != _generation || _slot.Load() != _page)
            return false;

        if (isCounted)
            _page.CountAccess();

        return true;
    }

    /// <summary>Takes the mark of readahead off the page, after it was read. At worst it was another's by then, who reads ahead a little later.</summary>
    /// <returns>Whether the page was marked.</returns>
    internal bool TestAndClearReadahead() => _page.TestAndClearReadahead();
}
