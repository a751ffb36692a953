using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// A read of a page to which the reader has no reference. The page may become anybody's at any time; so the reader keeps what it found first, and
/// after the copy asks whether it is still so. Whoever takes a page out of a place, or is about to write to it, raises its generation before it becomes
/// anybody's.
/// </summary>
/// <remarks>Few fields, so that the compiler keeps them in registers.</remarks>
internal readonly ref struct OptimisticRead
{
    // Held, so that the memory stays readable whatever becomes of the page.
    private readonly PageArena? _arena;
    private readonly Page? _page;
    private readonly int _generation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal OptimisticRead(PageTree.Slot slot, Page? page)
    {
        if (page is null)
            return;

        _arena = page.Arena;
        _generation = page.Generation;

        // After the generation: a page that left its place earlier is another one's, and content declared valid later is another one.
        if (slot.Load() == page && (page.Flags & (PageFlags.UpToDate | PageFlags.Error)) == PageFlags.UpToDate)
            _page = page;
    }

    /// <summary>Whether a valid page was found.</summary>
    [MemberNotNullWhen(true, nameof(_page), nameof(_arena))]
    internal bool IsValid => _page is not null && _arena is not null;

    /// <summary>Copies the bytes of a valid page, and counts the read where that is wanted.</summary>
    /// <returns><see langword="false"/> when the page changed meanwhile: the bytes may be anybody's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryCopy(int offset, Span<byte> destination, bool isCounted = true)
    {
        if (!IsValid)
            return false;

        _arena.CopyUnowned(_page.Frame, offset, destination);
        Volatile.ReadBarrier();
        if (_page.Generation != _generation)
            return false;

        if (isCounted)
            _page.CountAccess();

        return true;
    }

    /// <summary>Takes the mark of readahead off the page, after it was read. At worst it was another's by then, who reads ahead a little later.</summary>
    /// <returns>Whether the page was marked.</returns>
    internal bool TestAndClearReadahead() => _page!.TestAndClearReadahead();
}
