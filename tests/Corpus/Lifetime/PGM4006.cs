using System;
using System.Buffers;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4006: what was taken of a page's memory is gone when the page is released.</summary>
public sealed class PGM4006(PageArena arena)
{
    private ReadOnlyMemory<byte> _kept;
    private Page? _page;

    public static ReadOnlyMemory<byte> StraightLineBad(Page page)
    {
        Memory<byte> bytes = page.Memory;
        page.Release(); // earlier PGM4006
        return bytes; // PGM4006
    }

    public static byte[] StraightLineGood(Page page)
    {
        byte[] bytes = page.Memory.ToArray();
        page.Release();
        return bytes;
    }

    public static Memory<byte> NotReleasedGood(Page page) => page.Memory[..16];

    public static Memory<byte> KeptAliveGood(Page page)
    {
        page.AddReference();
        Memory<byte> bytes = page.Memory;
        page.Release();
        return bytes;
    }

    public static Memory<byte> BranchBad(Page page, bool isDone)
    {
        Memory<byte> bytes = page.Memory;
        if (isDone)
            page.Release();
        return bytes; // PGM4006
    }

    public static Memory<byte> BranchGood(Page page, bool isDone)
    {
        Memory<byte> bytes = page.Memory;
        if (isDone)
        {
            page.Release();
            bytes = default;
        }

        return bytes;
    }

    public static ReadOnlySpan<byte> EarlyReturnBad(Page page, int length)
    {
        ReadOnlySpan<byte> bytes = page.Span;
        page.Release();
        if (length < bytes.Length)
            return bytes[..length]; // PGM4006
        return default;
    }

    public static int EarlyReturnGood(Page page, int length)
    {
        ReadOnlySpan<byte> bytes = page.Span;
        int sum = bytes.Length < length ? 0 : bytes[..length].IndexOf((byte)0);
        page.Release();
        return sum;
    }

    public static ReadOnlySpan<byte> OfABufferWhosePageIsKeptGood(PipeBuffer buffer, out Page page)
    {
        page = buffer.Page;
        page.AddReference();
        ReadOnlySpan<byte> bytes = buffer.Map();
        buffer.Release();
        return bytes;
    }

    public static Memory<byte> MappedGood(Page page, out MemoryHandle handle)
    {
        handle = page.Pin();
        Memory<byte> bytes = page.Memory;
        page.Release();
        return bytes;
    }

    public static ReadOnlyMemory<byte> LoopBad(AddressSpace space)
    {
        for (long index = 0; space.TryFind(index, out Page? page); index++)
        {
            ReadOnlyMemory<byte> bytes = page.Memory.Slice(1);
            page.Release();
            if (index == 3)
                return bytes; // PGM4006
        }

        return default;
    }

    public static int LoopGood(AddressSpace space)
    {
        int sum = 0;
        for (long index = 0; space.TryFind(index, out Page? page); index++)
        {
            ReadOnlyMemory<byte> bytes = page.Memory.Slice(1);
            sum += bytes.Span[0];
            page.Release();
        }

        return sum;
    }

    public static ReadOnlyMemory<byte> TryFinallyBad(Page page)
    {
        try
        {
            return page.Memory; // PGM4006
        }
        finally
        {
            page.Release();
        }
    }

    public static int TryFinallyGood(Page page)
    {
        try
        {
            return page.Memory.Length;
        }
        finally
        {
            page.Release();
        }
    }

    public static async Task<ReadOnlySequence<byte>> UsingBad(CachedFile file)
    {
        using PageLease lease = await file.GetPagesAsync(0, 4096); // earlier PGM4006
        return lease.Sequence.Slice(16); // PGM4006
    }

    public static async Task<long> UsingGood(CachedFile file)
    {
        using PageLease lease = await file.GetPagesAsync(0, 4096);
        ReadOnlySequence<byte> bytes = lease.Sequence.Slice(16);
        return bytes.Length;
    }

