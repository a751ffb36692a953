using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003: what was taken is released on every path.</summary>
public class PGM4003
{
    private Page? _kept;

    public static int StraightLineBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        return page.Size; // earlier PGM4003
    }

    public static int StraightLineGood(PageArena arena)
    {
        Page page = arena.Allocate();
        int size = page.Size;
        page.Release();
        return size;
    }

    public static void BranchBad(PageArena arena, bool used)
    {
        Page page = arena.Allocate(); // PGM4003
        if (used)
            page.Release();
    }

    public static void BranchGood(PageArena arena, bool used)
    {
        Page page = arena.Allocate();
        if (used)
            page.Span.Clear();
        page.Release();
    }

    public static bool EarlyReturnBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return false;
        if (buffer.Length == 0)
            return false; // earlier PGM4003
        buffer.Release();
        return true;
    }

    public static bool EarlyReturnGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        if (buffer.Length == 0)
        {
            buffer.Release();
            return false;
        }

        buffer.Release();
        return true;
    }

    public static int LoopBad(PagePipe pipe)
    {
        int total = 0;
        while (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            total += buffer.Length;
        return total;
    }

    public static int LoopWithAnAliasGood(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            previous?.Release();
            previous = buffer;
            total += buffer.Length;
        }

        previous?.Release();
        return total;
    }

    public static int LoopOverwritesTheAliasBad(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        while (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
        {
            previous = buffer;
            total += buffer.Length;
        }

        previous?.Release();
        return total;
    }

    public static int LoopLeavesTheAliasBad(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        while (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
        {
            previous?.Release();
            previous = buffer;
            total += buffer.Length;
        }

        return total;
    }

    public static int LoopReleasesTheAliasTwiceBad(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            previous?.Release(); // PGM4002
            if (buffer.Length == 0)
            {
                buffer.Release();
                continue;
            }

            previous = buffer;
            total += buffer.Length;
        }

        previous?.Release(); // PGM4002
        return total;
    }

    public static int LoopReadsTheReleasedAliasBad(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (previous is not null)
            {
                previous.Release();
                total -= previous.Length; // PGM4001
            }

            previous = buffer;
        }

        previous?.Release();
        return total;
    }

    public static PipeBuffer? LoopKeepsTheFirstGood(PagePipe pipe)
    {
        PipeBuffer? first = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (first is null)
                first = buffer;
            else
                buffer.Release();
        }

        return first;
    }

    public static PipeBuffer? LoopKeepsTheLongestGood(PagePipe pipe)
    {
        PipeBuffer? longest = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (longest is not null && longest.Length >= buffer.Length)
            {
                buffer.Release();
                continue;
            }

            longest?.Release();
            longest = buffer;
        }

        return longest;
    }

    public static int LoopWithTwoAliasesGood(PagePipe pipe)
    {
        int total = 0;
        PipeBuffer? previous = null;
        PipeBuffer? beforeThat = null;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            beforeThat?.Release();
            beforeThat = previous;
            previous = buffer;
            total += buffer.Length;
        }

        beforeThat?.Release();
        previous?.Release();
        return total;
    }

    public static void LoopFindsTheSameAgainGood(AddressSpace file, int count)
    {
        Page? previous = null;
        for (int i = 0; i < count; i++)
        {
            if (!file.TryFind(i / 2, out Page? page))
                continue;
            previous?.Release();
            Console.WriteLine(page.Index);
            previous = page;
        }

        previous?.Release();
    }

    public static void CountedLoopWithTwoAliasesGood(PagePipe pipe, int count)
    {
        PipeBuffer? previous = null;
        PipeBuffer? beforeThat = null;
        for (int i = 0; i < count; i++)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer))
                continue;
            beforeThat?.Release();
            beforeThat = previous;
            previous = buffer;
        }

        beforeThat?.Release();
        previous?.Release();
    }

    public static void CountedLoopOverwritesTheAliasBad(PagePipe pipe, int count)
    {
        PipeBuffer? previous = null;
        for (int i = 0; i < count; i++)
        {
            if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
                continue;
            previous = buffer;
        }

        previous?.Release();
    }

    public static void LoopLooksUpTheSameAgainGood(Page[] pages, int count)
    {
        Page? last = null;
        for (int i = 0; i < count; i++)
        {
            Page page = pages[0];
            if (last is null)
                last = page;
            else
                page.MarkDirty();
        }

        last?.Release();
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

    public static void LoopContinueBad(PageArena arena, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = arena.Allocate(); // PGM4003
            if (page.Size < i)
                continue;
            page.Release();
        }
    }

    public static void LoopIntoListGood(PageArena arena, List<Page> pages)
    {
        for (int i = 0; i < 4; i++)
            pages.Add(arena.Allocate());
    }

    public static void TryFinallyBad(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate(); // PGM4003
        try
        {
            stream.Write(page.Span);
        }
        finally
        {
            stream.Flush();
        }
    }

    public static void TryFinallyGood(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate();
        try
        {
            stream.Write(page.Span);
        }
        finally
        {
            page.Release();
        }
    }

    public static void CatchBad(PageArena arena, Stream stream)
    {
        Page page = arena.Allocate(); // PGM4003
        try
        {
            stream.Write(page.Span);
            page.Release();
        }
        catch (IOException)
        {
            Console.WriteLine("failed");
        }
    }

    public static void ThrowBad(PageArena arena, int wanted)
    {
        Page page = arena.Allocate(); // PGM4003
        if (wanted > page.Size)
            throw new ArgumentOutOfRangeException(nameof(wanted));
        page.Release();
    }

    public static async Task<long> UsingBad(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 10); // PGM4003
        using (lease.Length > 0 ? new MemoryStream() : null)
            return lease.Sequence.Length;
    }

    public static async Task<long> UsingGood(CachedFile file)
    {
        using PageLease lease = await file.GetPagesAsync(0, 10);
        return lease.Sequence.Length;
    }

    public static async Task<long> LeaseFinallyGood(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 10).ConfigureAwait(false);
        try
        {
            return lease.Sequence.Length;
        }
        finally
        {
            lease.Dispose();
        }
    }

    public static int AliasBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        Page alias = page;
        return alias.Size;
    }

    public static int AliasGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Page alias = page;
        int size = page.Size;
        alias.Release();
        return size;
    }

    public static bool OutBad(AddressSpace mapping)
    {
        bool found = mapping.TryFind(0, out Page? page); // PGM4003
        return found && page!.IsUpToDate;
    }

    public static bool OutGood(AddressSpace mapping, out Page? page) => mapping.TryFind(0, out page) && page.IsUpToDate;

    public static bool OutReleasedGood(AddressSpace mapping)
    {
        if (!mapping.TryFind(0, out Page? page))
            return false;
        bool valid = page.IsUpToDate;
        page.Release();
        return valid;
    }

    public static void CorrelatedBad(PagePipe pipe, Page other)
    {
        bool taken = pipe.TryTake(out PipeBuffer? buffer); // PGM4003
        Console.WriteLine(other.Size);
        if (!taken)
            buffer?.Release();
    }

    public static void CorrelatedGood(PagePipe pipe, Page other)
    {
        bool taken = pipe.TryTake(out PipeBuffer? buffer);
        Console.WriteLine(other.Size);
        if (taken)
            buffer!.Release();
    }

    public static void GivenOrReleasedGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        if (!pipe.TryGift(page, page.Size))
            page.Release();
    }

    public static void NotGivenBad(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate(); // PGM4003
        if (!pipe.TryGift(page, page.Size))
            Console.WriteLine("full");
    }

    public static void GivenGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        pipe.Gift(page, page.Size);
    }

    public static async Task<int> AsyncBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync(); // PGM4003
        if (buffer is null)
            return 0;
        await Task.Yield();
        return buffer.Length;
    }

    public static async Task<int> AsyncGood(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return 0;
        await Task.Yield();
        int length = buffer.Length;
        buffer.Release();
        return length;
    }

    public static async Task<int> AsyncLoopGood(PagePipe pipe)
    {
        int total = 0;
        while (await pipe.TakeAsync() is { } buffer)
        {
            total += buffer.Length;
            buffer.Dispose();
        }

        return total;
    }

    public static int WrapperBad(PageArena arena)
    {
        Page page = Take(arena); // PGM4003
        return page.Size;
    }

    public static void WrapperGood(PageArena arena)
    {
        Page page = Take(arena);
        Return(page);
    }

    public static Page ReturnedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Span.Clear();
        return page;
    }

    public void StoredGood(PageArena arena) => _kept = arena.Allocate();

    public static void CapturedGood(PageArena arena, Action<Action> schedule)
    {
        Page page = arena.Allocate();
        schedule(() => page.Release());
    }

    public static int SharedGood(PageArena arena, Action<Page> keep)
    {
        Page page = arena.Allocate();
        keep(page);
        return page.Size;
    }

    public static void ParameterGood(Page page, bool done)
    {
        if (done)
            page.Release();
    }

    public static void PublishedBad(PageArena arena, AddressSpace mapping)
    {
        Page page = arena.Allocate(); // PGM4003
        page.Lock();
        mapping.TryAdd(0, page);
        page.Unlock();
    }

    public static void PublishedGood(PageArena arena, AddressSpace mapping)
    {
        Page page = arena.Allocate();
        page.Lock();
        mapping.TryAdd(0, page);
        page.Unlock();
        page.Release();
    }

    public static IEnumerable<int> IteratorBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        yield return page.Size;
    }

    [return: Produces(State.Held)]
    private static Page Take(PageArena arena) => arena.Allocate();

    private static void Return([Produces(State.Released)] Page page) => page.Release();

    public static void ThroughInterfaceGood(PageArena arena)
    {
        IDisposable page = arena.Allocate();
        page.Dispose();
    }

    public static void ThroughInterfaceBad(PageArena arena, bool failed)
    {
        IDisposable page = arena.Allocate(); // PGM4003
        if (failed)
            return;
        page.Dispose();
    }

    public static void UsingInterfaceGood(PageArena arena)
    {
        using IMemoryOwner<byte> owner = arena.Allocate();
        owner.Memory.Span.Clear();
    }
}
