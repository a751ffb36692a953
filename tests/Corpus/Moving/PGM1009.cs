using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Moving;

/// <summary>PGM1009: after a move the slot names another page, and the old one is dead.</summary>
public class PGM1009
{
    private Page _slot = null!;
    private Page[] _slots = [];

    public static void StraightLineBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved) // earlier PGM1009
            Console.WriteLine(page.Size); // PGM1009
    }

    public static void StraightLineGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        Console.WriteLine(page.Size);
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(request.Pages[0].Size);
    }

    public static void RefParameterBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            page.Span.Clear(); // PGM1009
    }

    public static void RefParameterGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            page = slot;
        Console.WriteLine(page.Size);
    }

    public static void NotMovedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Copy)
            buffer.Map().CopyTo(page.Span);
    }

    public static void PinnedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        page.AddReference();
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
        page.Release();
    }

    public static void PinnedElementGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        page.AddReference();
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
        page.Release();
    }

    public static bool ComparedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Moved)
            return false;
        return page != slot && !ReferenceEquals(page, slot);
    }

    public static void OtherSlotGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[1];
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void OtherIndexGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int index)
    {
        Page page = request.Pages[index];
        index++;
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[index], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void OtherRequestGood([Balanced(State.Locked)] ReadRequest request, ReadRequest other, PipeBuffer buffer)
    {
        Page page = other.Pages[0];
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void ExchangedBeforeGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, Page other)
    {
        Page page = request.Pages[0];
        request.Pages[0] = other;
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void ExchangedByCalleeGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, Action<ReadRequest> exchange)
    {
        Page page = request.Pages[0];
        exchange(request);
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static void BranchBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, bool move)
    {
        Page page = request.Pages[0];
        if (move && PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Copy)
            buffer.Map().CopyTo(page.Span);
        Console.WriteLine(page.Size); // PGM1009
    }

    public static void BranchGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, bool move)
    {
        Page page = request.Pages[0];
        if (!move || PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Copy)
            buffer.Map().CopyTo(page.Span);
    }

    public static int EarlyReturnBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Moved)
            return page.Size;
        return page.Size; // PGM1009
    }

    public static int EarlyReturnGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            return slot.Size;
        return page.Size;
    }

    public static void LoopBad([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        for (int i = 0; i < request.Pages.Length; i++)
        {
            Page page = request.Pages[i];
            MoveResult result = PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _);
            if (result is MoveResult.Aborted or MoveResult.BadContent)
                return;
            if (result == MoveResult.Moved)
                Console.WriteLine(page.Index); // PGM1009
        }
    }

    public static void LoopGood([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        for (int i = 0; i < request.Pages.Length; i++)
        {
            Page page = request.Pages[i];
            MoveResult result = PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _);
            if (result is MoveResult.Aborted or MoveResult.BadContent)
                return;
            if (result == MoveResult.Moved)
                page = request.Pages[i];
            Console.WriteLine(page.Index);
        }
    }

    public static void LastRoundGood([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        Page? last = null;
        for (int i = 0; i < request.Pages.Length; i++)
        {
            if (last is not null)
                Console.WriteLine(last.Index);
            last = request.Pages[i];
            if (PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _) == MoveResult.Moved)
                last = request.Pages[i];
            else
                return;
        }
    }

    public static void TryFinallyBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        bool moved = false;
        try
        {
            moved = PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
        }
        finally
        {
            if (moved)
                Console.WriteLine(page.Size); // PGM1009
        }
    }

    public static void TryFinallyGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        bool moved = false;
        try
        {
            moved = PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
        }
        finally
        {
            if (!moved)
                Console.WriteLine(page.Size);
        }
    }

    public static void CatchGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, Stream log)
    {
        Page page = slot;
        try
        {
            log.WriteByte(1);
        }
        catch (IOException)
        {
            Console.WriteLine(page.Size);
            return;
        }

        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            Console.WriteLine(slot.Size);
    }

    public static void UsingBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        using (buffer)
        {
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
                page.Span.Clear(); // PGM1009
        }
    }

    public static void UsingGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        using (buffer)
        {
            Page page = slot;
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Copy)
                buffer.Map().CopyTo(page.Span);
        }
    }

    public static void AliasBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        ref Page slot = ref request.Pages[0];
        Page page = slot;
        Page same = page;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            same.Span.Clear(); // PGM1009
    }

    public static void AliasGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        ref Page slot = ref request.Pages[0];
        Page page = slot;
        Console.WriteLine(page.Size);
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            slot.Span.Clear();
    }

    public static bool OutBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, out long index)
    {
        Page page = slot;
        bool moved = PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
        index = moved ? page.Index : -1; // PGM1009
        return moved;
    }

    public static bool OutGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, out long index)
    {
        index = slot.Index;
        return PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
    }

    public static void CorrelatedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        Console.WriteLine(result);
        if (result == MoveResult.Moved)
            Console.WriteLine(page.Size); // PGM1009
    }

    public static void CorrelatedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        Console.WriteLine(result);
        if (result != MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    public static async Task AsyncBad([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        bool moved = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved;
        await Task.Yield();
        if (moved)
            Console.WriteLine(page.Size); // PGM1009
    }

    public static async Task AsyncGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = request.Pages[0];
        bool moved = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved;
        await Task.Yield();
        if (!moved)
            Console.WriteLine(page.Size);
    }

    public static void WrapperBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (TryMove(request, buffer, ref slot))
            page.Span.Clear(); // PGM1009
    }

    public static void WrapperGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        if (!TryMove(request, buffer, ref slot))
            page.Span.Clear();
    }

    public static Page ReturnedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        return PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved ? page : slot; // PGM1009
    }

    public static void KeptBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, List<Page> pages)
    {
        Page page = slot;
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            pages.Add(page); // PGM1009
    }

    public static void SwitchBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        Page page = slot;
        switch (PageMover.TryMovePage(request, buffer, ref slot, null, out _))
        {
            case MoveResult.Moved:
                page.Span.Clear(); // PGM1009
                break;
            case MoveResult.Copy:
                buffer.Map().CopyTo(page.Span);
                break;
        }
    }

    // An unknown callee may do anything to a variable that it is given by reference.
    public static void UnknownRefGood(Page slot)
    {
        Page page = slot;
        Exchange(ref slot);
        Console.WriteLine(page.Size);
    }

    public void FieldBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page page = _slot;
        if (PageMover.TryMovePage(request, buffer, ref _slot, null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size); // PGM1009
    }

    public void FieldGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (PageMover.TryMovePage(request, buffer, ref _slot, null, out _) == MoveResult.Moved)
            Console.WriteLine(_slot.Size);
    }

    public void ArrayBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int index)
    {
        Page page = _slots[index];
        if (PageMover.TryMovePage(request, buffer, ref _slots[index], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size); // PGM1009
    }

    public void ArrayRefilledGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, int index)
    {
        Page page = _slots[index];
        Refill();
        if (PageMover.TryMovePage(request, buffer, ref _slots[index], null, out _) == MoveResult.Moved)
            Console.WriteLine(page.Size);
    }

    private void Refill() => _slots = new Page[4];

    private static void Exchange(ref Page slot) => slot = null!;

    private static bool TryMove(
        [Balanced(State.Locked)] ReadRequest request,
        PipeBuffer buffer,
        [Replaces(State.Superseded, When = true, Unless = State.Shared)] ref Page slot)
        => PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;

    public static Page ArmOfASwitchBad([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page old = request.Pages[0];
        return PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) switch
        {
            MoveResult.Moved => old, // PGM1009
            _ => request.Pages[0],
        };
    }

    public static Page ArmOfASwitchGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        Page old = request.Pages[0];
        return PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) switch
        {
            MoveResult.Moved => request.Pages[0],
            _ => old,
        };
    }
}
