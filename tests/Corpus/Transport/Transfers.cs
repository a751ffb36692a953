using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Transport;

/// <summary>Pipes and requests as a transport's author handles them every day; nothing of this is wrong.</summary>
public sealed class Transfers
{
    private readonly PagePipe _pipe;
    private readonly AddressSpace _cache;
    private PipeBuffer? _head;

    public Transfers(PagePipe pipe, AddressSpace cache) => (_pipe, _cache) = (pipe, cache);

    public int Drain(Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length && _pipe.TryTake(out PipeBuffer? buffer))
        {
            using (buffer)
            {
                if (buffer.Confirm() != ConfirmResult.Good)
                    break;
                ReadOnlySpan<byte> bytes = buffer.Map();
                int count = Math.Min(bytes.Length, destination.Length - total);
                bytes[..count].CopyTo(destination[total..]);
                total += count;
            }
        }

        return total;
    }

    public async Task PumpAsync(Stream target, CancellationToken cancellation)
    {
        while (await _pipe.TakeAsync(cancellation) is { } buffer)
        {
            try
            {
                if (buffer.Confirm() is not ConfirmResult.Good)
                    throw new InvalidDataException();
                await target.WriteAsync(buffer.Page.Memory.Slice(buffer.Offset, buffer.Length), cancellation);
            }
            finally
            {
                buffer.Release();
            }
        }
    }

    public async Task ForwardAsync(PagePipe destination, CancellationToken cancellation)
    {
        while (true)
        {
            using PipeBuffer? buffer = await _pipe.TakeAsync(cancellation);
            if (buffer is null)
                break;
            switch (buffer.Confirm())
            {
                case ConfirmResult.Good:
                    await destination.WriteAsync(buffer.Map().ToArray(), cancellation);
                    break;
                case ConfirmResult.Truncated:
                    continue;
                default:
                    destination.Complete();
                    return;
            }
        }
    }

    public bool StealOrCopy(Page target)
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return false;
        try
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                return false;
            if (buffer.TrySteal(out Page? stolen))
            {
                stolen.Span.CopyTo(target.Span);
                stolen.Unlock();
            }
            else
            {
                buffer.Map().CopyTo(target.Span);
            }

            return true;
        }
        finally
        {
            buffer.Release();
        }
    }

    public bool StealIntoCache(long index)
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return false;
        using PipeBuffer taken = buffer;
        if (taken.Length != _cache.PageSize || taken.Confirm() != ConfirmResult.Good || !taken.TrySteal(out Page? page))
            return false;
        bool added = page.MapCount == 0 && _cache.TryAdd(index, page);
        page.Unlock();
        return added;
    }

    public Page? StealFirst()
    {
        while (_pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                page.AddReference();
                page.Unlock();
                buffer.Release();
                return page;
            }

            buffer.Release();
        }

        return null;
    }

    public void GiftOrRelease(PageArena arena, ReadOnlySpan<byte> bytes)
    {
        Page page = arena.Allocate();
        bytes.CopyTo(page.Span);
        if (!_pipe.TryGift(page, bytes.Length))
            page.Release();
    }

    public void LendAndKeep(Page page)
    {
        _pipe.Lend(page, page.Size);
        page.MarkUpToDate();
        page.Release();
    }

    public async Task GiftWhenThereIsRoomAsync(Page page, int length, CancellationToken cancellation)
    {
        while (!_pipe.TryGift(page, length))
            await _pipe.WaitForSpaceAsync(cancellation);
    }

    public bool Peek()
    {
        if (_head is null && !_pipe.TryTake(out _head))
            return false;
        return _head.Confirm() == ConfirmResult.Good;
    }

    public void DropHead()
    {
        if (_head is { } head)
        {
            _head = null;
            head.Release();
        }
    }

    public void Discard(int count)
    {
        for (; count > 0 && _pipe.TryTake(out PipeBuffer? buffer); count--)
            buffer.Dispose();
    }

    public long Serve(ReadRequest request, PageLru? lru)
    {
        MoveStatistics statistics = default;
        if (!request.TryLock())
            return 0;
        CopyResult result = PageCopier.CopyPages(request, _pipe, request.ByteCount, move: true, lru, ref statistics);
        if (result == CopyResult.Filled)
            request.Complete(request.ByteCount);
        return statistics.Moved;
    }

    public bool MoveOne(ReadRequest request, PageLru lru)
    {
        if (!_pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (!request.TryLock())
        {
            buffer.Release();
            return false;
        }

        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], lru, out _);
        switch (result)
        {
            case MoveResult.Moved:
                request.Complete(request.ByteCount);
                return true;
            case MoveResult.Copy:
                buffer.Map().CopyTo(request.Pages[0].Span);
                buffer.Release();
                request.Complete(request.ByteCount);
                return true;
            case MoveResult.Aborted:
                buffer.Release();
                request.End();
                return false;
            default:
                buffer.Release();
                request.Complete(0, RequestError.Failed);
                return false;
        }
    }

    public bool WaitUnlocked([Balanced(State.Locked, false)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return false;
        Thread.Yield();
        return request.TryLock();
    }

    public void FillLocked(ReadRequest request)
    {
        if (!request.TryLock())
            return;
        bool completed = false;
        try
        {
            foreach (Page page in request.Pages)
                page.Span.Clear();
            completed = request.Complete(request.ByteCount);
        }
        finally
        {
            if (!completed)
                request.End();
        }
    }

    public bool ReplaceUnderLock(ReadRequest request, Page oldPage, Page newPage)
    {
        if (!request.TryLock())
            return false;
        oldPage.Lock();
        newPage.Lock();
        request.Mapping.Replace(oldPage, newPage);
        newPage.Unlock();
        oldPage.Unlock();
        request.Complete(request.ByteCount);
        return true;
    }

    public void AbortAll(ReadRequest[] requests)
    {
        foreach (ReadRequest request in requests)
            request.Abort();
    }
}
