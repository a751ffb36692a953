using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM4001: nothing of a page or a pipe buffer is used after its release.</summary>
public class PGM4001
{
    private PipeBuffer? _buffer;

    public static bool StraightLineBad(PipeBuffer buffer)
    {
        buffer.Release(); // earlier PGM4001
        return (buffer.Flags & PipeBufferFlags.Lru) != 0; // PGM4001
    }

    public static bool StraightLineGood(PipeBuffer buffer)
    {
        PipeBufferFlags flags = buffer.Flags;
        buffer.Release();
        return (flags & PipeBufferFlags.Lru) != 0;
    }

    public static bool AskedOnceMoreBad(Page page)
    {
        bool wasValid = page.IsUpToDate;
        page.Release(); // earlier PGM4001
        return !wasValid && page.IsUpToDate; // PGM4001
    }

    public static bool AnswerKeptGood(Page page)
    {
        bool wasValid = page.IsUpToDate;
        page.Release();
        return wasValid;
    }

    public static int PageStraightLineBad(Page page)
    {
        page.Release(); // earlier PGM4001
        return page.Size; // PGM4001
    }

    public static int PageStraightLineGood(Page page)
    {
        int size = page.Size;
        page.Release();
        return size;
    }

    public static void ReleasedTwiceBad(PipeBuffer buffer)
    {
        buffer.Release();
        buffer.Release(); // PGM4002
    }

    public static void PageReleasedTwiceBad(Page page)
    {
        page.Release();
        page.Release(); // PGM4002
    }

    public static void SecondReferenceGood(Page page)
    {
        page.AddReference();
        page.Release();
        page.MarkDirty();
        page.Release();
    }

    public static int BranchBad(PipeBuffer buffer, bool done)
    {
        if (done)
            buffer.Release();
        return buffer.Length; // PGM4001
    }

    public static int BranchGood(PipeBuffer buffer, bool done)
    {
        if (done)
        {
            buffer.Release();
            return 0;
        }

        return buffer.Length;
    }

    public static int EarlyReturnBad(PipeBuffer buffer)
    {
        buffer.Release();
        if (buffer.Length == 0) // PGM4001
            return -1;
        return 0;
    }

    public static int EarlyReturnGood(PipeBuffer buffer)
    {
        if (buffer.Length == 0)
        {
            buffer.Release();
            return -1;
        }

        int offset = buffer.Offset;
        buffer.Release();
        return offset;
    }

