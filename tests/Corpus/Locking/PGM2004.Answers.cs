using System;
using System.Threading;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2004: who returns what a comparison says, when the lock is given up, says "go on" without it as soon as that comes out well.</summary>
public static class PGM2004Answers
{
    public static bool ComparisonBad([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return false;
        return buffer.Confirm() == ConfirmResult.Good; // PGM2004
    }

    public static bool ComparisonGood([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return false;
        return buffer.Confirm() == ConfirmResult.Good && request.TryLock();
    }

    public static bool VariableBad([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return false;
        bool isGood = buffer.Confirm() == ConfirmResult.Good;
        return isGood; // PGM2004
    }

    public static bool VariableGood([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return false;
        bool isGood = buffer.Confirm() == ConfirmResult.Good;
        if (!request.TryLock())
            return false;
        return isGood;
    }

    public static bool PatternBad([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
        => request.TryUnlock() && buffer.Length is > 16; // PGM2004

    public static bool NeverGivenUpGood([Balanced(State.Locked, false)] ReadRequest request, PipeBuffer buffer)
        => buffer.Length is > 16 && request.Pages.Length > 0;

    public static bool GivenUpOnAnotherWayGood([Balanced(State.Locked, false)] Page page)
    {
        if (page.Mapping is null)
            page.Unlock();
        return page.Mapping is not null;
    }

    public static bool KnownByWhatWentWrongGood([Balanced(State.Locked, false)] ReadRequest request)
    {
        Exception? error = null;
        try
        {
            if (!request.TryUnlock())
                throw new OperationCanceledException();
            Thread.Yield();
            if (!request.TryLock())
                throw new OperationCanceledException();
        }
        catch (OperationCanceledException e)
        {
            error = e;
        }

        return error is null;
    }

    public static bool AnswerOfACalleeGood([Balanced(State.Locked, false)] ReadRequest request)
    {
        if (!request.TryUnlock())
            return Refuse("aborted");
        return request.TryLock();
    }

    public static bool Refuse(string why)
    {
        Console.WriteLine(why);
        return false;
    }
}
