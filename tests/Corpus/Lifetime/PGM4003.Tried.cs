using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: what a collection or a channel says that it has not taken over is still the method's to give back.</summary>
public sealed class PGM4003Tried
{
    private readonly ConcurrentDictionary<long, Page> _pages = new();
    private readonly Channel<Page> _channel = Channel.CreateBounded<Page>(4);
    private readonly BlockingCollection<Page> _blocking = [];

    public bool NotTakenBad(long key, PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        if (!_pages.TryAdd(key, page))
            return false;
        return true;
    }

    public bool NotTakenGood(long key, PageArena arena)
    {
        Page page = arena.Allocate();
        if (_pages.TryAdd(key, page))
            return true;
        page.Release();
        return false;
    }

    public bool ReturnedAtOnceBad(AddressSpace space, Dictionary<long, Page> pages)
        => space.TryFind(3, out Page? page) && pages.TryAdd(3, page); // PGM4003

    public bool KeptResultGood(long key, PageArena arena)
    {
        Page page = arena.Allocate();
        bool added = _pages.TryAdd(key, page);
        if (!added)
            page.Release();
        return added;
    }

    public void NobodyLooksGood(long key, PageArena arena) => _pages.TryAdd(key, arena.Allocate());

    public bool ChannelBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        return _channel.Writer.TryWrite(page);
    }

    public bool ChannelGood(PageArena arena)
    {
        Page page = arena.Allocate();
        if (_channel.Writer.TryWrite(page))
            return true;
        page.Release();
        return false;
    }

    public void UntilTakenGood(PageArena arena)
    {
        Page page = arena.Allocate();
        while (!_blocking.TryAdd(page))
            page.ClearDirty();
    }

    public long UsedWhenNotTakenGood(long key, PageArena arena)
    {
        Page page = arena.Allocate();
        if (_pages.TryAdd(key, page))
            return 0;
        long index = page.Index;
        page.Release();
        return index;
    }

    public Page ReturnedWhenNotTakenBad(long key, PageArena arena)
    {
        Page page = arena.Allocate();
        if (_pages.TryAdd(key, page))
            return page;
        page.Release();
        return page; // PGM4001
    }

    public void LockedWhenNotTakenBad(long key, Page page)
    {
        page.Lock(); // PGM2003
        if (!_pages.TryAdd(key, page))
            return;
        page.Unlock();
    }

    public async Task AwaitedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        if (!_channel.Writer.TryWrite(page))
            await _channel.Writer.WriteAsync(page);
    }

    public void FactoryGood(PageArena arena, Func<Page, bool> tryAdd)
    {
        Page page = arena.Allocate();
        if (!tryAdd(page))
            Console.WriteLine("not taken");
    }
}
