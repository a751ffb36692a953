using PageMove.Contracts;

namespace PageMove.Pages;

/// <content>What is known of the page.</content>
public sealed unsafe partial class Page
{
    /// <summary>Declares the content valid, and a former error mended.</summary>
    [Requires(State.InTransit, State.Validated), Produces(State.Validated, From = State.InTransit)]
    public void MarkUpToDate()
    {
        ClearFlags(PageFlags.Error);
        SetFlags(PageFlags.UpToDate);
    }

    /// <summary>Declares the content not valid, before it is changed. For the holder of the page's lock or of its only reference.</summary>
    [Produces(State.InTransit, From = State.Validated)]
    public void ClearUpToDate()
    {
        RaiseGeneration();
        ClearFlags(PageFlags.UpToDate);
    }

    /// <summary>Declares that reading or writing the content failed.</summary>
    public void MarkError() => SetFlags(PageFlags.Error);

    /// <summary>Declares the content changed.</summary>
    public void MarkDirty() => SetFlags(PageFlags.Dirty);

    /// <summary>Declares the content unchanged, or about to be written back.</summary>
    public void ClearDirty() => ClearFlags(PageFlags.Dirty);

    /// <summary>Declares that the content is being written back.</summary>
    public void BeginWriteback() => SetFlags(PageFlags.Writeback);

    /// <summary>Declares that the content was written back.</summary>
    public void EndWriteback() => ClearFlags(PageFlags.Writeback);

    /// <summary>Declares that the page must stay in memory.</summary>
    public void LockInMemory() => SetFlags(PageFlags.Mlocked);

    /// <summary>Ends what <see cref="LockInMemory"/> began.</summary>
    public void UnlockInMemory() => ClearFlags(PageFlags.Mlocked);

    /// <summary>Declares that the mapping's owner keeps data of its own with the page.</summary>
    public void MarkPrivate() => SetFlags(PageFlags.Private);

    /// <summary>Ends what <see cref="MarkPrivate"/> began.</summary>
    public void ClearPrivate() => ClearFlags(PageFlags.Private);

    /// <summary>Marks the page whose first read is to start the next readahead.</summary>
    internal void MarkReadahead() => SetFlags(PageFlags.Readahead);

    /// <summary>Takes the mark away. Writes nothing where there is none.</summary>
    /// <returns>Whether it was there.</returns>
    internal bool TestAndClearReadahead() =>
        (Volatile.Read(ref _descriptor->Flags) & (uint)PageFlags.Readahead) != 0 &&
        (Interlocked.And(ref _descriptor->Flags, ~(uint)PageFlags.Readahead) & (uint)PageFlags.Readahead) != 0;

    internal void SetFlags(PageFlags flags) => Interlocked.Or(ref _descriptor->Flags, (uint)flags);

    internal void ClearFlags(PageFlags flags) => Interlocked.And(ref _descriptor->Flags, ~(uint)flags);

    internal bool TestAndSet(PageFlags flag) => (Interlocked.Or(ref _descriptor->Flags, (uint)flag) & (uint)flag) != 0;
}
