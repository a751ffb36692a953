using System;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Moving;

/// <summary>PGM1010: whether a moved page's content is valid only completion says.</summary>
public class PGM1010
{
    public static void StraightLineBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        file.Replace(old, page); // earlier PGM1010
        page.MarkUpToDate(); // PGM1010
        page.Unlock();
    }

    public static void StraightLineGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        page.ClearUpToDate();
        file.Replace(old, page);
        page.Unlock();
    }

    public static void MarkedBeforeBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        page.MarkUpToDate(); // earlier PGM1010
        file.Replace(old, page); // PGM1010
        page.Unlock();
    }

    public static void MarkedAndClearedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        page.MarkUpToDate();
        page.ClearUpToDate();
        file.Replace(old, page);
        page.Unlock();
    }

    // Who fills an empty place with a page of his own is the one who knows that it is valid.
    public static void AddedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, long index)
    {
        if (buffer.Length != file.PageSize || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        page.MarkUpToDate();
        if (!file.TryAdd(index, page))
            Console.WriteLine("there is one");
        page.Unlock();
    }

    public static void AddedAndMarkedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, long index)
    {
        if (buffer.Length != file.PageSize || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        if (file.TryAdd(index, page))
            page.MarkUpToDate();
        page.Unlock();
    }

    public static void OwnPageGood(PageArena arena, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        Page page = arena.Allocate();
        page.Lock();
        page.MarkUpToDate();
        file.Replace(old, page);
        page.Unlock();
        page.Release();
    }

    public static void UnknownPageGood(AddressSpace file, [Requires(State.Locked)] Page old, [Requires(State.Locked)] Page page)
    {
        page.MarkUpToDate();
        file.Replace(old, page);
    }

    public static void AfterTheMoveBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
            slot.MarkUpToDate(); // PGM1010
    }

    public static void ElementBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved) // earlier PGM1010
            request.Pages[0].MarkUpToDate(); // PGM1010
    }

    public static void OtherElementGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            request.Pages[1].MarkUpToDate();
    }

    public static void CopiedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Copy)
            return;
        buffer.Map().CopyTo(slot.Span);
        slot.MarkUpToDate();
    }

    public static void BranchBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, bool trusted)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        if (trusted && result == MoveResult.Moved)
            slot.MarkUpToDate(); // PGM1010
    }

    public static void BranchGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, bool trusted)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        if (trusted && result == MoveResult.Moved)
            Console.WriteLine(slot.IsUpToDate);
    }

    public static int EarlyReturnBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Moved)
            return 0;
        slot.MarkUpToDate(); // PGM1010
        return slot.Size;
    }

    public static int EarlyReturnGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Moved)
            return 0;
        return slot.Size;
    }

    public static void LoopBad([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        for (int i = 0; i < request.Pages.Length; i++)
        {
            if (PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _) != MoveResult.Moved)
                return;
            Page page = request.Pages[i];
            page.MarkUpToDate(); // PGM1010
        }
    }

    public static void LoopGood([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        for (int i = 0; i < request.Pages.Length; i++)
        {
            if (PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _) != MoveResult.Moved)
                return;
            Page page = request.Pages[i];
            Console.WriteLine(page.Index);
        }
    }

    public static void TryFinallyBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        try
        {
            file.Replace(old, page);
        }
        finally
        {
            page.MarkUpToDate(); // PGM1010
            page.Unlock();
        }
    }

    public static void TryFinallyGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        try
        {
            file.Replace(old, page);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void CatchGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old, Stream log)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        try
        {
            log.WriteByte(1);
            file.Replace(old, page);
        }
        catch (IOException)
        {
            page.MarkUpToDate();
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void UsingBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        using (buffer)
        {
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
                slot.MarkUpToDate(); // PGM1010
        }
    }

    public static void UsingGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        using (buffer)
        {
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved)
                Console.WriteLine(slot.Index);
        }
    }

    public static void AliasBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        Page same = page;
        same.MarkUpToDate(); // earlier PGM1010
        file.Replace(old, page); // PGM1010
        page.Unlock();
    }

    public static void AliasGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        Page same = old;
        same.MarkUpToDate();
        file.Replace(same, page);
        page.Unlock();
    }

    public static bool OutBad(
        [Requires(State.Confirmed)] PipeBuffer buffer,
        AddressSpace file,
        [Requires(State.Locked)] Page old,
        [Produces(State.Locked, When = true)] out Page? page)
    {
        page = null;
        if (buffer.Length != old.Size || !buffer.TrySteal(out page))
            return false;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return false;
        }

        file.Replace(old, page);
        page.MarkUpToDate(); // PGM1010
        return true;
    }

    public static bool OutGood(
        [Requires(State.Confirmed)] PipeBuffer buffer,
        AddressSpace file,
        [Requires(State.Locked)] Page old,
        [Produces(State.Locked, When = true)] out Page? page)
    {
        page = null;
        if (buffer.Length != old.Size || !buffer.TrySteal(out page))
            return false;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return false;
        }

        file.Replace(old, page);
        return true;
    }

    public static void CorrelatedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        bool moved = PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
        Console.WriteLine(moved);
        if (moved)
            slot.MarkUpToDate(); // PGM1010
    }

    public static void CorrelatedGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        bool moved = PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;
        Console.WriteLine(moved);
        if (!moved)
            slot.MarkUpToDate();
    }

    public static async Task AsyncBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        file.Replace(old, page);
        await Task.Yield();
        page.MarkUpToDate(); // PGM1010
        page.Unlock();
    }

    public static async Task AsyncGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        file.Replace(old, page);
        await Task.Yield();
        page.Unlock();
    }

    public static void WrapperBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (TryMove(request, buffer, ref slot))
            slot.MarkUpToDate(); // PGM1010
    }

    public static void WrapperGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (!TryMove(request, buffer, ref slot))
            slot.MarkUpToDate();
    }

    public static void CompletedGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, Page other)
    {
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Moved)
            request.Complete(other.Size);
        other.MarkUpToDate();
    }

    public static void ExchangedAgainGood([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, Page other)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) != MoveResult.Moved)
            return;
        slot = other;
        slot.MarkUpToDate();
    }

    private static bool TryMove(
        [Balanced(State.Locked)] ReadRequest request,
        PipeBuffer buffer,
        [Replaces(State.Superseded, When = true, Unless = State.Shared), Produces(State.Moved, When = true)] ref Page slot)
        => PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Moved;

    public static void OwnPageByALocalFunctionGood(PageArena arena, AddressSpace file, [Requires(State.Locked)] Page old)
    {
        Page page = arena.Allocate();
        page.Lock();
        Mark();
        file.Replace(old, page);
        page.Unlock();
        page.Release();

        void Mark() => page.MarkUpToDate();
    }
}
