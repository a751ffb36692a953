using System;
using System.Threading.Tasks;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: who is called with a locked page may throw, and leaves the lock as it was.</summary>
public static class PGM2003Delegates
{
    public static bool CaughtBad(Page page, Action<Page> action)
    {
        page.Lock(); // PGM2003
        try
        {
            action(page);
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        page.Unlock();
        return true;
    }

    public static async Task<T?> CaughtLaterBad<T>(Page page, Func<Page, Task<T>> function)
        where T : class
    {
        await page.LockAsync(); // PGM2003
        try
        {
            T result = await function(page);
            page.Unlock();
            return result;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public static bool FinallyGood(Page page, Action<Page> action)
    {
        page.Lock();
        try
        {
            action(page);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void UnlocksGood(Page page, Action<Page> finish)
    {
        page.Lock();
        finish(page);
    }

    public static Func<Page, bool> FailsWithItBad(PageFlags barrier) => page =>
    {
        page.Lock(); // PGM2003
        if ((page.Flags & barrier) != 0)
            return false;
        page.ClearDirty();
        page.Unlock();
        return true;
    };

    public static Func<Page, bool> SucceedsWithItGood(PageFlags barrier) => page =>
    {
        page.Lock();
        if ((page.Flags & barrier) == 0)
            return true;
        page.Unlock();
        return false;
    };
}