    public static async Task<PageLease> TheLeaseItselfGood(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 4096);
        return lease;
    }

    public static ReadOnlyMemory<byte> AliasBad(Page page)
    {
        Page alias = page;
        Memory<byte> bytes = page.Memory;
        Memory<byte> same = bytes;
        alias.Dispose();
        return same; // PGM4006
    }

    public static ReadOnlyMemory<byte> AliasGood(Page page, Page other)
    {
        Page alias = page;
        Memory<byte> bytes = page.Memory;
        alias.Dispose();
        bytes = other.Memory;
        return bytes;
    }

    public static void OutBad(Page page, out ReadOnlyMemory<byte> bytes)
    {
        bytes = page.Memory; // PGM4006
        page.Release();
    }

    public static void OutGood(Page page, out ReadOnlyMemory<byte> bytes)
    {
        bytes = page.Memory;
        Console.WriteLine(bytes.Length);
        bytes = default;
        page.Release();
    }

    public static ReadOnlyMemory<byte> CorrelatedBad(AddressSpace space)
    {
        bool isFound = space.TryFind(0, out Page? page);
        ReadOnlyMemory<byte> bytes = isFound ? page!.Memory : default;
        if (isFound)
            page!.Release();
        return bytes; // PGM4006
    }

    public static ReadOnlyMemory<byte> CorrelatedGood(Page page, bool isKept)
    {
        if (!isKept)
            page.Release();
        return isKept ? page.Memory : default;
    }

    public static async Task<ReadOnlyMemory<byte>> AsyncBad(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        int count = await stream.ReadAsync(page.Memory);
        return page.Memory[..count]; // PGM4006
    }

    public static async Task<byte[]> AsyncGood(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        int count = await stream.ReadAsync(page.Memory);
        return page.Memory[..count].ToArray();
    }

    public static ReadOnlyMemory<byte> WrapperBad(Loan loan)
    {
        using (loan)
            return loan.Bytes; // PGM4006
    }

    public static ReadOnlyMemory<byte> WrapperGood(Loan loan)
    {
        ReadOnlyMemory<byte> bytes = loan.Bytes;
        return bytes;
    }

    public static ReadOnlyMemory<byte> GivenAwayBad(PagePipe pipe, Page page)
    {
        Memory<byte> bytes = page.Memory;
        pipe.Gift(page, page.Size);
        return bytes; // PGM4006
    }

    public static ReadOnlyMemory<byte> NotGivenAwayGood(PagePipe pipe, Page page)
    {
        Memory<byte> bytes = page.Memory;
        return pipe.TryGift(page, page.Size) ? default : bytes;
    }

    public void KeptInFieldBad(Stream stream)
    {
        using Page page = arena.Allocate();
        stream.ReadExactly(page.Span);
        _kept = page.Memory; // PGM4006
    }

    public void KeptWithItsPageGood(Stream stream)
    {
        Page page = arena.Allocate();
        stream.ReadExactly(page.Span);
        _page?.Release();
        _page = page;
        _kept = page.Memory;
    }

    public void TakenOutOfFieldGood(Stream stream)
    {
        using Page page = arena.Allocate();
        _kept = page.Memory;
        stream.Write(_kept.Span);
        _kept = default;
    }

    public void UsedByACalleeGood(Stream stream)
    {
        using Page page = arena.Allocate();
        _kept = page.Memory;
        Use(stream);
    }

    public async Task AwaitedGood(Stream stream)
    {
        using Page page = arena.Allocate();
        _kept = page.Memory;
        await stream.WriteAsync(_kept);
    }

    public static int CopiedToGood(Page page, Span<byte> target)
    {
        Span<byte> source = page.Span;
        source[..target.Length].CopyTo(target);
        page.Release();
        return target.Length;
    }

    public static ReadOnlyMemory<byte> OfAnotherPageGood(Page page, Page other)
    {
        ReadOnlyMemory<byte> bytes = other.Memory;
        page.Release();
        return bytes;
    }

    private void Use(Stream stream)
    {
        stream.Write(_kept.Span);
        _kept = default;
    }

    [Protocol("loan", "Open", "Ended", Entry = "Open")]
    [Rule("PGM4006", Breach.Outlived, "Ended")]
    public sealed class Loan(byte[] bytes) : IDisposable
    {
        public ReadOnlyMemory<byte> Bytes => bytes;

        [Produces("Ended")]
        public void Dispose() => bytes.AsSpan().Clear();
    }

    private static Memory<byte> s_last;

    private static Memory<byte> Last { get; set; }

    public static void StaticFieldBad(PageArena arena)
    {
        Page page = arena.Allocate();
        s_last = page.Memory; // PGM4006
        page.Release();
    }

    public static int StaticFieldGood(PageArena arena)
    {
        Page page = arena.Allocate();
        s_last = page.Memory;
        int length = s_last.Length;
        s_last = default;
        page.Release();
        return length;
    }

    public static void PropertyBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Last = page.Memory; // PGM4006
        page.Release();
    }

    public static (Memory<byte> Bytes, int Count) TupleBad(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        int count = stream.Read(page.Span);
        return (page.Memory, count); // PGM4006
    }

    public static (byte[] Bytes, int Count) TupleGood(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        int count = stream.Read(page.Span);
        return (page.Span.ToArray(), count);
    }

    public static bool OutAfterDefaultBad(AddressSpace file, long index, out ReadOnlyMemory<byte> content)
    {
        content = default;
        if (!file.TryFind(index, out Page? page))
            return false;
        content = page.Memory; // PGM4006
        page.Release();
        return true;
    }

    public static void OutOfAUsingBad(PageArena arena, out Memory<byte> memory)
    {
        using Page page = arena.Allocate();
        memory = page.Memory[16..]; // PGM4006
    }

    public static void OutWrittenOverGood(PageArena arena, out Memory<byte> memory)
    {
        using Page page = arena.Allocate();
        memory = page.Memory;
        memory = default;
    }

    public static (ReadOnlyMemory<byte>, int) TupleOfAnotherTypeBad(PageArena arena)
    {
        using Page page = arena.Allocate();
        return (page.Memory, page.Size); // PGM4006
    }

    public static (byte[], int) TupleOfACopyGood(PageArena arena)
    {
        using Page page = arena.Allocate();
        return (page.Memory.ToArray(), page.Size);
    }

    public static ReadOnlySpan<byte> OfABufferBad(PipeBuffer buffer)
    {
        ReadOnlySpan<byte> content = buffer.Map();
        buffer.Release(); // earlier PGM4006
        return content; // PGM4006
    }

    public static ReadOnlySpan<byte> OfABufferInUsingBad(PipeBuffer buffer)
    {
        using (buffer)
            return buffer.Map(); // PGM4006
    }

    public static byte[] CopyOfABufferGood(PipeBuffer buffer)
    {
        using (buffer)
            return buffer.Map().ToArray();
    }
}
