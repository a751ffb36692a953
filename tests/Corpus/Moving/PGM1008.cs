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

/// <summary>PGM1008: whoever tries to move a page looks whether it was moved, and copies where it was not.</summary>
public class PGM1008
{
    private MoveResult _result;

    public static void StraightLineBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _); // PGM1008
    }

    public static void StraightLineGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) == MoveResult.Copy)
            Copy(buffer, request.Pages[0]);
    }

    public static void ExpressionBodyBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
        => PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008

    public static MoveResult ExpressionBodyGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
        => PageMover.TryMovePage(request, buffer, ref slot, null, out _);

    public static void DiscardBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        _ = PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
    }

    public static void UnreadVariableBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
    }

    public static void BranchBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (buffer.Length == slot.Size)
            PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
        else
            Copy(buffer, slot);
    }

    public static void BranchGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (buffer.Length != slot.Size || PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Copy)
            Copy(buffer, slot);
    }

    public static int EarlyReturnBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (buffer.Length == 0)
            return 0;
        PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
        return slot.Size;
    }

    public static int EarlyReturnGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) is not MoveResult.Moved)
            return 0;
        return slot.Size;
    }

    public static void LoopBad([Balanced(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        for (int i = 0; i < request.Pages.Length && pipe.TryTake(out PipeBuffer? buffer); i++)
            PageMover.TryMovePage(request, buffer, ref request.Pages[i], null, out _); // PGM1008
    }

    public static MoveResult LoopGood([Requires(State.Locked)] ReadRequest request, PipeBuffer[] buffers)
    {
        for (int i = 0; i < request.Pages.Length; i++)
        {
            MoveResult result = PageMover.TryMovePage(request, buffers[i], ref request.Pages[i], null, out _);
            if (result is MoveResult.Aborted or MoveResult.BadContent)
                return result;
            if (result == MoveResult.Moved)
                continue;
            Copy(buffers[i], request.Pages[i]);
            buffers[i].Release();
        }

        return MoveResult.Copy;
    }

    public static void TryFinallyBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        try
        {
            PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
        }
        finally
        {
            Console.WriteLine("tried");
        }
    }

    public static bool TryFinallyGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        MoveResult result = MoveResult.Copy;
        try
        {
            result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        }
        finally
        {
            Console.WriteLine(result);
        }

        return true;
    }

    public static void CatchBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        catch (IOException)
        {
            PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
        }
    }

    public static MoveResult CatchGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, Stream log)
    {
        try
        {
            log.WriteByte(1);
            return MoveResult.Copy;
        }
        catch (IOException)
        {
            return PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        }
    }

    public static void UsingBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        using (buffer)
            PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
    }

    public static void UsingGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        using (buffer)
        {
            if (PageMover.TryMovePage(request, buffer, ref slot, null, out _) == MoveResult.Copy)
                Copy(buffer, slot);
        }
    }

    public static void AliasBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        ref Page alias = ref request.Pages[0];
        PageMover.TryMovePage(request, buffer, ref alias, null, out _); // PGM1008
    }

    public static bool AliasGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        MoveResult same = result;
        return same == MoveResult.Moved;
    }

    public static void OutBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, out MoveRefusal refusal)
    {
        PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out refusal); // PGM1008
    }

    public static void OutGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, out MoveResult result)
    {
        result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
    }

    public static void CorrelatedBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, bool move)
    {
        if (move)
            PageMover.TryMovePage(request, buffer, ref slot, null, out _); // PGM1008
        Console.WriteLine(request.Pages.Length);
        if (!move)
            Copy(buffer, slot);
    }

    public static void CorrelatedGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot, bool move)
    {
        MoveResult result = MoveResult.Copy;
        if (move)
            result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        Console.WriteLine(request.Pages.Length);
        if (result == MoveResult.Copy)
            Copy(buffer, slot);
    }

    public static async Task AsyncBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        await Task.Yield();
        PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _); // PGM1008
    }

    public static async Task<bool> AsyncGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        await Task.Yield();
        return result == MoveResult.Moved;
    }

    public static void WrapperBad([Balanced(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        TryMoveFirst(request, buffer); // PGM1008
    }

    public static void WrapperGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        if (TryMoveFirst(request, buffer) == MoveResult.Copy)
            Copy(buffer, request.Pages[0]);
    }

    public static void SwitchGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, ref Page slot)
    {
        switch (PageMover.TryMovePage(request, buffer, ref slot, null, out _))
        {
            case MoveResult.Copy:
                Copy(buffer, slot);
                break;
            case MoveResult.BadContent:
                request.Complete(0, RequestError.Failed);
                break;
        }
    }

    public static void ArgumentGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer, List<MoveResult> results)
    {
        results.Add(PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _));
    }

    public static void InsideLambdaBad(PipeBuffer buffer, Action<Action<ReadRequest>> schedule)
    {
        schedule(request => PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _)); // PGM1008
    }

    public static void InsideLambdaGood(PipeBuffer buffer, Action<Func<ReadRequest, MoveResult>> schedule)
    {
        schedule(request => PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _));
    }

    public void FieldGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        _result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
    }

    public static bool OnlyRefusalAskedBad([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out MoveRefusal refusal); // PGM1008
        return refusal == MoveRefusal.None;
    }

    public static bool RefusalAskedTooGood([Requires(State.Locked)] ReadRequest request, PipeBuffer buffer)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out MoveRefusal refusal);
        if (result == MoveResult.Copy && refusal != MoveRefusal.None)
            Copy(buffer, request.Pages[0]);
        return result is MoveResult.Moved or MoveResult.Copy;
    }

    public MoveResult LastResult() => _result;

    [MustUse("PGM1008")]
    private static MoveResult TryMoveFirst([Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request, PipeBuffer buffer)
        => PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);

    private static void Copy(PipeBuffer buffer, Page page) => buffer.Map().CopyTo(page.Span);
}
