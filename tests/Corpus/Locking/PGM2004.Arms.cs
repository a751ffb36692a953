using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2003, PGM2004: the arms of a switch expression ask of one value, each after those before it.</summary>
public static class Arms
{
    public enum Step
    {
        Again,
        Stop,
        Done,
    }

    public static Step UnlockedInAGuardGood([Balanced(State.Locked, Step.Stop)] ReadRequest request, int wait) => wait switch
    {
        0 => Step.Done,
        > 0 when !request.TryUnlock() => Step.Stop,
        > 0 => request.TryLock() ? Step.Again : Step.Stop,
        _ => Step.Again,
    };

    public static Step UnlockedInAGuardBad([Balanced(State.Locked, Step.Stop)] ReadRequest request, int wait) => wait switch // PGM2004
    {
        0 => Step.Done,
        > 0 when !request.TryUnlock() => Step.Stop,
        > 0 => Step.Again,
        _ => Step.Again,
    };

    public static int LockedInAGuardGood(Page page, int users) => users switch
    {
        < 0 when page.TryLock() => Marked(page),
        < 0 => -1,
        _ => users,
    };

    private static int Marked(Page page)
    {
        page.MarkDirty();
        page.Unlock();
        return 1;
    }
}
