using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>
/// A page spliced from a file's cache: good when it is up to date, stolen when it is clean, not mapped, and nobody but its cache and the buffer
/// refers to it; it leaves its cache then (<c>page_cache_pipe_buf_ops</c>).
/// </summary>
public sealed class PageCacheBuffer : PipeBufferOperations
{
    private PageCacheBuffer()
    {
    }

    /// <summary>The only instance.</summary>
    public static PageCacheBuffer Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Waits for the page's lock while the page is being read.</remarks>
    public override ConfirmResult Confirm(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Page page = buffer.Page;
        if (page.IsUpToDate)
            return ConfirmResult.Good;

        page.Lock();
        ConfirmResult result = page switch
        {
            { Mapping: null } => ConfirmResult.Truncated,
            { IsUpToDate: false } => ConfirmResult.NotUpToDate,
            _ => ConfirmResult.Good,
        };
        page.Unlock();
        return result;
    }

    /// <inheritdoc/>
    public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        page = buffer.Page;
        if (!page.TryLock())
        {
            page = null;
            return false;
        }

        // Without a mapping it was truncated; who truncated it may still refer to it.
        if (page.Mapping is not { } mapping || !mapping.TryReclaim(page))
        {
            page.Unlock();
            page = null;
            return false;
        }

        if ((page.Flags & PageFlags.Lru) != 0)
            buffer.MarkLru();

        return true;
    }

    /// <inheritdoc/>
    public override StealRefusal ExplainRefusal(PipeBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Page page = buffer.Page;
        if (page.IsLocked)
            return StealRefusal.Locked;

        if (!page.IsCached)
            return StealRefusal.Truncated;

        if (page.MapCount != 0)
            return StealRefusal.Mapped;

        PageFlags flags = page.Flags;
        if ((flags & PageFlags.Dirty) != 0)
            return StealRefusal.Dirty;

        if ((flags & PageFlags.Writeback) != 0)
            return StealRefusal.Writeback;

        if ((flags & PageFlags.Private) != 0)
            return StealRefusal.Private;

        return (flags & PageFlags.Mlocked) != 0 ? StealRefusal.Mlocked : StealRefusal.Shared;
    }
}
