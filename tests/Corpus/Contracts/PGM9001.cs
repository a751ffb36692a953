using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Contracts;

/// <summary>PGM9001: what a contract asks for and promises can be kept.</summary>
public static class PGM9001
{
    public static void RequiresTwoStatesBad(
        [Requires(State.Unlocked)] // earlier PGM9001
        [Requires(State.Locked)] // PGM9001
        Page page) => page.MarkDirty();

    public static void RequiresTwoStatesInOneListBad([Requires(State.Unlocked), Requires(State.Locked)] Page page) => page.MarkDirty(); // PGM9001

    public static void RequiresOneOfTwoGood([Requires(State.Unlocked, State.Locked)] Page page) => page.MarkDirty();

    public static void RequiresStatesOfTwoProtocolsGood([Requires(State.Locked), Requires(State.InTransit, State.Moved)] Page page) => page.MarkDirty();

    public static void RequiresOverlappingGood([Requires(State.Unlocked, State.Locked), Requires(State.Locked)] Page page) => page.MarkDirty();

    public static void ProducesTwoStatesBad([Produces(State.Locked), Produces(State.Unlocked)] Page page) => page.Lock(); // PGM9001

    public static bool ProducesTwoStatesUponOneResultBad([Produces(State.Locked, When = true), Produces(State.Unlocked, When = true)] Page page) => page.TryLock(); // PGM9001

    public static void RestoresAndProducesBad([Balanced(State.Locked), Produces(State.Unlocked)] Page page) => page.MarkDirty(); // PGM9001

    public static bool ProducesUponDifferentResultsGood([Produces(State.Locked, When = true), Produces(State.Untaken, When = false)] Page page) => page.TryLock();

    public static void ProducesStatesOfTwoProtocolsGood([Produces(State.Locked), Produces(State.Shared)] Page page)
    {
        page.Lock();
        page.AddReference();
    }

    public static void ProducesFromDifferentStatesGood(
        [Requires(State.InTransit, State.Validated), Produces(State.Validated, From = State.InTransit), Produces(State.InTransit, From = State.Validated)] Page page) => page.MarkDirty();

    public static bool ProducesAnExceptionToTheFirstGood([Produces(State.Unlocked), Produces(State.Locked, When = false)] Page page)
    {
        page.Unlock();
        return true;
    }

    [return: Produces(State.Held), Produces(State.Released)] // PGM9001
    public static Page ResultInTwoStatesBad(PageArena arena) => arena.Allocate();

    [return: Produces(State.Held), Produces(State.Untaken)]
    public static Page ResultInStatesOfTwoProtocolsGood(PageArena arena) => arena.Allocate();

    public static void LeavesWhatIsNeverThereBad([Requires(State.Locked), Produces(State.Untaken, From = State.Unlocked)] Page page) => page.Unlock(); // PGM9001

    public static void LeavesWhatIsThereGood([Requires(State.Locked), Produces(State.Unlocked, From = State.Locked)] Page page) => page.Unlock();

    public static void ExceptsAllThatIsThereBad([Requires(State.Held), Produces(State.Released, Unless = State.Held)] PipeBuffer buffer) => buffer.Release(); // PGM9001

    public static void BalancedAndGivenUpBad([Balanced(State.Locked), Produces(State.Unlocked)] ReadRequest request) => request.End(); // PGM2004 PGM9001

    public static MoveResult BalancedAndGivenUpOnFailureGood(
        [Balanced(State.Locked, MoveResult.Aborted), Produces(State.Unlocked, When = MoveResult.Aborted)] ReadRequest request)
    {
        request.End();
        return MoveResult.Aborted;
    }

    public static void BalancedInTwoStatesBad([Balanced(State.Locked), Balanced(State.Unlocked)] ReadRequest request) => request.ToString(); // PGM9001

    public static void BorrowedAndHandedOverBad([Borrows, Transfers] Page page) => page.Release(); // PGM9001

    public static void BorrowedAndLockedGood([Borrows, Requires(State.Locked)] Page page) => page.MarkDirty();

    public static void BalancedAndHandedOverBad([Transfers, Balanced(State.Locked)] Page page) => page.MarkDirty(); // PGM9001 PGM4003
}

[Protocol("door", "Open", "Shut")]
public class PGM9001Door
{
    [Answers("Open", true), Answers("Open", false)] // PGM9001
    public bool AnswersTwiceBad() => true;

    [Answers("Open", true), Answers("Shut", false)]
    public bool AnswersEachGood() => true;

    [Requires("Open"), Allows("Shut")] // PGM9001
    public void AllowsWhatItExcludesBad()
    {
    }

    [Requires("Open"), Produces("Shut"), Allows("Open")]
    public void AllowsWhatItRequiresGood()
    {
    }
}
