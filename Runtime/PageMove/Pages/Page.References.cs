using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PageMove.Contracts;

namespace PageMove.Pages;

/// <content>References, mappings by users, and the end of both.</content>
public sealed unsafe partial class Page
{
    /// <summary>Takes a further reference; the caller must hold one already.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    /// <exception cref="InvalidOperationException">The count is at its limit (CVE-2019-11487).</exception>
    [Produces(State.Shared)]
    public void AddReference() => AddReferences(1);

    /// <summary>
    /// Takes a reference without holding one, as a lock-free look-up does; the caller must look again whether the page is still
    /// the one it meant (<c>folio_try_get</c>).
    /// </summary>
    /// <returns><see langword="false"/> when the page is free or being stolen, or the count is at its limit.</returns>
    [Produces(State.Shared, When = true), MustUse("PGM4009")]
    public bool TryAddReference() => TryAddReferences(1);

    /// <summary>Takes several references at once; the caller must hold one already.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    /// <exception cref="InvalidOperationException">The count is at its limit (CVE-2019-11487).</exception>
    internal void AddReferences(int references)
    {
        if (TryAddReferences(references))
            return;

        if (Volatile.Read(ref _descriptor->ReferenceCount) <= 0)
            ThrowReleased();

        ThrowAtReferenceLimit();
    }

    /// <summary>For who would try again until there is a reference: there is none to come.</summary>
    /// <exception cref="InvalidOperationException">The count is at its limit.</exception>
    internal void ThrowIfAtReferenceLimit()
    {
        if (Volatile.Read(ref _descriptor->ReferenceCount) >= MaxReferenceCount)
            ThrowAtReferenceLimit();
    }

    [DoesNotReturn]
    private static void ThrowAtReferenceLimit() => throw new InvalidOperationException("The page's reference count is at its limit.");

    /// <summary>Gives a reference back; the last one frees the page.</summary>
    /// <exception cref="ObjectDisposedException">The page is free already.</exception>
    [Produces(State.Released, From = State.Held)]
    public void Release() => Release(1);

    /// <summary>Gives several references back at once.</summary>
    /// <exception cref="ObjectDisposedException">The page has not got as many.</exception>
    [Produces(State.Released, From = State.Held)]
    internal void Release(int references)
    {
        int count = Volatile.Read(ref _descriptor->ReferenceCount);
        while (true)
        {
            if (count < references)
                ThrowReleased();

            int seen = Interlocked.CompareExchange(ref _descriptor->ReferenceCount, count - references, count);
            if (seen == count)
                break;

            count = seen;
        }

        if (count == references)
            GiveBack();
    }

    /// <summary>The same as <see cref="Release()"/>, for <c>using</c>.</summary>
    [Produces(State.Released, From = State.Held)]
    public void Dispose() => Release();

    /// <summary>Counts a mapping of the memory by a user, which holds a reference of its own: a page so mapped is never moved.</summary>
    /// <exception cref="ObjectDisposedException">The page is free.</exception>
    [Produces(State.Shared), Produces(State.Attached)]
    public void Map()
    {
        AddReference();
        Interlocked.Increment(ref _descriptor->MapCount);
    }

    /// <summary>Ends what <see cref="Map"/> began.</summary>
    /// <exception cref="InvalidOperationException">The page is not mapped.</exception>
    [Produces(State.Held, From = State.Shared), Requires(State.Attached, State.Pinned), Produces(State.Unmapped, From = State.Attached)]
    public void Unmap()
    {
        if (Interlocked.Decrement(ref _descriptor->MapCount) < 0)
        {
            Interlocked.Increment(ref _descriptor->MapCount);
            throw new InvalidOperationException("The page is not mapped.");
        }

        Release();
    }

    /// <summary>Maps the page (<see cref="Map"/>) until the handle is disposed.</summary>
    /// <param name="elementIndex">The first byte that the handle points at, 0 to <see cref="Size"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the page.</exception>
    [Produces(State.Pinned)]
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, Size);
        Map();
        return new MemoryHandle(_descriptor->Start + elementIndex, pinnable: this);
    }

    /// <summary>Ends what <see cref="Pin"/> began; a handle calls it.</summary>
    public override void Unpin() => Unmap();

    /// <summary>
    /// Proves that the caller owns all the references, and keeps look-ups from taking another one (<c>page_ref_freeze</c>).
    /// </summary>
    internal bool TryFreeze(int expectedReferences) =>
        Interlocked.CompareExchange(ref _descriptor->ReferenceCount, Frozen, expectedReferences) == expectedReferences;

    /// <summary>Ends what <see cref="TryFreeze"/> began; the caller owns as many references as it says.</summary>
    internal void Unfreeze(int references) => Volatile.Write(ref _descriptor->ReferenceCount, references);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Release();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAddReferences(int references)
    {
        int count = Volatile.Read(ref _descriptor->ReferenceCount);
        while (count > 0 && count <= MaxReferenceCount - references)
        {
            int seen = Interlocked.CompareExchange(ref _descriptor->ReferenceCount, count + references, count);
            if (seen == count)
                return true;

            count = seen;
        }

        return false;
    }

    private void GiveBack()
    {
        PageArena arena = Arena!;
        if (IsGuarded)
            arena.GuardRecordOf(Frame).ReleasedAt = Environment.StackTrace;

        // A list holds no reference, so a frame used again while on it would be on it twice (the kernel's repair 712a951025c0).
        if ((Flags & PageFlags.Lru) != 0)
            Lists.Find(List)?.Forget(this);

        const PageFlags InUse = PageFlags.Locked | PageFlags.Writeback;
        if (IsCached || MapCount != 0 || (Flags & InUse) != 0)
            throw new InvalidOperationException(
                $"The last reference was released of a page that is still in use (flags {Flags}, mapped {MapCount}, cached {IsCached}). The frame is not used again.");

        RaiseGeneration();
        Volatile.Write(ref _descriptor->Flags, 0);
        if (IsGuarded)
            FillWithPoison();

        arena.Return(Frame);
    }
}
