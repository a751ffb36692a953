using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Contracts;

/// <summary>PGM9005: what a contract waits for can come.</summary>
[Protocol("lid", "Up", "Down")]
public class PGM9005
{
    public static void NothingReturnedBad([Produces(State.Locked, When = true)] Page page) => page.Lock(); // PGM9005

    public static bool ReturnedGood([Produces(State.Locked, When = true)] Page page) => page.TryLock();

    public static int NumberBad([Produces(State.Locked, When = true)] Page page) => page.Size; // PGM9005

    public static int NumberGood([Produces(State.Locked, When = 1)] Page page) => page.Size;

    public static MoveResult OtherEnumBad([Produces(State.Released, When = ConfirmResult.Good)] Page page) => MoveResult.Moved; // PGM9005 PGM4003

    public static MoveResult EnumGood([Produces(State.Released, When = MoveResult.Moved)] Page page) => MoveResult.Copy;

    public static MoveResult EnumTruthBad([Produces(State.Released, When = true)] Page page) => MoveResult.Copy; // PGM9005

    public static async Task<bool> AwaitedGood([Produces(State.Locked, When = true)] Page page)
    {
        await Task.Yield();
        return page.TryLock();
    }

    public static async Task AwaitedNothingBad([Produces(State.Locked, When = true)] Page page) // PGM9005
    {
        await Task.Yield();
        page.Lock();
    }

    public static bool? PerhapsGood([Produces(State.Locked, When = true)] Page page) => page.TryLock();

    public static T AnythingGood<T>([Produces(State.Locked, When = true)] Page page, T result) => result;

    public static void FailureBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request) => request.ToString(); // PGM9005

    public static MoveResult FailureGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request) => MoveResult.Aborted;

    public static (MoveResult Result, int Moved) OneOfSeveralGood([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request) => (MoveResult.Aborted, 0);

    public static (long Index, int Moved) NoneOfSeveralBad([Balanced(State.Locked, MoveResult.Aborted)] ReadRequest request) => (0, 0); // PGM9005

    [MustUse("PGM1003")] // PGM9005
    public static void MustUseBad(Page page) => page.MarkDirty();

    [MustUse("PGM1003")]
    public static bool MustUseGood(Page page) => page.TryLock();

    [Signals(Signal.CachePublish, When = true)] // PGM9005
    public static void SignalBad(Page page) => page.MarkDirty();

    [Answers("Up", ConfirmResult.Good)] // PGM9005
    public bool AnswerBad() => true;

    [Answers("Up", true)]
    public bool AnswerGood() => true;
}
