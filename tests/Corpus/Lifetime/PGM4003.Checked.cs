using System;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003: a method whose source shows that it returns only where a truth is what it should be tells as much of a result as a branch does.</summary>
public sealed class PGM4003Checked(PagePipe pipe)
{
    public int TakenAndMeasuredBad()
    {
        bool isTaken = pipe.TryTake(out PipeBuffer? buffer); // PGM4003
        Check.Holds(isTaken);
        return buffer!.Length;
    }

    public int TakenAndMeasuredGood()
    {
        bool isTaken = pipe.TryTake(out PipeBuffer? buffer);
        Check.Holds(isTaken);
        int length = buffer!.Length;
        buffer.Release();
        return length;
    }

    public int TakenInTheCheckBad()
    {
        Check.Holds(pipe.TryTake(out PipeBuffer? buffer)); // PGM4003
        return buffer!.Length;
    }

    public void NothingTakenGood()
    {
        Check.Fails(pipe.TryTake(out _));
        Check.Not(pipe.TryTake(out PipeBuffer? buffer));
        Console.WriteLine(buffer is null);
    }

    public void LockedForCertainGood(Page page)
    {
        bool isLocked = page.TryLock();
        Check.Holds(isLocked);
        page.MarkDirty();
        page.Unlock();
    }

    public void LockedForCertainBad(Page page)
    {
        bool isLocked = page.TryLock(); // PGM2003
        Check.Holds(isLocked);
        page.MarkDirty();
    }

    public void CaughtGood(Page page)
    {
        bool isLocked = page.TryLock();
        try
        {
            Check.Holds(isLocked);
        }
        catch (InvalidOperationException)
        {
            return;
        }

        page.Unlock();
    }

    public bool CaughtWhereItIsLockedGood(Page page)
    {
        try
        {
            Check.Fails(page.TryLock());
            return true;
        }
        catch (InvalidOperationException)
        {
            page.Unlock();
            return false;
        }
    }

    public void OnlyLookedAtGood(Page page)
    {
        bool isLocked = page.TryLock();
        Check.Tell(isLocked);
        if (isLocked)
            page.Unlock();
    }

    private static class Check
    {
        public static void Holds(bool truth)
        {
            if (!truth)
                throw new InvalidOperationException();
        }

        public static void Fails(bool truth)
        {
            if (truth)
                throw new InvalidOperationException();
        }

        public static void Not(bool truth)
        {
            if (!truth)
                return;
            throw new InvalidOperationException();
        }

        public static void Tell(bool truth)
        {
            if (!truth)
                Console.WriteLine("not");
        }
    }
}