    public static void LoopBad(PipeBuffer buffer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Console.WriteLine(buffer.Length); // PGM4001
            buffer.Release(); // PGM4002
        }
    }

    public static int LoopGood(PagePipe pipe)
    {
        int total = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            total += buffer.Length;
            buffer.Release();
        }

        return total;
    }

    public static int LoopConditionBad(PipeBuffer buffer, int count)
    {
        do
        {
            buffer.Release(); // PGM4002
            count--;
        }
        while (buffer.Length < count); // PGM4001
        return count;
    }

    public static int LoopWithNextGood(PagePipe pipe, PipeBuffer first)
    {
        int total = 0;
        PipeBuffer? current = first;
        while (current is not null)
        {
            total += current.Length;
            current.Release();
            if (!pipe.TryTake(out current))
                break;
        }

        return total;
    }

    public static int TryFinallyBad(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
        }
        finally
        {
            buffer.Release();
        }

        return buffer.Length; // PGM4001
    }

    public static int TryFinallyGood(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
            return buffer.Length;
        }
        finally
        {
            buffer.Release();
        }
    }

    public static void FinallyReleasesAgainBad(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
            buffer.Release();
        }
        finally
        {
            buffer.Release(); // PGM4002
        }
    }

    public static void FinallyWithFlagGood(PipeBuffer buffer, Stream stream)
    {
        bool released = false;
        try
        {
            stream.Write(buffer.Map());
            if (buffer.Length > 10)
            {
                buffer.Release();
                released = true;
                stream.Flush();
            }
        }
        finally
        {
            if (!released)
                buffer.Release();
        }
    }

    public static void CatchBad(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
            buffer.Release();
            stream.Flush();
        }
        catch (IOException)
        {
            Console.WriteLine(buffer.Length); // PGM4001
        }
    }

    public static void CatchGood(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
        }
        catch (IOException)
        {
            buffer.Release();
            throw;
        }

        Console.WriteLine(buffer.Length);
        buffer.Release();
    }

    public static void FilterGood(PipeBuffer buffer, Stream stream)
    {
        try
        {
            stream.Write(buffer.Map());
        }
        catch (IOException) when (buffer.Length > 0)
        {
            Console.WriteLine("failed");
        }

        buffer.Release();
    }

    public static void NestedTryBad(PipeBuffer buffer, Stream stream)
    {
        try
        {
            try
            {
                stream.Write(buffer.Map());
            }
            finally
            {
                buffer.Release();
            }
        }
        catch (IOException)
        {
            Console.WriteLine(buffer.Length); // PGM4001
        }
    }

    public static void NestedTryGood(PipeBuffer first, PipeBuffer second, Stream stream)
    {
        try
        {
            try
            {
                stream.Write(first.Map());
            }
            finally
            {
                first.Release();
            }

            stream.Write(second.Map());
        }
        finally
        {
            second.Release();
        }
    }

    public static int UsingBad(PipeBuffer buffer, Stream stream)
    {
        using (buffer)
            stream.Write(buffer.Map());
        return buffer.Length; // PGM4001
    }

    public static int UsingGood(PipeBuffer buffer, Stream stream)
    {
        using (buffer)
        {
            stream.Write(buffer.Map());
            return buffer.Length;
        }
    }

    public static int UsingDeclarationBad(PipeBuffer buffer)
    {
        using (PipeBuffer alias = buffer)
            Console.WriteLine(alias.Length);
        return buffer.Length; // PGM4001
    }

    public static int DisposedBad(PipeBuffer buffer)
    {
        buffer.Dispose();
        return buffer.Length; // PGM4001
    }

    public static int DisposedThroughInterfaceBad(PipeBuffer buffer)
    {
        ((IDisposable)buffer).Dispose();
        return buffer.Length; // PGM4001
    }

    public static void DisposedInFinallyGood(PagePipe pipe, Stream stream)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        try
        {
            stream.Write(buffer.Map());
            buffer.Release();
            stream.Flush();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    public static void UsingReleasedEarlyGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        if (buffer.Length == 0)
        {
            buffer.Release();
            return;
        }

        Console.WriteLine(buffer.Length);
    }

    public static void UsingPageReleasedEarlyBad(PageArena arena)
    {
        using Page page = arena.Allocate(); // PGM4002
        page.Release();
    }

    public static void UsingPageGood(PageArena arena)
    {
        using Page page = arena.Allocate();
        page.Span.Clear();
    }

    public static int AliasBad(PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        buffer.Release();
        return alias.Length; // PGM4001
    }

    public static int AliasGood(PipeBuffer buffer, PipeBuffer other)
    {
        PipeBuffer alias = buffer;
        alias.Release();
        alias = other;
        return alias.Length;
    }

    public static int SwapBad(PipeBuffer first, PipeBuffer second)
    {
        first.Release();
        (first, second) = (second, first);
        return second.Length; // PGM4001
    }

    public static int SwapGood(PipeBuffer first, PipeBuffer second)
    {
        first.Release();
        (first, second) = (second, first);
        return first.Length;
    }

    public static int OutBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return 0;
        buffer.Release();
        return buffer.Length; // PGM4001
    }

    public static int OutGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return 0;
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    public static void OutPageBad(AddressSpace mapping)
    {
        if (!mapping.TryFind(1, out Page? page))
            return;
        page.Release();
        page.MarkDirty(); // PGM4001
    }

    public static void OutAgainGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        buffer.Release();
        if (!pipe.TryTake(out buffer))
            return;
        Console.WriteLine(buffer.Length);
        buffer.Release();
    }

    public static void CorrelatedFlagBad(PagePipe pipe, Page page)
    {
        bool given = pipe.TryGift(page, page.Size);
        Console.WriteLine(pipe.Count);
        if (given)
            page.MarkDirty(); // PGM4001
        else
            page.Release();
    }

    public static void CorrelatedFlagGood(PagePipe pipe, Page page)
    {
        bool given = pipe.TryGift(page, page.Size);
        Console.WriteLine(pipe.Count);
        if (given)
            return;
        page.MarkDirty();
        page.Release();
    }

    public static void CorrelatedConditionGood(PipeBuffer buffer, int left)
    {
        if (left == 0)
            buffer.Release();
        Console.WriteLine(left);
        if (left != 0)
            Console.WriteLine(buffer.Length);
    }

    public static void CorrelatedSwitchGood(PipeBuffer buffer, int left)
    {
        switch (left == 0)
        {
            case true:
                buffer.Release();
                break;
        }

        Console.WriteLine(left);
        bool isLeft = left != 0;
        Console.WriteLine(isLeft switch { true => buffer.Length, false => 0 });
    }

    public static void CorrelatedSwitchBad(PipeBuffer buffer, int left)
    {
        switch (left == 0)
        {
            case true:
                buffer.Release();
                break;
        }

        switch (left == 0)
        {
            case true:
                Console.WriteLine(buffer.Length); // PGM4001
                break;
        }
    }

    public static void CorrelatedNullGood(PipeBuffer taken)
    {
        PipeBuffer? buffer = taken;
        if (buffer.Length == 0)
        {
            buffer.Release();
            buffer = null;
        }

        Console.WriteLine(buffer?.Length);
        buffer?.Release();
    }

    public static int MoveResultBad(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        if (result == MoveResult.Moved)
            return buffer.Length; // PGM4001
        buffer.Release();
        return 0;
    }

    public static void MoveResultGood(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        if (result != MoveResult.Moved)
            buffer.Release();
    }

    public static int MoveResultSwitchGood(
        [Requires(State.Locked), Requires(State.Checked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        switch (PageMover.TryMovePage(request, buffer, ref slot, null, out _))
        {
            case MoveResult.Moved:
                return 0;
            case MoveResult.Copy:
                int length = buffer.Length;
                buffer.Release();
                return length;
            default:
                buffer.Release();
                return -1;
        }
    }

    public static async Task<int> AsyncBad(PipeBuffer buffer)
    {
        buffer.Release();
        await Task.Yield();
        return buffer.Length; // PGM4001
    }

    public static async Task<int> ConfiguredTakeBad(PagePipe pipe)
    {
        using PipeBuffer? buffer = await pipe.TakeAsync().AsTask().ConfigureAwait(false);
        if (buffer is null)
            return 0;
        buffer.Release();
        return buffer.Length; // PGM4001
    }

    public static async Task<int> ConfiguredTakeGood(PagePipe pipe)
    {
        using PipeBuffer? buffer = await pipe.TakeAsync().AsTask().ConfigureAwait(false);
        return buffer?.Length ?? 0;
    }

    public static async Task<int> AsyncGood(PipeBuffer buffer, Stream stream)
    {
        await stream.WriteAsync(buffer.Page.Memory).ConfigureAwait(false);
        int length = buffer.Length;
        buffer.Release();
        await stream.FlushAsync().ConfigureAwait(false);
        return length;
    }

    public static async Task<int> AsyncTakenBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return 0;
        buffer.Release();
        return buffer.Length; // PGM4001
    }

    public static async Task AsyncTakenGood(PagePipe pipe)
    {
        while (await pipe.TakeAsync() is { } buffer)
        {
            Console.WriteLine(buffer.Length);
            buffer.Release();
        }
    }

    public static int WrapperBad(PipeBuffer buffer)
    {
        Recycle(buffer);
        return buffer.Length; // PGM4001
    }

    public static int WrapperGood(PipeBuffer buffer)
    {
        int length = buffer.Length;
        Recycle(buffer);
        return length;
    }

    public static void WrapperTwiceBad(PipeBuffer buffer)
    {
        Recycle(buffer);
        Recycle(buffer); // PGM4002
    }

    public static void ConditionalWrapperGood(PipeBuffer buffer)
    {
        if (!TryRecycle(buffer))
            buffer.Release();
    }

    public static void ConditionalWrapperBad(PipeBuffer buffer)
    {
        if (TryRecycle(buffer))
            Console.WriteLine(buffer.Length); // PGM4001
    }

    public static string WholeTypeBad(Handle handle)
    {
        handle.Close();
        return handle.Name; // PGM4001
    }

    public static string WholeTypeGood(Handle handle)
    {
        string name = handle.Name;
        handle.Close();
        return handle.IsClosed ? name : string.Empty;
    }

    public static Page HandedOutBad(Page page)
    {
        page.Release();
        return page; // PGM4001
    }

    public static void ArgumentBad(PipeBuffer buffer, List<PipeBuffer> kept)
    {
        buffer.Release();
        kept.Add(buffer); // PGM4001
    }

    public static void ArgumentGood(PipeBuffer buffer, List<PipeBuffer> kept)
    {
        kept.Add(buffer);
        Console.WriteLine(buffer.Length);
    }

    public static void ComparedGood(PipeBuffer buffer, PipeBuffer last)
    {
        buffer.Release();
        if (buffer == last || buffer is null)
            Console.WriteLine(nameof(buffer));
    }

    public static void PublishedPageBad(AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        if (mapping.TryAdd(1, page))
            return;
        page.Release();
        page.Unlock(); // PGM4001
    }

    public static void PublishedPageGood(AddressSpace mapping, [Requires(State.Locked)] Page page)
    {
        bool added = mapping.TryAdd(1, page);
        page.Unlock();
        if (!added)
            page.Release();
    }

    public static void AllocatedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        page.Span.Clear(); // PGM4001
    }

    public static void AllocatedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        page.Release();
        page = arena.Allocate();
        page.Span.Clear();
        page.Release();
    }

    public static int SwitchBad(PipeBuffer buffer, int mode)
    {
        switch (mode)
        {
            case 0:
                buffer.Release();
                break;
            case 1:
                return 0;
        }

        return buffer.Length; // PGM4001
    }

    public static int SwitchGood(PipeBuffer buffer, int mode)
    {
        switch (mode)
        {
            case 0:
                buffer.Release();
                return 0;
            default:
                return buffer.Length;
        }
    }

    public static int SwitchExpressionBad(PipeBuffer buffer, int mode)
    {
        buffer.Release();
        return mode switch
        {
            0 => 1,
            _ => buffer.Length, // PGM4001
        };
    }

    public static int SwitchExpressionGood(PipeBuffer first, PipeBuffer second, int mode)
    {
        first.Release();
        return mode switch
        {
            0 => 1,
            _ => second.Length,
        };
    }

    public static void PatternBad(PipeBuffer buffer)
    {
        buffer.Release();
        if (buffer is { Length: > 0 }) // PGM4001
            Console.WriteLine("left");
    }

    public static void PatternGood(PipeBuffer buffer)
    {
        if (buffer is { Length: > 0 } full)
            Console.WriteLine(full.Offset);
        buffer.Release();
    }

    public static int? NullConditionalBad(PipeBuffer? buffer)
    {
        buffer?.Release();
        return buffer?.Length; // PGM4001
    }

    public static int? NullConditionalGood(PipeBuffer? buffer)
    {
        int? length = buffer?.Length;
        buffer?.Release();
        return length;
    }

    public static int CoalesceGood(PipeBuffer? preferred, PipeBuffer fallback)
    {
        PipeBuffer buffer = preferred ?? fallback;
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    public static int ConditionalExpressionBad(PipeBuffer buffer, bool useIt)
    {
        buffer.Release();
        return useIt ? buffer.Length : 0; // PGM4001
    }

    public static int ConditionalExpressionGood(PipeBuffer first, PipeBuffer second, bool useFirst)
    {
        (useFirst ? first : second).Release();
        return useFirst ? second.Length : first.Length;
    }

    public static void ForeachBad(IEnumerable<PipeBuffer> buffers)
    {
        foreach (PipeBuffer buffer in buffers)
        {
            buffer.Release();
            Console.WriteLine(buffer.Length); // PGM4001
        }
    }

    public static void ForeachGood(IEnumerable<PipeBuffer> buffers)
    {
        foreach (PipeBuffer buffer in buffers)
        {
            Console.WriteLine(buffer.Length);
            buffer.Release();
        }
    }

    public static int GotoBad(PipeBuffer buffer, bool fail)
    {
        buffer.Release();
        if (fail)
            goto end;
        return 0;
    end:
        return buffer.Length; // PGM4001
    }

    public static int GotoGood(PipeBuffer buffer, bool fail)
    {
        if (fail)
            goto end;
        buffer.Release();
        return 0;
    end:
        return buffer.Length;
    }

    public static void TupleBad(PipeBuffer buffer)
    {
        buffer.Release();
        (int length, int offset) = (buffer.Length, 0); // PGM4001
        Console.WriteLine(length + offset);
    }

    public static void InsideLambdaBad(Action<Action<PipeBuffer>> each)
    {
        each(buffer =>
        {
            buffer.Release();
            Console.WriteLine(buffer.Length); // PGM4001
        });
    }

    public static void InsideLambdaGood(Action<Action<PipeBuffer>> each)
    {
        each(buffer =>
        {
            Console.WriteLine(buffer.Length);
            buffer.Release();
        });
    }

    public static void CapturedGood(PipeBuffer buffer, Action<Action> schedule)
    {
        schedule(buffer.Release);
        Console.WriteLine("scheduled");
    }

    public static void LocalFunctionGood(PipeBuffer buffer, bool early)
    {
        if (early)
        {
            Finish();
            return;
        }

        Console.WriteLine(buffer.Length);
        Finish();

        void Finish() => buffer.Release();
    }

    public static void LocalFunctionBad(PipeBuffer first)
    {
        Finish(first);

        void Finish(PipeBuffer buffer)
        {
            buffer.Release();
            Console.WriteLine(buffer.Length); // PGM4001
        }
    }

    public static int RefBad(ref PipeBuffer buffer)
    {
        buffer.Release();
        return buffer.Length; // PGM4001
    }

    public static int RefGood(ref PipeBuffer buffer, PipeBuffer next)
    {
        buffer.Release();
        buffer = next;
        return buffer.Length;
    }

    public static int DoesNotReturnGood(PipeBuffer buffer, bool fail)
    {
        if (fail)
        {
            buffer.Release();
            ThrowFailed();
        }

        return buffer.Length;
    }

    public static IEnumerable<int> IteratorBad(PipeBuffer buffer)
    {
        yield return buffer.Length;
        buffer.Release();
        yield return buffer.Offset; // PGM4001
    }

    public static IEnumerable<int> IteratorGood(PipeBuffer buffer)
    {
        yield return buffer.Length;
        yield return buffer.Offset;
        buffer.Release();
    }

    public static string InterpolatedBad(PipeBuffer buffer)
    {
        buffer.Release();
        return $"{buffer.Length} bytes"; // PGM4001
    }

    public static void CompoundBad(PipeBuffer buffer)
    {
        int total = 0;
        buffer.Release();
        total += buffer.Length; // PGM4001
        Console.WriteLine(total);
    }

    public static void EvaluationOrderGood(PipeBuffer buffer)
    {
        Console.WriteLine(Math.Max(buffer.Length, ReleaseAndCount(buffer)));
    }

    public static void EvaluationOrderBad(PipeBuffer buffer)
    {
        Console.WriteLine(Math.Max(ReleaseAndCount(buffer), buffer.Length)); // PGM4001
    }

    public static void OptionalReferenceGood(Page page)
    {
        bool shared = page.TryAddReference();
        page.Release();
        if (!shared)
            return;
        page.MarkDirty();
        page.Release();
    }

    public static void OptionalReferenceBad(Page page)
    {
        bool shared = page.TryAddReference();
        page.Release();
        if (!shared)
            page.MarkDirty(); // PGM4001
        else
            page.Release();
    }

    public int FieldBad()
    {
        if (_buffer is null)
            return 0;
        _buffer.Release();
        return _buffer.Length; // PGM4001
    }

    public int FieldGood()
    {
        if (_buffer is null)
            return 0;
        int length = _buffer.Length;
        _buffer.Release();
        _buffer = null;
        return length;
    }

    public int FieldTakenOutGood()
    {
        PipeBuffer? taken = _buffer;
        _buffer = null;
        if (taken is null)
            return 0;
        int length = taken.Length;
        taken.Release();
        return length;
    }

    private static void Recycle([Produces(State.Released)] PipeBuffer buffer) => buffer.Release();

    private static bool TryRecycle([Produces(State.Released, When = true)] PipeBuffer buffer)
    {
        if (buffer.Length > 0)
            return false;
        buffer.Release();
        return true;
    }

    private static int ReleaseAndCount([Produces(State.Released)] PipeBuffer buffer)
    {
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    [DoesNotReturn]
    private static void ThrowFailed() => throw new IOException();

    public static int ForeachElementBad(IEnumerable<Page> pages)
    {
        int size = 0;
        foreach (Page page in pages)
        {
            page.Release(); // earlier PGM4001
            size += page.Size; // PGM4001
        }

        return size;
    }

    public static int ForeachElementGood(IEnumerable<Page> pages)
    {
        int size = 0;
        foreach (Page page in pages)
        {
            size += page.Size;
            page.Release();
        }

        return size;
    }

    public static int DequeuedBad(Queue<PipeBuffer> queue)
    {
        int length = 0;
        while (queue.TryDequeue(out PipeBuffer? buffer))
        {
            buffer.Release();
            length += buffer.Length; // PGM4001
        }

        return length;
    }

    public static async Task<int> ReceivedBad(ChannelReader<Page> channel)
    {
        Page page = await channel.ReadAsync();
        page.Release();
        return page.Size; // PGM4001
    }

    public static async Task<int> ReceivedGood(ChannelReader<Page> channel)
    {
        Page page = await channel.ReadAsync();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static void SlotRefilledGood(Page[] slots, PageArena arena)
    {
        slots[0].Release();
        slots[0] = arena.Allocate();
        slots[0].Span.Clear();
    }

    public static void OtherReferenceOfBufferGood(PipeBuffer buffer, PagePipe pipe)
    {
        Page page = buffer.Page;
        if (!buffer.TryAddReference())
            return;
        if (!pipe.TryAppend(page, buffer.Offset, buffer.Length, buffer.Operations))
            page.Release();
        Console.WriteLine(page.Size);
    }

    public static Page[] InCollectionBad(Page page)
    {
        page.Release();
        return [page]; // PGM4001
    }

    public static (Page Page, int Size) InTupleBad(Page page)
    {
        int size = page.Size;
        page.Release();
        return (page, size); // PGM4001
    }

    public static Page[] InCollectionGood(Page page, Page other)
    {
        other.Release();
        return [page];
    }

    private sealed class FieldOfPage(Page first)
    {
        private Page? _page = first;

        public int DroppedBad()
        {
            if (_page is null)
                return 0;
            _page.Release();
            int size = _page.Size; // PGM4001
            _page = null;
            return size;
        }

        public int DroppedGood()
        {
            if (_page is null)
                return 0;
            int size = _page.Size;
            _page.Release();
            _page = null;
            return size;
        }

        public void ReplacedGood(PageArena arena)
        {
            _page?.Release();
            _page = arena.Allocate();
            _page.Span.Clear();
        }
    }
}

[Protocol("handle", "Open", "Closed")]
[Rule("PGM4001", Breach.Use, "Closed")]
public sealed class Handle
{
    public string Name => string.Empty;

    [Allows("Closed")]
    public bool IsClosed => true;

    [Produces("Closed")]
    public void Close()
    {
    }
}
