using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Transport;

/// <summary>Pages as a cache's author handles them every day; nothing of this is wrong.</summary>
public sealed class PageHandling : IDisposable
{
    private readonly PageArena _arena = new(new PageArenaOptions { PageSize = 4096, PageCount = 64 });
    private readonly AddressSpace _cache = new(4096);
    private readonly PageLru _lru = new();
    private readonly Dictionary<long, Page> _pinned = [];
    private readonly Queue<Page> _free = new();
    private Page? _current;
    private Page? _spare;

    public int ReadAt(long index, Span<byte> destination)
    {
        if (!_cache.TryFind(index, out Page? page))
            return 0;
        try
        {
            if (!page.IsUpToDate)
                return 0;
            int count = Math.Min(destination.Length, page.Size);
            page.Span[..count].CopyTo(destination);
            _lru.MarkAccessed(page);
            return count;
        }
        finally
        {
            page.Release();
        }
    }

    public bool TryReadWithUsing(long index, Span<byte> destination)
    {
        if (!_cache.TryFind(index, out Page? found))
            return false;
        using Page page = found;
        page.Span.CopyTo(destination);
        return true;
    }

    public Page FindOrAdd(long index)
    {
        while (true)
        {
            if (_cache.TryFind(index, out Page? page))
                return page;

            Page fresh = _arena.Allocate();
            fresh.Lock();
            if (_cache.TryAdd(index, fresh))
            {
                fresh.Unlock();
                return fresh;
            }

            fresh.Unlock();
            fresh.Release();
        }
    }

    public bool TryFindOrAdd(long index, [NotNullWhen(true)] out Page? page)
    {
        if (_cache.TryFind(index, out page))
            return true;
        if (!_arena.TryAllocate(out page))
            return false;
        page.Lock();
        bool added = _cache.TryAdd(index, page);
        page.Unlock();
        if (!added)
        {
            page.Release();
            page = null;
        }

        return added;
    }

    public async Task<Page> FillAsync(Stream source, CancellationToken cancellation)
    {
        Page page = _arena.Allocate();
        try
        {
            await page.LockAsync(cancellation);
            try
            {
                await source.ReadExactlyAsync(page.Memory, cancellation);
                page.MarkUpToDate();
            }
            finally
            {
                page.Unlock();
            }

            return page;
        }
        catch
        {
            page.Release();
            throw;
        }
    }

