using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4005: what a pipe was given or lent is not written.</summary>
public static class PGM4005
{
    public static void StraightLineBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16); // earlier PGM4005
        page.Span[0] = 1; // PGM4005
    }

    public static void StraightLineGood(PagePipe pipe, Page page)
    {
        page.Span[0] = 1;
        pipe.Lend(page, 16);
    }

    public static byte ReadGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        return page.Span[0];
    }

    public static void GivenButKeptBad(PagePipe pipe, Page page)
    {
        page.AddReference();
        pipe.Gift(page, page.Size);
        page.Span.Clear(); // PGM4005
        page.Release();
    }

    public static void BranchBad(PagePipe pipe, Page page, bool late)
    {
        if (late)
            pipe.Lend(page, 16);
        page.Span.Fill(1); // PGM4005
    }

    public static void BranchGood(PagePipe pipe, Page page, bool late)
    {
        if (late)
            pipe.Lend(page, 16);
        else
            page.Span.Fill(1);
    }

    public static void EarlyReturnBad(PagePipe pipe, Page page)
    {
        if (!pipe.TryLend(page, 16))
            return;
        page.Span[..4].Clear(); // PGM4005
    }

    public static void EarlyReturnGood(PagePipe pipe, Page page)
    {
        if (pipe.TryLend(page, 16))
            return;
        page.Span[..4].Clear();
    }

    public static void LoopBad(PagePipe pipe, Page page)
    {
        for (byte i = 0; i < 4; i++)
        {
            page.Span[0] = i; // PGM4005
            pipe.Lend(page, 16);
        }
    }

    public static void LoopGood(PagePipe pipe, Page[] pages)
    {
        foreach (Page page in pages)
        {
            page.Span.Clear();
            pipe.Lend(page, 16);
        }
    }

    public static void TryFinallyBad(PagePipe pipe, Page page)
    {
        try
        {
            pipe.Lend(page, 16);
        }
        finally
        {
            page.Span.Clear(); // PGM4005
        }
    }

    public static void TryFinallyGood(PagePipe pipe, Page page)
    {
        try
        {
            page.Span.Clear();
        }
        finally
        {
            pipe.Lend(page, 16);
        }
    }

    public static void UsingBad(PagePipe pipe, PageArena arena)
    {
        using Page page = arena.Allocate();
        pipe.Lend(page, 16);
        page.Span.Clear(); // PGM4005
    }

    public static void UsingGood(PagePipe pipe, PageArena arena)
    {
        using Page page = arena.Allocate();
        page.Span.Clear();
        pipe.Lend(page, 16);
    }

    public static void AliasBad(PagePipe pipe, Page page)
    {
        Page alias = page;
        pipe.Lend(page, 16);
        alias.Span[1] += 2; // PGM4005
    }

    public static void AliasGood(PagePipe pipe, Page page, Page other)
    {
        Page alias = page;
        pipe.Lend(page, 16);
        alias = other;
        alias.Span[1] = 2;
    }

    public static void OutBad(PagePipe pipe, PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        pipe.Lend(page, 16);
        page.Span.Fill(7); // PGM4005
        page.Release();
    }

    public static void OutGood(PagePipe pipe, PageArena arena)
    {
        if (!arena.TryAllocate(out Page? page))
            return;
        page.Span.Fill(7);
        pipe.Lend(page, 16);
        page.Release();
    }

    public static void CorrelatedBad(PagePipe pipe, Page page)
    {
        bool lent = pipe.TryLend(page, 16);
        Console.WriteLine(lent);
        if (lent)
            page.Span.Clear(); // PGM4005
    }

    public static void CorrelatedGood(PagePipe pipe, Page page)
    {
        bool lent = pipe.TryLend(page, 16);
        Console.WriteLine(lent);
        if (!lent)
            page.Span.Clear();
    }

    public static async Task AsyncBad(PagePipe pipe, Page page, Task ready)
    {
        await ready;
        pipe.Lend(page, 16);
        page.Span[0] = 1; // PGM4005
        await Task.Yield();
    }

    public static async Task AsyncGood(PagePipe pipe, Page page, Task emptied)
    {
        pipe.Lend(page, 16);
        await emptied;
        page.Span[0] = 1;
    }

    public static void WrapperBad(PagePipe pipe, Page page)
    {
        Send(pipe, page);
        page.Span.Clear(); // PGM4005
    }

    public static void WrapperGood(PagePipe pipe, Page page, Stream stream)
    {
        Send(pipe, page);
        stream.Write(page.Span);
    }

    public static void CopiedIntoBad(PagePipe pipe, Page page, byte[] bytes)
    {
        pipe.Lend(page, 16);
        bytes.AsSpan().CopyTo(page.Span); // PGM4005
    }

    public static void CopiedOutGood(PagePipe pipe, Page page, byte[] bytes)
    {
        pipe.Lend(page, 16);
        page.Span[..16].CopyTo(bytes);
    }

    public static void ReadIntoBad(PagePipe pipe, Page page, Stream stream)
    {
        pipe.Lend(page, 16);
        stream.ReadExactly(page.Span[4..]); // PGM4005
    }

    public static void TakenBackGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        if (pipe.TryTake(out PipeBuffer? buffer))
            buffer.Release();
        page.Span.Clear();
    }

    public static async Task WaitedUntilEmptyGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        while (pipe.Count > 0)
            await Task.Yield();
        page.Span[0] = 1;
    }

    public static void EmptyBeforeAndAfterGood(PagePipe pipe, Page page)
    {
        if (pipe.Count > 0)
            return;
        pipe.Lend(page, 16);
        while (pipe.Count > 0)
            Thread.Yield();
        page.Span[0] = 1;
        pipe.Lend(page, 16);
        while (pipe.Count > 0)
            Thread.Yield();
        page.Span[0] = 2;
    }

    public static void EmptyOnlyBeforeBad(PagePipe pipe, Page page)
    {
        if (pipe.Count > 0)
            return;
        pipe.Lend(page, 16);
        page.Span[0] = 1; // PGM4005
    }

    public static void FoundEmptyGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        if (pipe.Count != 0)
            return;
        page.Span[0] = 1;
    }

    public static void FoundNotEmptyBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        if (pipe.Count > 0)
            page.Span[0] = 1; // PGM4005
    }

    public static void AnotherFoundEmptyBad(PagePipe pipe, Page page, PagePipe other)
    {
        pipe.Lend(page, 16);
        if (other.Count == 0)
            page.Span[0] = 1; // PGM4005
    }

    public static void EmptiedByACalleeGood(PagePipe pipe, Page page, Action<PagePipe> drain)
    {
        pipe.Lend(page, 16);
        drain(pipe);
        page.Span.Clear();
    }

    public static void FoundInABufferBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        Page page = buffer.Page;
        page.Span[buffer.Offset] ^= 1; // PGM4005
        buffer.Release();
    }

    public static void FoundAndCopiedGood(PipeBuffer buffer, byte[] target) => buffer.Page.Span[..16].CopyTo(target);

    public static int FoundAndReadGood(PipeBuffer buffer)
    {
        int sum = 0;
        foreach (ref byte value in buffer.Page.Span)
            sum += value;
        return sum;
    }

    public static void FoundAndStolenGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        buffer.Page.Span.Clear();
        page.Unlock();
        buffer.Release();
    }

    public static void FoundAndPerhapsStolenGood(PipeBuffer buffer, Predicate<PipeBuffer> steals)
    {
        if (steals(buffer))
            buffer.Page.Span.Clear();
    }

    public static async Task AwaitedFromAPipeBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        buffer.Page.Span[0] = 1; // PGM4005
        buffer.Release();
    }

    public static void AliasMayBeStolenGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        if (!buffer.TrySteal(out Page? page))
            return;
        alias.Page.Span.Clear();
        page.Unlock();
        alias.Release();
    }

    public static void GivenByAHelperGood(PagePipe pipe)
    {
        PipeBuffer buffer = StealNext(pipe);
        buffer.Page.Span.Clear();
        buffer.Release();
    }

    public static void ArrivesStolenGood([Requires(State.Stolen)] PipeBuffer buffer) => buffer.Page.Span.Clear();

    private static PipeBuffer StealNext(PagePipe pipe)
    {
        while (true)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer))
                continue;
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                page.Unlock();
                return buffer;
            }

            buffer.Release();
        }
    }

    public static void StolenByTheCallerGood(PipeBuffer buffer)
    {
        Scrub(buffer);
    }

    private static void Scrub(PipeBuffer buffer) => buffer.Page.Span.Clear();

    public sealed class LateFilledBuffer(Stream source) : PipeBufferOperations
    {
        public override ConfirmResult Confirm(PipeBuffer buffer)
        {
            source.ReadExactly(buffer.Page.Span);
            return ConfirmResult.Good;
        }

        public override bool TrySteal(PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        {
            page = null;
            return false;
        }
    }

    private static void Send(PagePipe pipe, [Produces(State.Lent)] Page page) => pipe.Lend(page, 16);

    public static void SpanTakenBeforeBad(PagePipe pipe, Page page)
    {
        Span<byte> span = page.Span;
        pipe.Lend(page, 16); // earlier PGM4005
        span[0] = 1; // PGM4005
    }

    public static int SpanTakenBeforeGood(PagePipe pipe, Page page)
    {
        Span<byte> span = page.Span;
        span[0] = 1;
        span[^1] = 2;
        pipe.Lend(page, 16);
        return span[0] + span.IndexOf((byte)2);
    }

    public static void PartOfSpanBad(PagePipe pipe, Page page)
    {
        Span<byte> rest = page.Span[16..];
        pipe.Lend(page, 16);
        rest.Clear(); // PGM4005
    }

    public static void DecryptedInPlaceBad(PagePipe pipe, byte key)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        Span<byte> bytes = buffer.Page.Span.Slice(buffer.Offset, buffer.Length);
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] ^= key; // PGM4005
        buffer.Release();
    }

    public static void DecryptedCopyGood(PagePipe pipe, byte key, Span<byte> into)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        Span<byte> bytes = buffer.Page.Span.Slice(buffer.Offset, buffer.Length);
        for (int i = 0; i < bytes.Length; i++)
            into[i] = (byte)(bytes[i] ^ key);
        buffer.Release();
    }

    public static byte ReadOnlyReferenceGood(PagePipe pipe, Page page)
    {
        Span<byte> span = page.Span;
        pipe.Lend(page, 16);
        ref readonly byte first = ref span[0];
        return first;
    }

    public static void ReferenceBad(PagePipe pipe, Page page)
    {
        Span<byte> span = page.Span;
        pipe.Lend(page, 16);
        ref byte first = ref span[0]; // PGM4005
        first = 1;
    }

    public static void SortedBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        page.Span.Sort(); // PGM4005
    }

    public static void ReversedBad(PipeBuffer buffer)
        => buffer.Page.Span.Reverse(); // PGM4005

    public static void BytesReplacedBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        page.Span.Replace((byte)1, (byte)2); // PGM4005
    }

    public static void BytesReplacedInACopyGood(PagePipe pipe, Page page, Span<byte> copy)
    {
        pipe.Lend(page, 16);
        ((ReadOnlySpan<byte>)page.Span).Replace(copy, (byte)1, (byte)2);
    }

    public static void ElementByReferenceBad(PagePipe pipe, Page page)
    {
        ref byte first = ref page.Span[0];
        first = 1;
        pipe.Lend(page, 16);
        first++; // PGM4005
    }

    public static void ElementByReferenceAssignedBad(PagePipe pipe, Page page)
    {
        Span<byte> bytes = page.Span;
        ref byte first = ref bytes[0];
        pipe.Lend(page, 16);
        first = 2; // PGM4005
    }

    public static byte ElementByReferenceReadGood(PagePipe pipe, Page page)
    {
        ref byte first = ref page.Span[0];
        pipe.Lend(page, 16);
        return first;
    }

    public static void ElementFromTheEndBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        page.Span[^1] = 2; // PGM4005
    }

    public static void ElementFromTheEndOfASpanBad(PagePipe pipe, Page page)
    {
        Span<byte> bytes = page.Span;
        pipe.Lend(page, 16);
        bytes[^2]++; // PGM4005
    }

    public static byte ElementFromTheEndReadGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 16);
        return page.Span[^1];
    }

    public static void UsingOfATakenBufferBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        buffer.Page.Span.Clear(); // PGM4005
    }

    public static void UsingStatementOfATakenBufferBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using (taken)
            taken.Page.Span.Clear(); // PGM4005
    }

    public static async Task UsingInALoopBad(PagePipe pipe)
    {
        while (await pipe.TakeAsync() is { } taken)
        {
            using PipeBuffer buffer = taken;
            buffer.Page.Span[0] = 0; // PGM4005
        }
    }

    public static void UsingAndStolenByTheOtherNameGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        if (taken.Confirm() == ConfirmResult.Good && taken.TrySteal(out Page? page))
        {
            buffer.Page.Span.Clear();
            page.Unlock();
        }
    }

    public static void UsingAndHandedOnByAnotherNameGood(PagePipe pipe, Action<PipeBuffer> steal)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        PipeBuffer other = buffer;
        steal(other);
        buffer.Page.Span.Clear();
    }

    public static async Task AwaitedAndComparedWithNullBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer == null)
            return;
        buffer.Page.Span[0] = 1; // PGM4005
        buffer.Release();
    }

    public static void SecondNameBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        if (buffer.Confirm() == ConfirmResult.Good)
            buffer.Page.Span[buffer.Offset] ^= 0xFF; // PGM4005
    }

    public static void StolenByAnotherNameGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        if (taken.Confirm() != ConfirmResult.Good || !taken.TrySteal(out Page? page))
            return;
        buffer.Page.Span[0] = 1;
        page.Unlock();
    }

    public static void HandedOnByAnotherNameGood(PagePipe pipe, Action<PipeBuffer> prepare)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        prepare(taken);
        buffer.Page.Span[0] = 1;
    }

    public static void PerhapsAnotherBufferGood(PagePipe pipe, PipeBuffer own, bool isOwn)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        PipeBuffer buffer = taken;
        if (isOwn)
            buffer = Prepared(own);
        buffer.Page.Span[0] = 1;
        taken.Release();
    }

    private static PipeBuffer Prepared(PipeBuffer buffer) => buffer;

    public static void WrittenByMarshalBad(PagePipe pipe, Page page, int length)
    {
        pipe.Lend(page, 64);
        MemoryMarshal.Write(page.Span, length); // PGM4005
    }

    public static int ReadByMarshalGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 64);
        return MemoryMarshal.Read<int>(page.Span);
    }

    public static void StolenAndWrittenByALocalFunctionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Clear();
        page.Unlock();
        buffer.Release();

        void Clear() => buffer.Page.Span.Clear();
    }

    public static void GivenAndWrittenBad(PagePipe pipe, Page page)
    {
        pipe.Gift(page, page.Size); // earlier PGM4005
        page.Span.Clear(); // PGM4005
    }

    public static void GivenAndFilledBad(PagePipe pipe, Page page, Action<Memory<byte>> fill)
    {
        Memory<byte> content = page.Memory;
        pipe.Gift(page, page.Size);
        fill(content); // PGM4005
    }

    public static void GivenAndReadBad(PagePipe pipe, Page page)
    {
        pipe.Gift(page, page.Size);
        Console.WriteLine(page.Span[0]); // PGM4001
    }

    public static void GivenTwiceBad(PagePipe pipe, Page page)
    {
        pipe.Gift(page, page.Size); // earlier PGM4002
        pipe.Gift(page, page.Size); // PGM4002
    }

    public static void GivenWithAFurtherReferenceGood(PagePipe pipe, Page page)
    {
        page.AddReference();
        pipe.Gift(page, page.Size);
        pipe.Gift(page, page.Size);
    }
}
