using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4002: what was handed to a parameter marked <c>[Transfers]</c> is the callee's to give back.</summary>
public sealed class HandedOver : IDisposable
{
    private readonly List<Page> _kept = [];
    private readonly List<PipeBuffer> _buffers = [];
    private readonly List<IDisposable> _resources = [];

    public void Keep([Transfers] Page page) => _kept.Add(page);

    public void KeepBuffer([Transfers] PipeBuffer buffer) => _buffers.Add(buffer);

    public bool TryKeep([Transfers] Page page)
    {
        _kept.Add(page);
        return true;
    }

    public async Task<bool> TryKeepAsync([Transfers] Page page)
    {
        await Task.Yield();
        _kept.Add(page);
        return true;
    }

    public void ReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page); // earlier PGM4002
        page.Release(); // PGM4002
    }

    public void ParameterReleasedBad(Page page)
    {
        Keep(page);
        page.Release(); // PGM4002
    }

    public void ReleasedAfterCheckBad(PageArena arena, bool failed)
    {
        Page page = arena.Allocate();
        Keep(page);
        if (failed)
            page.Release(); // PGM4002
    }

    public void HandedOverTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page); // earlier PGM4002
        Keep(page); // PGM4002
    }

    public void HandedOverOnOnePathBad(PageArena arena, bool early)
    {
        Page page = arena.Allocate();
        if (early)
            Keep(page);
        page.Release(); // PGM4002
    }

    public void InFinallyBad(PageArena arena, Action work)
    {
        Page page = arena.Allocate();
        try
        {
            Keep(page);
            work();
        }
        finally
        {
            page.Release(); // PGM4002
        }
    }

    public void UsingBad(PageArena arena)
    {
        using Page page = arena.Allocate(); // PGM4002
        Keep(page);
    }

    public void AliasBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Page same = page;
        Keep(same);
        page.Release(); // PGM4002
    }

    public void BufferBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        KeepBuffer(buffer);
        buffer.Release(); // PGM4002
    }

    public async Task AfterAwaitBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page);
        await Task.Yield();
        page.Release(); // PGM4002
    }

    public void ConstructorBad(PageArena arena)
    {
        Page page = arena.Allocate();
        using Owner owner = new(page);
        page.Release(); // PGM4002
    }

    public void InLoopBad(PageArena arena, int count)
    {
        Page page = arena.Allocate(); // PGM4003
        for (int i = 0; i < count; i++)
            Keep(page); // PGM4002
    }

    public void ExtraClaimGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        Keep(page);
        page.Release();
    }

    public void ExtraClaimLeftBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        Keep(page);
    }

    public int LookedAtGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page);
        return page.Size;
    }

    public void EitherGood(PageArena arena, bool wanted)
    {
        Page page = arena.Allocate();
        if (wanted)
            Keep(page);
        else
            page.Release();
    }

    public void FlagGood(PageArena arena, Action work)
    {
        Page page = arena.Allocate();
        bool handedOver = false;
        try
        {
            work();
            Keep(page);
            handedOver = true;
        }
        finally
        {
            if (!handedOver)
                page.Release();
        }
    }

    public void FailsBeforeGood(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            Keep(page);
        }
        catch (IOException)
        {
            page.Release();
            throw;
        }
    }

    public void RefusesGood(PageArena arena)
    {
        Page page = arena.Allocate();
        if (!TryKeep(page))
            page.Release();
    }

    public async Task RefusesLaterGood(PageArena arena)
    {
        Page page = arena.Allocate();
        if (!await TryKeepAsync(page))
            page.Release();
    }

    public void EachGood(PageArena arena, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = arena.Allocate();
            Keep(page);
        }
    }

    public void RefilledGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Keep(page);
        page = arena.Allocate();
        page.Release();
    }

    public void BufferDisposedGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        using PipeBuffer owned = buffer;
        KeepBuffer(owned);
    }

    public void PassedOnGood([Transfers] Page page) => Keep(page);

    public void ShownToAConstructorGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Lock();
        using (new Viewer(page))
            page.Unlock();
        page.Release();
    }

    public void Dispose()
    {
        foreach (Page page in _kept)
            page.Release();
        foreach (PipeBuffer buffer in _buffers)
            buffer.Dispose();
        foreach (IDisposable resource in _resources)
            resource.Dispose();
    }

    public static void OwnedByAGenericBad(PageArena arena)
    {
        Page page = arena.Allocate();
        using Owned<Page> owned = new(page); // earlier PGM4002
        owned.Value.Span.Clear();
        page.Release(); // PGM4002
    }

    public static void OwnedByAGenericGood(PageArena arena)
    {
        Page page = arena.Allocate();
        using Owned<Page> owned = new(page);
        owned.Value.Span.Clear();
    }

    public static void SwappedIntoASlotBad(PageArena arena, ref Page? slot)
    {
        Page page = arena.Allocate();
        Swap(ref slot, page); // earlier PGM4002
        page.Dispose(); // PGM4002
    }

    public void DeferredByItsInterfaceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Defer(page); // earlier PGM4002
        page.Release(); // PGM4002
    }

    private static void Swap<T>(ref T? slot, [Transfers] T next)
        where T : class, IDisposable
    {
        T? previous = slot;
        slot = next;
        previous?.Dispose();
    }

    private void Defer([Transfers] IDisposable resource) => _resources.Add(resource);

    private sealed class Owned<T>([Transfers] T value) : IDisposable
        where T : class, IDisposable
    {
        public T Value { get; } = value;

        public void Dispose() => Value.Dispose();
    }

    private sealed class Viewer : IDisposable
    {
        private readonly Page _page;

        public Viewer([Requires(State.Locked)] Page page) => _page = page;

        public void Dispose() => Console.WriteLine(_page.Size);
    }

    private sealed class Owner([Transfers] Page page) : IDisposable
    {
        public void Dispose() => page.Release();
    }
}