    public async Task WriteBackAsync(Stream target, long index, CancellationToken cancellation)
    {
        if (!_cache.TryFind(index, out Page? page))
            return;
        await page.LockAsync(cancellation).ConfigureAwait(false);
        bool isDirty;
        try
        {
            isDirty = (page.Flags & PageFlags.Dirty) != 0;
            if (isDirty)
            {
                page.BeginWriteback();
                page.ClearDirty();
            }
        }
        finally
        {
            page.Unlock();
        }

        if (!isDirty)
        {
            page.Release();
            return;
        }

        try
        {
            await target.WriteAsync(page.Memory, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            page.MarkError();
            page.MarkDirty();
        }
        finally
        {
            page.EndWriteback();
            page.Release();
        }
    }

    public int EvictAll(IReadOnlyList<Page> pages)
    {
        int evicted = 0;
        foreach (Page page in pages)
        {
            if (!page.TryLock())
                continue;
            if ((page.Flags & (PageFlags.Dirty | PageFlags.Writeback)) != 0)
            {
                page.Unlock();
                continue;
            }

            if (_cache.Remove(page))
                evicted++;
            page.Unlock();
        }

        return evicted;
    }

    public void LockPairInOrder(Page one, Page other)
    {
        (Page first, Page second) = one.Index < other.Index ? (one, other) : (other, one);
        first.Lock();
        second.Lock();
        try
        {
            first.Span.CopyTo(second.Span);
        }
        finally
        {
            second.Unlock();
            first.Unlock();
        }
    }

    public bool TryLockBoth(Page one, Page other)
    {
        if (!one.TryLock())
            return false;
        if (other.TryLock())
        {
            one.Span.CopyTo(other.Span);
            other.Unlock();
            one.Unlock();
            return true;
        }

        one.Unlock();
        return false;
    }

    public void LockAllThenUnlockAll(Page[] pages)
    {
        int locked = 0;
        try
        {
            for (; locked < pages.Length; locked++)
                pages[locked].Lock();
            foreach (Page page in pages)
                page.Span.Clear();
        }
        finally
        {
            while (locked > 0)
                pages[--locked].Unlock();
        }
    }

    public void LockTwiceInSequence(Page page)
    {
        page.Lock();
        page.MarkDirty();
        page.Unlock();
        Thread.Yield();
        page.Lock();
        page.ClearDirty();
        page.Unlock();
    }

    public void RelockInLoop(Page page, int rounds)
    {
        page.Lock();
        for (int round = 0; round < rounds; round++)
        {
            page.Unlock();
            Thread.Yield();
            page.Lock();
        }

        page.Unlock();
    }

    public bool LockWithTimeout(Page page, TimeSpan timeout)
    {
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (!page.TryLock())
        {
            if (Environment.TickCount64 >= deadline)
                return false;
            Thread.Yield();
        }

        try
        {
            page.Span[0]++;
            return true;
        }
        finally
        {
            page.Unlock();
        }
    }

    public void OptionalLock(Page page, bool alreadyLocked)
    {
        bool taken = false;
        if (!alreadyLocked)
        {
            page.Lock();
            taken = true;
        }

        page.MarkDirty();
        if (taken)
            page.Unlock();
    }

    public void TakenByTry(Page page)
    {
        bool taken = page.TryLock();
        try
        {
            if (taken)
                page.MarkDirty();
            else
                Console.WriteLine(page.Index);
        }
        finally
        {
            if (taken)
                page.Unlock();
        }
    }

    public void Pin(long index)
    {
        if (_cache.TryFind(index, out Page? page) && !_pinned.TryAdd(index, page))
            page.Release();
    }

    public void Unpin(long index)
    {
        if (_pinned.Remove(index, out Page? page))
            page.Release();
    }

    public void UnpinAll()
    {
        foreach ((_, Page page) in _pinned)
            page.Release();
        _pinned.Clear();
    }

    public Page Rent() => _free.TryDequeue(out Page? page) ? page : _arena.Allocate();

    public void GiveBack(Page page)
    {
        if (_free.Count < 16)
            _free.Enqueue(page);
        else
            page.Release();
    }

    public void Advance(long index)
    {
        Page? old = _current;
        _current = _cache.TryFind(index, out Page? next) ? next : null;
        old?.Release();
    }

    public void DropCurrent()
    {
        _current?.Release();
        _current = null;
    }

    public Page TakeSpare()
    {
        Page page = Interlocked.Exchange(ref _spare, null) ?? _arena.Allocate();
        page.Span.Clear();
        return page;
    }

    public void PutSpare(Page page)
    {
        if (Interlocked.CompareExchange(ref _spare, page, null) is not null)
            page.Release();
    }

    public void ShareWithTwo(Page page, PagePipe one, PagePipe other)
    {
        page.AddReference();
        if (!one.TryGift(page, page.Size))
            page.Release();
        if (!other.TryGift(page, page.Size))
            page.Release();
    }

    public void ReleaseThenReplace(long index)
    {
        Page page = _arena.Allocate();
        page.Release();
        page = FindOrAdd(index);
        page.Span.Clear();
        page.Release();
    }

    public void ReleaseEachRound(long from, long to)
    {
        for (long index = from; index < to; index++)
        {
            Page page = FindOrAdd(index);
            page.MarkUpToDate();
            page.Release();
        }
    }

    public void SwapForCopy(long index)
    {
        if (!_cache.TryFind(index, out Page? old))
            return;
        Page copy = _arena.Allocate();
        old.Lock();
        copy.Lock();
        old.Span.CopyTo(copy.Span);
        if (old.Mapping is not null)
            _cache.Replace(old, copy);
        copy.Unlock();
        old.Unlock();
        copy.Release();
        old.Release();
    }

    public unsafe void PinForDevice(Page page, Action<nint, int> device)
    {
        using MemoryHandle handle = page.Pin();
        device((nint)handle.Pointer, page.Size);
    }

    public long SumUntilMissing()
    {
        long sum = 0;
        for (long index = 0; ; index++)
        {
            if (!_cache.TryFind(index, out Page? page))
                return sum;
            using (page)
            {
                if (!page.IsUpToDate)
                    return sum;
                foreach (byte value in page.Span)
                    sum += value;
            }
        }
    }

    public string Describe(Page page) => page switch
    {
        { IsLocked: true } => "locked",
        { MapCount: > 0, Index: var index } => $"mapped at {index}",
        _ => page.Flags.ToString(),
    };

    public void WithLocalFunction(Page page)
    {
        page.Lock();
        Work();
        page.Unlock();

        void Work() => page.Span.Clear();
    }

    public void UnlockInCallback(Page page, Action<Action> schedule)
    {
        page.Lock();
        schedule(() => page.Unlock());
    }

    public IDisposable LockScope(Page page)
    {
        page.Lock();
        return new Scope(page);
    }

    public async ValueTask<int> CopyRangeAsync(long first, int count, Stream target, CancellationToken cancellation)
    {
        int copied = 0;
        for (int i = 0; i < count; i++)
        {
            if (!_cache.TryFind(first + i, out Page? page))
                break;
            try
            {
                await target.WriteAsync(page.Memory, cancellation);
                copied++;
            }
            finally
            {
                page.Release();
            }
        }

        return copied;
    }

    public Page[] AllocateMany(int count)
    {
        Page[] pages = new Page[count];
        int made = 0;
        try
        {
            for (; made < count; made++)
                pages[made] = _arena.Allocate();
            return pages;
        }
        catch (InvalidOperationException)
        {
            while (made > 0)
                pages[--made].Release();
            throw;
        }
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _spare, null)?.Release();
        DropCurrent();
        while (_free.TryDequeue(out Page? page))
            page.Release();
        UnpinAll();
        ((IDisposable)_arena).Dispose();
    }

    private sealed class Scope(Page page) : IDisposable
    {
        public void Dispose() => page.Unlock();
    }
}
