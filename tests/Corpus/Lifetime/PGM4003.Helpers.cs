using System;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: what private members and local functions do to their arguments is known without a contract.</summary>
public sealed class PGM4003Helpers
{
    public static void ReleasedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page);
    }

    public static void ReleasedTwiceBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page);
        Finish(page); // PGM4002
    }

    public static int UsedAfterBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish(page);
        return page.Size; // PGM4001
    }

    public static int UsedBeforeGood(PageArena arena)
    {
        Page page = arena.Allocate();
        int size = page.Size;
        Finish(page);
        return size;
    }

    public static void ReleasedOnOnePathBad(PageArena arena, bool done)
    {
        Page page = arena.Allocate(); // PGM4003
        if (done)
            Finish(page);
    }

    public static void OnlyMarkedBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        Mark(page);
    }

    public static void OnlyMarkedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Mark(page);
        page.Release();
    }

    public static void MarkedAfterReleaseBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Mark(page); // PGM4001
    }

    public static void TwiceRemovedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishByAnother(page);
        page.MarkDirty(); // PGM4001
    }

    public static void TwiceRemovedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishByAnother(page);
    }

    public static void TakenBad(PageArena arena)
    {
        Page page = Make(arena); // PGM4003
        page.MarkDirty();
    }

    public static void TakenGood(PageArena arena)
    {
        Page page = Make(arena);
        page.Release();
    }

    public static void LocalFunctionBad(PageArena arena)
    {
        Page page = arena.Allocate();
        End(page);
        page.MarkDirty(); // PGM4001

        static void End(Page ended) => ended.Release();
    }

    public static void LocalFunctionGood(PageArena arena)
    {
        Page page = arena.Allocate();
        End(page);

        static void End(Page ended) => ended.Release();
    }

    public static void SometimesBad(PageArena arena, bool really)
    {
        Page page = arena.Allocate(); // PGM4003
        Perhaps(page, really);
    }

    public static void ToldBad(PageArena arena, bool really)
    {
        Page page = arena.Allocate(); // PGM4003
        if (!TryFinish(page, really))
            Console.WriteLine("kept");
    }

    public static void ToldGood(PageArena arena, bool really)
    {
        Page page = arena.Allocate();
        if (!TryFinish(page, really))
            page.Release();
    }

    public static void RecursiveGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Recursive(page, 3);
    }

    public static void LockedBad(Page page)
    {
        Enter(page); // PGM2003
        page.MarkDirty();
    }

    public static void LockedGood(Page page)
    {
        Enter(page);
        page.MarkDirty();
        page.Unlock();
    }

    public static void AsyncGood(PageArena arena)
    {
        Page page = arena.Allocate();
        _ = FinishLaterAsync(page);
        page.MarkDirty();
    }

    public static async Task AsyncAwaitedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        await FinishLaterAsync(page);
    }

    public static void ThrowingHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        try
        {
            FinishOrThrow(page);
        }
        catch (InvalidOperationException)
        {
            page.Release();
        }
    }

    public static void CapturedGood(PageArena arena, Action<Action> schedule)
    {
        Page page = arena.Allocate();
        Schedule(page, schedule);
        page.MarkDirty();
    }

    public static void MutuallyRecursiveGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Ping(page, 3);
        page.MarkDirty();
    }

    public static Page OneOfTwoGood(PageArena arena, Page other, bool really)
    {
        Page page = Either(arena, other, really);
        return other;
    }

    public static int MemoizedGood(PageArena arena, PGM4003Helpers memo)
    {
        Page page = memo.Memoized(arena);
        return page.Size;
    }

    public static void OutOfAReplacedParameterGood(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishAnother(page, arena);
        page.Release();
    }

    public static void BranchesOfALocalFunctionGood(PageArena arena, bool really)
    {
        Page page = arena.Allocate();
        if (really)
            End(page);
        else
            page.Release();

        void End(Page ended)
        {
            if (really)
                Console.WriteLine(arena.PageSize);
            ended.Release();
        }
    }

    public static void GenericHelperGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Pass(page);
    }

    public static void KeptGood(PageArena arena, PGM4003Helpers keeper)
    {
        Page page = arena.Allocate();
        keeper.Keep(page);
    }

    private Page? _kept;

    private static void Finish(Page page) => page.Release();

    private static void FinishByAnother(Page page) => Finish(page);

    private static void Mark(Page page) => page.MarkDirty();

    private static Page Make(PageArena arena) => arena.Allocate();

    private static void Perhaps(Page page, bool really)
    {
        if (really)
            page.Release();
    }

    private static bool TryFinish(Page page, bool really)
    {
        if (!really)
            return false;
        page.Release();
        return true;
    }

    private static void Recursive(Page page, int depth)
    {
        if (depth > 0)
            Recursive(page, depth - 1);
        else
            page.Release();
    }

    private static void Enter(Page page) => page.Lock();

    private static async Task FinishLaterAsync(Page page)
    {
        await Task.Yield();
        page.Release();
    }

    private static void FinishOrThrow(Page page)
    {
        if (page.Size > 4096)
            throw new InvalidOperationException();
        page.Release();
    }

    private static void Schedule(Page page, Action<Action> schedule) => schedule(() => page.Release());

    private static void Ping(Page page, int depth)
    {
        if (depth > 0)
            Pong(page, depth - 1);
        else
            page.Release();
    }

    private static void Pong(Page page, int depth) => Ping(page, depth);

    private static Page Either(PageArena arena, Page other, bool really) => really ? arena.Allocate() : other;

    private Page Memoized(PageArena arena) => _kept ??= arena.Allocate();

    private static void FinishAnother(Page page, PageArena arena)
    {
        page.MarkDirty();
        page = arena.Allocate();
        page.Release();
    }

    private static void Pass<T>(T item) => GC.KeepAlive(item);

    private void Keep(Page page) => _kept = page;

    public static void SpoiledByAHelperBad(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishAndMark(page); // PGM4001
    }

    public static void SpoiledButForAFurtherClaimGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        FinishAndMark(page);
        page.Release();
    }

    public static void OneLeftByAHelperThatGoesOnBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        FinishAndMark(page);
    }

    public static void DroppedOnceMoreAfterAHelperBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        FinishAndMark(page);
        page.Release();
        Finish(page); // PGM4002
    }

    public static void OneClaimOfTwoDroppedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        FinishBoth(page); // PGM4002
    }

    public static void PerhapsUsedAfterTheHelpersReleaseGood(PageArena arena, bool shared)
    {
        Page page = arena.Allocate();
        if (shared)
            page.AddReference();
        FinishPerhapsBoth(page, shared);
    }

    private static void FinishAndMark(Page page)
    {
        page.Release();
        page.MarkDirty();
    }

    public static void DisposedByAHelperAfterReleaseGood(PipeBuffer buffer)
    {
        buffer.Release();
        Close(buffer);
    }

    public static void UsedByAHelperAfterReleaseBad(PipeBuffer buffer)
    {
        buffer.Release();
        Print(buffer); // PGM4001
    }

    public static void SharedAndDroppedInLoopsGood(PageArena arena, int readers)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < readers; i++)
            Share(page);
        for (int i = 0; i < readers; i++)
            Finish(page);
        page.Release();
    }

    public static void SharedAndDroppedByWhoeverGood(PageArena arena, int readers, Action<Page> drop)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < readers; i++)
            page.AddReference();
        for (int i = 0; i < readers; i++)
            drop(page);
        page.Release();
    }

    public static void BothClaimsDroppedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.AddReference();
        FinishBoth(page);
    }

    public static void BothClaimsDroppedAndUsedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Share(page);
        FinishBoth(page);
        page.MarkDirty(); // PGM4001
    }

    public static void BothClaimsDroppedOfThreeBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        page.AddReference();
        FinishBoth(page);
    }

    public static void SharedThoughTheHelperIsNotToldBad(PageArena arena, bool shared)
    {
        Page page = arena.Allocate(); // PGM4003
        page.AddReference();
        FinishPerhapsBoth(page, shared);
    }

    public static void SharedAndDroppedOnceBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        Share(page);
        Finish(page);
    }

    public static void KeptByAHelperInTryGood(PageArena arena, PGM4003Helpers keeper)
    {
        try
        {
            Page page = arena.Allocate();
            keeper.Keep(page);
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("not kept");
        }
    }

    public static void KeptByADelegateInTryGood(PageArena arena, Action<Page> keep)
    {
        try
        {
            Page page = arena.Allocate();
            keep(page);
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("not kept");
        }
    }

    private static void Close(PipeBuffer buffer) => buffer.Dispose();

    private static void Print(PipeBuffer buffer) => Console.WriteLine(buffer.Length);

    private static void Share(Page page) => page.AddReference();

    private static void FinishPerhapsBoth(Page page, bool shared)
    {
        page.Release();
        if (shared)
            page.Release();
    }

    private static void FinishBoth(Page page)
    {
        page.Release();
        page.Release();
    }
}
