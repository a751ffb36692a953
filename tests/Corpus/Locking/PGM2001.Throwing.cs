using System;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2003: nothing goes on behind a method that throws wherever it would end, whether it says so or not.</summary>
public sealed class PGM2001Throwing
{
    private readonly object _gate = new();
    private int _failures;

    public void ChosenGood(Page page)
    {
        if (!page.TryLock())
            FailByChoice(page.Index);
        page.Unlock();
    }

    public void InALockGood(Page page)
    {
        if (!page.TryLock())
            FailInALock();
        page.Unlock();
    }

    public void InATryGood(Page page)
    {
        if (!page.TryLock())
            FailInATry();
        page.Unlock();
    }

    public void CaughtBad(Page page)
    {
        if (!page.TryLock())
            FailAndCatch();
        page.Unlock(); // PGM2002
    }

    public void PerhapsBad(Page page)
    {
        if (!page.TryLock())
            FailPerhaps(page.Index);
        page.Unlock(); // PGM2002
    }

    private static void FailByChoice(long index)
    {
        if (index < 0)
            throw new ArgumentOutOfRangeException(nameof(index));
        else
            throw new InvalidOperationException();
    }

    private static void FailPerhaps(long index)
    {
        if (index < 0)
            throw new ArgumentOutOfRangeException(nameof(index));
    }

    private static void FailAndCatch()
    {
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine(exception.Message);
        }
    }

    private void FailInALock()
    {
        lock (_gate)
        {
            _failures++;
            throw new InvalidOperationException();
        }
    }

    private void FailInATry()
    {
        try
        {
            throw new InvalidOperationException();
        }
        finally
        {
            _failures++;
        }
    }
}
