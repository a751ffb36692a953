using System;
using System.Buffers;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002, PGM1001: a lambda finds in a variable that it alone works with what the method got; and what it uses in any case must not have ended when it is made.</summary>
public static class PGM4001Captured
{
    public static Action MadeTooLateBad(Page page)
    {
        page.Release();
        return () => Console.WriteLine(page.Size); // PGM4001
    }

    public static Action MadeInTimeGood(Page page)
    {
        int size = page.Size;
        page.Release();
        return () => Console.WriteLine(size);
    }

    public static Action UsedAfterOtherStepsBad(PipeBuffer buffer)
    {
        buffer.Release();
        return () =>
        {
            Console.WriteLine("late");
            Console.WriteLine(buffer.Length); // PGM4001
        };
    }

    public static Action UsedUponAConditionGood(PipeBuffer buffer, bool isEmpty)
    {
        bool isLeft = !isEmpty;
        if (isEmpty)
            buffer.Release();
        return () =>
        {
            if (isLeft)
                Console.WriteLine(buffer.Length);
        };
    }

    public static Action DisposedOnceMoreGood(PipeBuffer buffer)
    {
        buffer.Release();
        return () => buffer.Dispose();
    }

    public static Action RenewedGood(Page page, PageArena arena, Action<Page> keep)
    {
        page.Release();
        Action tell = () => Console.WriteLine(page.Size);
        page = arena.Allocate();
        keep(page);
        return tell;
    }

    public static Func<int> RentedBad(ArrayPool<int> pool)
    {
        int[] array = pool.Rent(4);
        pool.Return(array);
        return () => array[0]; // PGM5002
    }

    public static Func<int> LengthOfRentedGood(ArrayPool<int> pool)
    {
        int[] array = pool.Rent(4);
        pool.Return(array);
        return () => array.Length;
    }

    public static void LocalFunctionBad(PipeBuffer buffer)
    {
        buffer.Release();
        Tell(); // PGM4001

        void Tell() => Console.WriteLine(buffer.Length);
    }

    public static void LocalFunctionToldBad(PipeBuffer buffer, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            Tell(round); // PGM4001
            buffer.Release(); // PGM4002
        }

        void Tell(int round) => Console.WriteLine(buffer.Length + round);
    }

    public static void LocalFunctionGood(PagePipe pipe)
    {
        PipeBuffer? buffer;
        while (pipe.TryTake(out buffer))
        {
            Tell();
            buffer.Release();
        }

        void Tell() => Console.WriteLine(buffer!.Length);
    }

    public static void TwiceInALambdaBad(Page page, Action<Action> run) => run(() =>
    {
        page.Release();
        page.Release(); // PGM4002
    });

    public static void OnceInALambdaGood(Page page, Action<Action> run) => run(() => page.Release());

    public static void TwoReferencesInALambdaGood(Page page, Action<Action> run)
    {
        page.AddReference();
        run(() =>
        {
            page.Release();
            page.Release();
        });
    }

    public static void AllocatedForALambdaBad(PageArena arena)
    {
        Page page = arena.Allocate();
        Task.Run(() =>
        {
            page.Release();
            page.MarkDirty(); // PGM4001
        });
    }

    public static void FoundForALambdaBad(AddressSpace space)
    {
        if (!space.TryFind(0, out Page? page))
            return;
        Task.Run(() =>
        {
            page.Release();
            page.Release(); // PGM4002
        });
    }

    public static void StolenInALambdaBad(PipeBuffer buffer, Action<Action> run) => run(() =>
    {
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    });

    public static void ConfirmedBeforeGood(PipeBuffer buffer, Action<Action> run)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        run(() =>
        {
            if (buffer.TrySteal(out Page? page))
                page.Unlock();
        });
    }

    public static void ConfirmedInAnEarlierCallGood(PipeBuffer buffer, Action<Action> run)
    {
        bool isGood = false;
        run(() =>
        {
            if (!isGood)
                isGood = buffer.Confirm() == ConfirmResult.Good;
            else if (buffer.TrySteal(out Page? page))
                page.Unlock();
        });
    }

    public static void NoLongerLockedGood([Requires(State.Locked)] Page page, Action<Action> run) => run(() =>
    {
        page.Lock();
        page.MarkDirty();
        page.Unlock();
    });
}
