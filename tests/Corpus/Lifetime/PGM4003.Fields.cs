using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003 and its siblings: what is stored in a field is the type's to give back, in its Dispose.</summary>
public sealed class PGM4003Fields : IDisposable, IAsyncDisposable
{
    private readonly List<Page> _pages = [];
    private Page? _page;
    private PipeBuffer? _buffer;
    private PageLease? _lease;

    public PGM4003Fields(Page page) => _page = page;

    private Page? Current { get; set; }

    public void Dispose()
    {
        _page?.Release();
        _page = null;
        _buffer?.Release();
        _lease?.Dispose();
        Current?.Release();
        _pages.ForEach(page => page.Release());
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void StoredGood(PageArena arena) => _page = arena.Allocate();

    public void StoredThroughLocalGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        _page = page;
    }

    public void StoredInPropertyGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Current = page;
    }

    public void StoredInListGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _pages.Add(page);
    }

    public bool StoredOnOnePathBad(PagePipe pipe, bool keep)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return false;
        if (keep)
            _buffer = buffer;
        return keep;
    }

    public bool StoredOnOnePathGood(PagePipe pipe, bool keep)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (keep)
            _buffer = buffer;
        else
            buffer.Release();
        return keep;
    }

    public async Task StoredAfterAwaitGood(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 10);
        _lease = lease;
    }

    public void CoalescedGood(PageArena arena) => _page ??= arena.Allocate();

    public void ReplacedGood(PagePipe pipe)
    {
        _buffer?.Release();
        pipe.TryTake(out _buffer);
    }

    public void ReleasedTwiceBad()
    {
        if (_buffer is null)
            return;
        _buffer.Release();
        _buffer.Release(); // PGM4002
    }

    public int ReadAfterReleaseBad()
    {
        if (_buffer is null)
            return 0;
        _buffer.Release();
        return _buffer.Length; // PGM4001
    }

    public int ReadBeforeReleaseGood()
    {
        if (_buffer is null)
            return 0;
        int length = _buffer.Length;
        _buffer.Release();
        _buffer = null;
        return length;
    }

    public int EmptiedBeforeReleaseBad()
    {
        if (_buffer is null)
            return 0;
        int length = _buffer.Length;
        _buffer = null; // PGM4003
        _buffer!.Release();
        return length;
    }

    public void EmptiedThoughItHasANameBad()
    {
        Page? page = _page;
        _page = null; // PGM4003
        _page?.Release(); // earlier PGM4003
    }

    public void EmptiedAndReleasedByItsNameGood()
    {
        Page? page = _page;
        _page = null;
        page?.Release();
    }

    public Page? EmptiedAndHandedOutGood()
    {
        Page? page = _page;
        _page = null;
        _page?.Release();
        return page;
    }

    public void EmptiedAndFilledByOthersGood()
    {
        _buffer = null;
        Thread.Yield();
        _buffer!.Release();
    }

    public void EmptiedAndFilledGood(PagePipe pipe)
    {
        PipeBuffer? old = _buffer;
        _buffer = null;
        if (pipe.TryTake(out PipeBuffer? next))
            _buffer = next;
        _buffer?.Release();
        old?.Release();
    }

    public void EmptiedAndTestedGood()
    {
        PipeBuffer? old = _buffer;
        _buffer = null;
        _buffer?.Release();
        old?.Release();
    }

    public void EmptiedBeforeReleaseIfAnyBad()
    {
        _buffer = null; // PGM4003
        _buffer?.Release();
    }

    public void ReleasedIfAnyBeforeEmptiedGood()
    {
        _buffer?.Release();
        _buffer = null;
        _buffer?.Release();
    }

    public void ReleasedAsLocalGood()
    {
        PipeBuffer? buffer = _buffer;
        _buffer = null;
        buffer?.Release();
    }

    public void ReleasedAsLocalTwiceBad()
    {
        PipeBuffer? buffer = _buffer;
        buffer?.Release();
        _buffer?.Release(); // PGM4002
    }

    public void LentToAHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page);
    }

    public PipeBuffer? HandedOutGood()
    {
        PipeBuffer? buffer = _buffer;
        _buffer = null;
        return buffer;
    }

    public void OfAnotherObjectGood(PageArena arena, PGM4003Fields other)
    {
        Page page = arena.Allocate();
        other._page = page;
    }

    public static PGM4003Fields ConstructedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        return new PGM4003Fields(page);
    }

    public static void ConstructedInUsingGood(PageArena arena)
    {
        using PGM4003Fields owner = new(arena.Allocate());
        owner.StoredInListGood(arena);
    }

    private void Keep(Page page) => _page = page;
}
