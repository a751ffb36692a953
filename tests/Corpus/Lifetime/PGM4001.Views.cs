using System;
using System.Buffers;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM1009, PGM2006: a span is as dead as the page that it was taken from, and so is a page that is returned to the caller and released on the way.</summary>
public static class PGM4001Views
{
    public static byte SpanReadBad(AddressSpace file, long index)
    {
        if (!file.TryFind(index, out Page? page))
            return 0;
        ReadOnlySpan<byte> content = page.Span;
        page.Release();
        return content[0]; // PGM4001
    }

    public static byte SpanReadGood(AddressSpace file, long index)
    {
        if (!file.TryFind(index, out Page? page))
            return 0;
        ReadOnlySpan<byte> content = page.Span;
        byte first = content[0];
        page.Release();
        return content.IsEmpty ? (byte)0 : first;
    }

    public static void PartOfSpanClearedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Span<byte> rest = page.Span[16..];
        page.Release();
        rest.Clear(); // PGM4001
    }

    public static int LoopOverContentBad(PagePipe pipe)
    {
        int sum = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            ReadOnlySpan<byte> content = buffer.Map();
            buffer.Release();
            foreach (byte one in content) // PGM4001
                sum += one;
        }

        return sum;
    }

    public static int LoopOverContentGood(PagePipe pipe)
    {
        int sum = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            ReadOnlySpan<byte> content = buffer.Map();
            foreach (byte one in content)
                sum += one;
            buffer.Release();
        }

        return sum;
    }

    public static byte OwnReferenceGood(Page page)
    {
        page.AddReference();
        Span<byte> content = page.Span;
        page.Release();
        return content[0];
    }

    public static byte StolenPageGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return 0;
        Span<byte> content = page.Span;
        page.AddReference();
        page.Unlock();
        buffer.Release();
        byte first = content[0];
        page.Release();
        return first;
    }

    public static void MovedSlotBad([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        Span<byte> target = page.Span;
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            target.Clear(); // PGM1009
    }

    public static byte UnlockedSlotBad([Requires(State.Locked)] ReadRequest request)
    {
        Page page = request.Pages[0];
        Span<byte> target = page.Span;
        if (!request.TryUnlock())
        {
            request.End();
            return 0;
        }

        return target[0]; // PGM2006
    }

    public static Page UsingReturnedBad(PageArena arena)
    {
        using Page page = arena.Allocate();
        page.Span.Clear();
        return page; // PGM4001
    }

    public static Page TryFinallyReturnedBad(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            return page; // PGM4001
        }
        finally
        {
            page.Release();
        }
    }

    public static Page TryFinallyReturnedGood(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate();
        bool isGiven = false;
        try
        {
            stream.ReadExactly(page.Span);
            isGiven = true;
            return page;
        }
        finally
        {
            if (!isGiven)
                page.Release();
        }
    }

    public static Page TryFinallyReferencedGood(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            page.AddReference();
            return page;
        }
        finally
        {
            page.Release();
        }
    }

    public static Page TryFinallyPerhapsGood(PageArena arena, Stream stream, Func<bool> isWanted)
    {
        Page page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            return page;
        }
        finally
        {
            if (!isWanted())
                page.Release();
        }
    }

    public static Page? TryFinallyNulledGood(PageArena arena, Stream stream)
    {
        Page? page = arena.Allocate();
        try
        {
            stream.ReadExactly(page.Span);
            Page result = page;
            page = null;
            return result;
        }
        finally
        {
            page?.Release();
        }
    }

    public static async Task<Page> AsyncReturnedBad(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        await stream.ReadExactlyAsync(page.Memory);
        return page; // PGM4001
    }

    public static void ElementByReferenceBad(Page page)
    {
        ref byte first = ref page.Span[0];
        page.Release();
        first = 1; // PGM4001
    }

    public static byte ElementByReferenceReadBad(Page page)
    {
        ref byte first = ref page.Span[0];
        page.Release();
        return first; // PGM4001
    }

    public static byte ElementByReferencePointedElsewhereGood(Page page, byte[] others)
    {
        ref byte first = ref page.Span[0];
        first = 1;
        page.Release();
        first = ref others[0];
        return first;
    }

    public static byte ElementCopiedGood(Page page)
    {
        ref byte first = ref page.Span[0];
        byte copy = first;
        page.Release();
        return copy;
    }

    public static void LastElementByReferenceBad(Page page)
    {
        ref byte last = ref page.Span[^1];
        page.Release();
        last = 1; // PGM4001
    }

    public static int KeptByThePageGood(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        page.AddReference();
        ReadOnlySpan<byte> bytes = buffer.Map();
        buffer.Release();
        int first = bytes[0];
        page.Release();
        return first;
    }

    public static int PageReleasedWithoutAClaimBad(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        int first = buffer.Map()[0];
        buffer.Release();
        page.Release(); // PGM4002
        return first;
    }

    public static int PageKeptBad(PipeBuffer buffer)
    {
        Page page = buffer.Page;
        page.AddReference(); // PGM4003
        ReadOnlySpan<byte> bytes = buffer.Map();
        buffer.Release();
        return bytes[0];
    }

    public static int PageAskedBad(PipeBuffer buffer)
    {
        ReadOnlySpan<byte> bytes = buffer.Map();
        int half = buffer.Page.Size / 2;
        buffer.Release();
        return bytes[half]; // PGM4001
    }

    public static int PinnedByItsMemoryGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Memory<byte> bytes = page.Memory;
        using MemoryHandle handle = bytes.Pin();
        page.Release();
        return bytes.Span[0];
    }

    public static int PinnedByItsMemoryAndLeftBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        using MemoryHandle handle = page.Memory.Pin();
        return page.Size;
    }
}
