using System;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Lifetime;

/// <summary>PGM1001, PGM4003: where all members of a result but one were ruled out, it is that one.</summary>
public static class PGM4003Results
{
    public static void EachButTheMovedOneGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        if (result == MoveResult.Copy)
            buffer.Release();
        else if (result == MoveResult.Aborted)
            buffer.Release();
        else if (result == MoveResult.BadContent)
            buffer.Release();
        request.Complete(0);
    }

    public static void OneForgottenBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        if (result == MoveResult.Copy)
            buffer.Release();
        else if (result == MoveResult.Aborted)
            buffer.Release();
        request.Complete(0);
    }

    public static void SwitchWithoutTheMovedOneGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        switch (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _))
        {
            case MoveResult.Copy:
            case MoveResult.Aborted:
            case MoveResult.BadContent:
                buffer.Release();
                break;
        }
    }

    public static void PatternOfTheOthersGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) is MoveResult.Copy or MoveResult.Aborted or MoveResult.BadContent)
            buffer.Release();
    }

    public static void PatternOfSomeOthersBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return;
        if (PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _) is MoveResult.Copy or MoveResult.Aborted)
            buffer.Release();
    }

    public static Page? NeitherTruncatedNorStaleGood(PipeBuffer buffer)
    {
        ConfirmResult confirmed = buffer.Confirm();
        if (confirmed == ConfirmResult.Truncated)
            return null;
        if (confirmed == ConfirmResult.NotUpToDate)
            return null;
        if (!buffer.TrySteal(out Page? page))
            return null;
        page.Unlock();
        return page;
    }

    public static Page? NotTruncatedBad(PipeBuffer buffer)
    {
        ConfirmResult confirmed = buffer.Confirm();
        if (confirmed == ConfirmResult.Truncated)
            return null;
        if (!buffer.TrySteal(out Page? page)) // PGM1001
            return null;
        page.Unlock();
        return page;
    }

    public static void FlagsHaveOtherValuesBad(PageArena arena, Sides sides)
    {
        Page page = arena.Allocate(); // PGM4003
        if (sides == Sides.None)
            page.Release();
        else if (sides == Sides.Left)
            page.Release();
        else if (sides == Sides.Right)
            page.Release();
    }

    public static void OwnedWhereNoneWasGivenGood(PageArena arena, Page? given)
    {
        bool isOwn = given is null;
        Page page = given ?? arena.Allocate();
        page.Span.Clear();
        if (isOwn)
            page.Release();
    }

    public static void OwnedWhereOneWasGivenBad(PageArena arena, Page? given)
    {
        bool isOwn = given is not null;
        Page page = given ?? arena.Allocate(); // PGM4003
        page.Span.Clear();
        if (isOwn)
            page.Release();
    }

    [Flags]
    public enum Sides
    {
        None = 0,
        Left = 1,
        Right = 2,
    }

    public static bool KeptOutcomeGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        bool isFailed = result is MoveResult.Aborted or MoveResult.BadContent;
        if (isFailed)
        {
            buffer.Release();
            return false;
        }

        bool isRefused = !(result == MoveResult.Moved);
        if (isRefused)
        {
            buffer.Map().CopyTo(request.Pages[0].Span);
            buffer.Release();
        }

        return true;
    }

    public static bool KeptOutcomeBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return false;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        bool isAborted = result is MoveResult.Aborted;
        if (isAborted)
        {
            buffer.Release();
            return false;
        }

        bool isRefused = result == MoveResult.Copy;
        if (isRefused)
            buffer.Release();
        return !isRefused;
    }

    public static bool OneOfTwoGood([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return false;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        bool isFilled = result switch
        {
            MoveResult.Moved or MoveResult.Copy => true,
            _ => false,
        };
        if (result != MoveResult.Moved)
            buffer.Release();
        return isFilled;
    }

    public static bool OneOfTwoBad([Requires(State.Locked)] ReadRequest request, PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return false;
        MoveResult result = PageMover.TryMovePage(request, buffer, ref request.Pages[0], null, out _);
        bool isFilled = result switch
        {
            MoveResult.Moved or MoveResult.Copy => true,
            _ => false,
        };
        if (!isFilled)
            buffer.Release();
        return isFilled;
    }
}
