using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Moving;

/// <summary>A transport of its own, in a project that references the runtime and nothing else.</summary>
public static class Transport
{
    public static int Take(PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page)) // expect PGM1001
            return 0;
        page.Unlock();
        page.Unlock(); // expect PGM2001
        return 1;
    }

    public static MoveResult Confirm([Balanced(State.Locked, MoveResult.Aborted, MoveResult.BadContent)] ReadRequest request, PipeBuffer buffer)
    {
        if (!request.TryUnlock())
            return MoveResult.Aborted;
        if (buffer.Confirm() != ConfirmResult.Good)
            return MoveResult.BadContent;
        return MoveResult.Moved; // expect PGM2004
    }

    public static int TakeCorrectly(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return 0;
        page.Unlock();
        return 1;
    }
}
