using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2007, PGM4001 to PGM4003: what a local function does to what it finds in a variable of the function around it is known where it is called.</summary>
public static class PGM2001LocalFunctions
{
    public static void UnlockedTwiceBad([Requires(State.Locked)] Page page)
    {
        Finish();
        page.Unlock(); // PGM2001

        void Finish() => page.Unlock();
    }

    public static void UnlockedByTheFunctionTwiceBad([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        Finish(); // PGM2001

        void Finish() => page.Unlock();
    }

    public static void LockedTwiceBad(Page page)
    {
        page.Lock();
        Begin(); // PGM2007
        page.Unlock();

        void Begin() => page.Lock();
    }

    public static void LeftLockedBad(Page page, bool isDone)
    {
        Begin(); // PGM2003
        if (isDone)
            page.Unlock();

        void Begin() => page.Lock();
    }

    public static void UsedAfterReleaseBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish();
        page.MarkDirty(); // PGM4001

        void Finish() => page.Release();
    }

    public static void NotReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate(); // PGM4003
        Mark();

        void Mark() => page.MarkDirty();
    }

    public static void ByAnotherFunctionTwiceBad([Requires(State.Locked)] Page page)
    {
        Outer();
        page.Unlock(); // PGM2001

        void Outer() => Inner();

        void Inner() => page.Unlock();
    }

    public static void RecursiveTwiceBad([Requires(State.Locked)] Page page, int depth)
    {
        Finish(depth);
        page.Unlock(); // PGM2001

        void Finish(int left)
        {
            if (left == 0)
                page.Unlock();
            else
                Finish(left - 1);
        }
    }

    public static void RecursiveArgumentTwiceBad([Requires(State.Locked)] Page page, int depth)
    {
        Finish(page, depth);
        page.Unlock(); // PGM2001

        static void Finish(Page last, int left)
        {
            if (left == 0)
                last.Unlock();
            else
                Finish(last, left - 1);
        }
    }

    public static void TakenByCallOnlyBad(Page page)
    {
        if (!Begin()) // PGM2003
            return;
        Thread.Yield();

        bool Begin() => page.TryLock();
    }

    public static void TakenInLoopBad(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Begin(); // PGM2003 PGM2007
            Thread.Yield();
        }

        void Begin() => page.Lock();
    }

    public static void RelockedGood([Requires(State.Locked)] Page page)
    {
        page.Unlock();
        Relock();
        page.Unlock();

        void Relock() => page.Lock();
    }

    public static void ReleasedGood(PageArena arena)
    {
        Page page = arena.Allocate();
        Finish();

        void Finish() => page.Release();
    }

    public static void UnlockedOnOneWayGood([Requires(State.Locked)] Page page, bool isDone)
    {
        if (isDone)
            Finish();
        else
            page.Unlock();

        void Finish() => page.Unlock();
    }

    public static void MaybeUnlockedGood([Requires(State.Locked)] Page page, bool isDone)
    {
        Finish();
        if (!isDone)
            page.Unlock();

        void Finish()
        {
            if (isDone)
                page.Unlock();
        }
    }

    public static void TriedGood(Page page)
    {
        if (!Begin())
            return;
        page.Unlock();

        bool Begin() => page.TryLock();
    }

    public static void ByAnotherFunctionGood([Requires(State.Locked)] Page page)
    {
        Outer();
        page.Lock();
        page.Unlock();

        void Outer() => Inner();

        void Inner() => page.Unlock();
    }

    public static void ExchangedGood([Requires(State.Locked)] Page page, [Requires(State.Locked)] Page other)
    {
        page.Unlock();
        Exchange();
        page.Unlock();

        void Exchange() => page = other;
    }

    public static void UnderTwoNamesGood([Requires(State.Locked)] Page page)
    {
        Restart(page);
        page.Unlock();

        void Restart(Page same)
        {
            same.Unlock();
            page.Lock();
        }
    }

    public static void AsDelegateGood([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        schedule(Finish);
        page.Lock();
        page.Unlock();

        void Finish() => page.Unlock();
    }

    public static void CalledByADelegateGood([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        schedule(() => Finish());
        page.Lock();
        page.Unlock();

        void Finish() => page.Unlock();
    }

    public static void AsDelegateInsideGood([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        Finish();
        page.Lock();
        page.Unlock();

        void Finish() => schedule(() => page.Unlock());
    }

    public static async Task LaterGood([Requires(State.Locked)] Page page, Task filled)
    {
        Task finished = Finish();
        page.Lock();
        await finished;
        page.Unlock();

        async Task Finish()
        {
            await filled;
            page.Unlock();
        }
    }

    public static void ThrownGood([Requires(State.Locked)] Page page, int length)
    {
        Check();
        page.Unlock();

        void Check()
        {
            if (length >= 0)
                return;
            page.Unlock();
            throw new ArgumentOutOfRangeException(nameof(length));
        }
    }

    public static void LoopGood(Page page, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Begin();
            Thread.Yield();
            page.Unlock();
        }

        void Begin() => page.Lock();
    }

    public static void RecursiveGood([Requires(State.Locked)] Page page, int depth)
    {
        Finish(depth);
        page.Lock();
        page.Unlock();

        void Finish(int left)
        {
            if (left == 0)
                page.Unlock();
            else
                Finish(left - 1);
        }
    }

    public static void RecursiveOnOneWayGood([Requires(State.Locked)] Page page, int depth, bool isDone)
    {
        Finish(depth);
        if (!isDone)
            page.Unlock();

        void Finish(int left)
        {
            if (left == 0)
                return;
            if (left == 1 && isDone)
                page.Unlock();
            Finish(left - 1);
        }
    }

    public static Task<int> CheckedFirstBad(Page page, Stream source)
    {
        ArgumentNullException.ThrowIfNull(page);
        return ReadAsync();

        async Task<int> ReadAsync()
        {
            await page.LockAsync(); // PGM2003
            int count = await source.ReadAsync(page.Memory);
            if (count == 0)
                return 0;
            page.Unlock();
            return count;
        }
    }

    public static Task<int> CheckedFirstGood(Page page, Stream source)
    {
        ArgumentNullException.ThrowIfNull(page);
        return ReadAsync();

        async Task<int> ReadAsync()
        {
            await page.LockAsync();
            try
            {
                return await source.ReadAsync(page.Memory);
            }
            finally
            {
                page.Unlock();
            }
        }
    }

    public static IEnumerable<byte> CheckedBeforeAnIteratorBad(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Bytes();

        IEnumerable<byte> Bytes()
        {
            page.Release();
            yield return page.Span[0]; // PGM4001
        }
    }

    public static bool PromiseOfTheMethodBad([Balanced(State.Locked, false)] ReadRequest request)
    {
        return Core();

        bool Core()
        {
            if (!request.TryUnlock())
                return false;
            return true; // PGM2004
        }
    }

    public static bool PromiseOfTheMethodGood([Balanced(State.Locked, false)] ReadRequest request)
    {
        return Core();

        bool Core() => request.TryUnlock() && request.TryLock();
    }

    public static void TwoFunctionsAtWorkGood(Page page)
    {
        Begin();
        End();

        void Begin() => page.Lock();

        void End() => page.Unlock();
    }

    public static void FunctionCalledInALoopGood(Page page, int rounds)
    {
        for (int i = 0; i < rounds; i++)
            Step(i);

        void Step(int round)
        {
            if (round == rounds - 1)
                page.Release();
            else
                page.Span[round] = 0;
        }
    }

    public static bool FunctionTellsWhetherItLockedGood(Page page)
    {
        if (!TryBegin())
            return false;
        page.Unlock();
        return true;

        bool TryBegin() => page.MapCount == 0 && page.TryLock();
    }

    public static IEnumerable<byte> CheckedInATryBeforeAnIteratorBad(Page page)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(page);
            return Bytes();
        }
        finally
        {
            Console.WriteLine("begun");
        }

        IEnumerable<byte> Bytes()
        {
            page.Release();
            yield return page.Span[0]; // PGM4001
        }
    }

    public static IEnumerable<byte> CheckedBeforeAnIteratorThatIsKeptBad(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        IEnumerable<byte> bytes = Bytes();
        return bytes;

        IEnumerable<byte> Bytes()
        {
            page.Release();
            yield return page.Span[0]; // PGM4001
        }
    }

    public static void ReleasedThroughAnInterfaceGood(PageArena arena)
    {
        IDisposable page = arena.Allocate();
        Finish();

        void Finish() => page.Dispose();
    }

    public static void KeptInTryGood(PageArena arena, List<Page> pages)
    {
        try
        {
            Page page = arena.Allocate();
            Keep();

            void Keep() => pages.Add(page);
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("not kept");
        }
    }

    public static void FunctionTurnsAVariableRoundGood(Page page)
    {
        bool isLocked = false;
        Toggle();
        page.MarkDirty();
        Toggle();

        void Toggle()
        {
            if (isLocked)
                page.Unlock();
            else
                page.Lock();
            isLocked = !isLocked;
        }
    }

    public static void LambdaTurnsAVariableRoundGood(Page page, Action<Action> onEachEvent)
    {
        bool isLocked = false;
        onEachEvent(() =>
        {
            if (isLocked)
                page.Unlock();
            else
                page.Lock();
            isLocked = !isLocked;
        });
    }

    public static void LambdaTurnsAVariableRoundBad(Page page, Action<Action> onEachEvent)
    {
        bool isLocked = false;
        onEachEvent(() =>
        {
            page.Lock();
            if (isLocked)
                page.Unlock();
            isLocked = !isLocked;
            page.Unlock(); // PGM2001
        });
    }

    public static void UnlockedTwiceInsideBad(Page page)
    {
        page.Lock();
        Finish();

        void Finish()
        {
            page.Unlock();
            page.Unlock(); // PGM2001
        }
    }

    public static void UnlockedTwiceByAHelperGood(Page page)
    {
        page.Lock();
        FinishTwiceBad(page);
    }

    private static void FinishTwiceBad(Page page)
    {
        page.Unlock();
        page.Unlock(); // PGM2001
    }
}
