using System;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003, PGM4001 to PGM4003: what a test asserts of an outcome is so afterwards, and what it expects to throw may be wrong.</summary>
public static class PGM2002Asserted
{
    public static void EqualGood(Page page)
    {
        bool locked = page.TryLock();
        Assert.Equal(true, locked);
        page.Unlock();
    }

    public static void ConstraintGood(Page page)
    {
        bool locked = page.TryLock();
        Assert.That(locked, "true");
        page.Unlock();
    }

    public static void FluentGood(Page page)
    {
        bool locked = page.TryLock();
        locked.Should().Be(true);
        page.Unlock();
    }

    public static void ConfirmedGood(PipeBuffer buffer)
    {
        ConfirmResult result = buffer.Confirm();
        Assert.Equal(ConfirmResult.Good, result);
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void RefusedGood(PipeBuffer buffer, ReadRequest request, ref Page slot)
    {
        MoveResult result = PageMover.TryMovePage(request, buffer, ref slot, null, out _);
        result.Should().Be(MoveResult.Copy);
        buffer.Release();
    }

    public static void GivenGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        bool given = pipe.TryGift(page, 1);
        Assert.Equal(true, given);
    }

    public static void TakenGood(PagePipe pipe)
    {
        bool any = pipe.TryTake(out PipeBuffer? buffer);
        Assert.Equal(true, any);
        buffer!.Release();
    }

    public static void PrintedBad(Page page)
    {
        bool locked = page.TryLock();
        Console.WriteLine(locked);
        page.Unlock(); // PGM2002
    }

    public static void NotAssertedBad(Page page, Page other)
    {
        bool locked = page.TryLock(); // PGM2003
        Assert.Equal(true, other.MapCount == 0);
        if (locked)
            other.MarkDirty();
    }

    public static void ExpectedToThrowGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Assert.Throws<ObjectDisposedException>(() => page.AddReference());
        Assert.Throws<ObjectDisposedException>(() =>
        {
            page.MarkDirty();
        });
    }

    public static void ExpectedToThrowByAVariableGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Action act = () => page.MarkDirty();
        act.Should().Throw();
    }

    public static void ExpectedByAConstraintGood(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Assert.Check(() => page.MarkDirty(), Throws.Anything());
    }

    public static void RunBad(PageArena arena, Action<Action> run)
    {
        Page page = arena.Allocate();
        page.Release();
        run(() => page.MarkDirty()); // PGM4001
    }

    public static void KeptInAVariableBad(PageArena arena)
    {
        Page page = arena.Allocate();
        page.Release();
        Action act = () => page.MarkDirty(); // PGM4001
        act();
    }

    private static Subject<T> Should<T>(this T value) => new(value);

    private static class Assert
    {
        public static void Equal<T>(T expected, T actual)
        {
            if (!Equals(expected, actual))
                throw new InvalidOperationException();
        }

        public static void That(object value, object constraint) => Equal(true, Equals(value, constraint));

        public static void Check(Action action, object constraint) => That(action, constraint);

        public static void Throws<T>(Action action)
            where T : Exception
        {
            try
            {
                action();
            }
            catch (T)
            {
                return;
            }

            throw new InvalidOperationException();
        }
    }

    private static class Throws
    {
        public static object Anything() => new();
    }

    private sealed class Subject<T>(T value)
    {
        public void Be(T expected)
        {
            if (!Equals(value, expected))
                throw new InvalidOperationException();
        }

        public void Throw() => Console.WriteLine(value);
    }
}
