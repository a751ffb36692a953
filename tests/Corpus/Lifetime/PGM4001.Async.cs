using System;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>What a private method does that is async is done when it was awaited: PGM4001, PGM4003 and PGM2007.</summary>
public sealed class PGM4001Async
{
    private Task _later = Task.CompletedTask;

    public async Task ReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        await DropAsync(page); // earlier PGM4001
        page.Span.Clear(); // PGM4001
    }

    public async Task ReleasedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        await DropAsync(page).ConfigureAwait(false);
    }

    public void BegunGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _later = DropAsync(page);
    }

    public Task HandedOnGood(PageArena arena)
    {
        Page page = arena.Allocate();
        return DropAsync(page);
    }

    public void ForgottenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _ = DropAsync(page);
    }

    public async Task BegunAndUsedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Task writing = WriteAsync(page);
        page.MarkDirty();
        await writing;
        page.Release();
    }

    public async Task UponAResultGood(PageArena arena, bool keep)
    {
        Page page = arena.Allocate();
        if (!await TryDropAsync(page, keep))
            page.Release();
    }

    public async Task UponAResultBad(PageArena arena, bool keep)
    {
        Page page = arena.Allocate(); // PGM4003
        if (!await TryDropAsync(page, keep))
            page.MarkDirty();
    }

    public async Task OnlyWrittenBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        await WriteAsync(page);
    }

    public async Task OnlyWrittenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        try
        {
            await WriteAsync(page);
        }
        finally
        {
            page.Release();
        }
    }

    public async Task LockedTwiceBad(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation); // earlier PGM2007
        try
        {
            await FillAsync(page, cancellation); // PGM2007
        }
        finally
        {
            page.Unlock();
        }
    }

    public async Task LockedOnceGood(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        page.Unlock();
        await FillAsync(page, cancellation);
    }

    private static async Task DropAsync(Page page)
    {
        await Task.Yield();
        page.Release();
    }

    private static async Task WriteAsync(Page page)
    {
        await Task.Yield();
        page.MarkDirty();
    }

    private static async ValueTask<bool> TryDropAsync(Page page, bool keep)
    {
        await Task.Yield();
        if (keep)
            return false;
        page.Release();
        return true;
    }

    private static async Task FillAsync(Page page, CancellationToken cancellation)
    {
        await page.LockAsync(cancellation);
        page.MarkDirty();
        page.Unlock();
    }
}
