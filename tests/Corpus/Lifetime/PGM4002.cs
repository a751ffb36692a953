using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4002: a reference is given back once.</summary>
public static class PGM4002
{
    public static void StraightLineBad(PipeBuffer buffer)
    {
        buffer.Release(); // earlier PGM4002
        buffer.Release(); // PGM4002
    }

    public static void StraightLineGood(PipeBuffer first, PipeBuffer second)
    {
        first.Release();
        second.Release();
    }

    public static void PageStraightLineBad(Page page)
    {
        page.Release(); // earlier PGM4002
        page.Release(); // PGM4002
    }

    public static void SecondReferenceGood(Page page)
    {
        page.AddReference();
        page.Release();
        page.Release();
    }

    public static void ReleasedThenDisposedGood(PipeBuffer buffer)
    {
        buffer.Release();
        buffer.Dispose();
    }

    public static void DisposedThenReleasedBad(PipeBuffer buffer)
    {
        buffer.Dispose();
        buffer.Release(); // PGM4002
    }

    public static void PageDisposedTwiceBad(Page page)
    {
        page.Dispose();
        page.Dispose(); // PGM4002
    }

    public static void BranchBad(Page page, bool failed)
    {
        if (failed)
            page.Release(); // earlier PGM4002
        page.Release(); // PGM4002
    }

    public static void BranchGood(Page page, bool failed)
    {
        if (failed)
            page.Release();
        else
            page.Release();
    }

    public static void EarlyReturnBad(PipeBuffer buffer, bool failed)
    {
        buffer.Release();
        if (failed)
        {
            buffer.Release(); // PGM4002
            return;
        }

        Console.WriteLine("done");
    }

    public static void EarlyReturnGood(PipeBuffer buffer, bool failed)
    {
        if (failed)
        {
            buffer.Release();
            return;
        }

        buffer.Release();
    }

    public static void LoopBad(PipeBuffer buffer, int count)
    {
        for (int i = 0; i < count; i++)
            buffer.Release(); // PGM4002
    }

    public static void AsOftenAsThereAreItemsBad(Page page, List<int> items)
    {
        for (int i = 0; i < items.Count; i++)
            page.Release(); // PGM4002
    }

    public static void WithSomethingElseInEachRoundBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Console.WriteLine(i);
            page.Release(); // PGM4002
        }
    }

    public static void AsOftenAsAskedGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
            page.Release();
    }

    public static void UntilNoneIsOwedGood(Page page, int owed)
    {
        while (owed-- > 0)
        {
            page.Release();
        }
    }

    public static void LoopGood(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
            buffer.Release();
    }

    public static void LoopOverPagesGood(IEnumerable<Page> pages)
    {
        foreach (Page page in pages)
            page.Release();
    }

    public static void TryFinallyBad(Page page, Stream stream)
    {
        try
        {
            stream.Write(page.Span);
            page.Release();
        }
        finally
        {
            page.Release(); // PGM4002
        }
    }

    public static void TryFinallyGood(Page page, Stream stream)
    {
        bool released = false;
        try
        {
            stream.Write(page.Span);
            page.Release();
            released = true;
            stream.Flush();
        }
        finally
        {
            if (!released)
                page.Release();
        }
    }

    public static void CatchBad(Page page, Stream stream)
    {
        try
        {
            page.Release();
            stream.Flush();
        }
        catch (IOException)
        {
            page.Release(); // PGM4002
        }
    }

    public static void UsingBad(PageArena arena)
    {
        using Page page = arena.Allocate(); // PGM4002
        page.Release();
    }

    public static void UsingGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        buffer.Release();
    }

    public static void AliasBad(Page page)
    {
        Page alias = page;
        page.Release();
        alias.Release(); // PGM4002
    }

    public static void AliasGood(Page page, Page other)
    {
        Page alias = page;
        alias.Release();
        alias = other;
        alias.Release();
    }

    public static void OutBad(AddressSpace mapping)
    {
        if (!mapping.TryFind(0, out Page? page))
            return;
        page.Release();
        page.Release(); // PGM4002
    }

    public static void OutGood(AddressSpace mapping)
    {
        if (!mapping.TryFind(0, out Page? page))
            return;
        page.Release();
        if (mapping.TryFind(1, out page))
            page.Release();
    }

    public static void CorrelatedBad(PagePipe pipe, Page page)
    {
        bool given = pipe.TryGift(page, page.Size);
        Console.WriteLine(pipe.Count);
        if (given)
            page.Release(); // PGM4002
    }

    public static void CorrelatedGood(PagePipe pipe, Page page)
    {
        bool given = pipe.TryGift(page, page.Size);
        Console.WriteLine(pipe.Count);
        if (!given)
            page.Release();
    }

    public static async Task AsyncBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        buffer.Release();
        await Task.Yield();
        buffer.Release(); // PGM4002
    }

    public static async Task AsyncGood(PagePipe pipe)
    {
        while (await pipe.TakeAsync() is { } buffer)
            buffer.Release();
    }

    public static void WrapperBad(PipeBuffer buffer)
    {
        Recycle(buffer);
        Recycle(buffer); // PGM4002
    }

    public static void WrapperGood(PipeBuffer buffer)
    {
        if (!TryRecycle(buffer))
            buffer.Release();
    }

    public static void ConditionalWrapperBad(PipeBuffer buffer)
    {
        if (TryRecycle(buffer))
            buffer.Release(); // PGM4002
    }

    public static void NullConditionalBad(Page? page)
    {
        page?.Release();
        page?.Release(); // PGM4002
    }

    public static void SwitchBad(Page page, int mode)
    {
        switch (mode)
        {
            case 0:
                page.Release();
                break;
            case 1:
                return;
        }

        page.Release(); // PGM4002
    }

    public static void InsideLambdaBad(Action<Action<PipeBuffer>> each) => each(buffer =>
    {
        buffer.Release();
        buffer.Release(); // PGM4002
    });

    public static void ToldOnceGood(Tap tap)
    {
        tap.Close();
        tap.Close();
    }

    private static void Recycle([Produces(State.Released)] PipeBuffer buffer) => buffer.Release();

    private static bool TryRecycle([Produces(State.Released, When = true)] PipeBuffer buffer)
    {
        if (buffer.Length > 0)
            return false;
        buffer.Release();
        return true;
    }

    public static void CopyOfStructGood()
    {
        Ticket ticket = new(1);
        Ticket copy = ticket;
        ticket.Redeem();
        copy.Redeem();
    }

    public static void StructBad()
    {
        Ticket ticket = new(1);
        ticket.Redeem();
        ticket.Redeem(); // PGM4002
    }

    public static void CopyOfHandleBad(PageLease lease, List<byte> bytes)
    {
        PageLease same = lease;
        same.Dispose();
        bytes.Add(lease.Sequence.FirstSpan[0]); // PGM4001
    }

    [Protocol("ticket", "Valid", "Redeemed")]
    [Rule("PGM4002", Breach.Repeated, "Redeemed")]
    private struct Ticket
    {
        private int _number;

        [Produces("Valid")]
        public Ticket(int number) => _number = number;

        [Requires("Valid"), Produces("Redeemed")]
        public void Redeem() => _number = -_number;
    }

    public static void ForeachBad(IEnumerable<Page> pages, bool failed)
    {
        foreach (Page page in pages)
        {
            if (failed)
                page.Release();
            page.Release(); // PGM4002
        }
    }

    public static void ForeachGood(IEnumerable<Page> pages, bool failed)
    {
        foreach (Page page in pages)
        {
            if (failed)
                page.MarkError();
            page.Release();
        }
    }

    public static void OneReferenceForEachReaderBad(Page page, int readers)
    {
        for (int i = 0; i < readers; i++)
        {
            page.AddReference();
            page.Release();
        }

        page.Release(); // earlier PGM4002
        page.Release(); // PGM4002
    }

    public static void OneReferenceForEachReaderGood(Page page, int readers)
    {
        for (int i = 0; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            page.Release();
    }

    public static void OneReferenceForEachNameGood(PageArena arena, List<string> names)
    {
        Page page = arena.Allocate();
        foreach (string name in names)
        {
            page.AddReference();
            Console.WriteLine(name);
        }

        foreach (string name in names)
        {
            Console.WriteLine($"{name}: {page.Span[0]}");
            page.Release();
        }

        page.Release();
    }
}

/// <summary>May be closed as often as one likes: its protocol has no rule about that.</summary>
[Protocol("tap", "Open", "Shut", Entry = "Open")]
[Rule("PGM4002", Breach.Repeated, "Shut")]
public sealed class Tap
{
    [Produces("Shut")]
    public void Close()
    {
    }
}
