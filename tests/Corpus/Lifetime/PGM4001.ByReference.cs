using System;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001 to PGM4003: private methods that give back what a variable by reference names, and may have it name something else.</summary>
public sealed class ByReference(PageArena arena)
{
    private Page? _kept;

    public static void FormerBad(PipeBuffer first, PipeBuffer second)
    {
        PipeBuffer current = first;
        Exchange(ref current, second); // earlier PGM4001
        Console.WriteLine(first.Length); // PGM4001
    }

    public static void NewOneGood(PipeBuffer first, PipeBuffer second)
    {
        PipeBuffer current = first;
        Exchange(ref current, second);
        Console.WriteLine(current.Length);
        current.Release();
    }

    public void EndedUnderAnotherNameBad()
    {
        Page page = arena.Allocate();
        Page? same = page;
        End(ref same);
        page.MarkDirty(); // PGM4001
    }

    public void EndedBeforeBad()
    {
        Page? page = arena.Allocate();
        page.Release();
        End(ref page); // PGM4002
    }

    public void OnlyLookedAtBad()
    {
        Page page = arena.Allocate(); // PGM4003
        Look(ref page);
    }

    public void LockedAndLeftBad(Page page)
    {
        Enter(ref page); // PGM2003
        if (page.Index == 0)
            return;
        page.Unlock();
    }

    public void OnlyLookedAtGood()
    {
        Page page = arena.Allocate();
        Look(ref page);
        page.Release();
    }

    public void EndedGood()
    {
        Page? page = arena.Allocate();
        End(ref page);
        End(ref page);
        End(ref _kept);
        End(ref _kept);
    }

    public void RenewedGood(Page[] pages)
    {
        Page page = arena.Allocate();
        Renew(ref page);
        Renew(ref page);
        page.Release();
        Renew(ref pages[0]);
        Renew(ref pages[0]);
    }

    public void PutElsewhereGood()
    {
        Page page = arena.Allocate();
        Page old = page;
        Put(ref page, arena.Allocate());
        old.Release();
        page.Release();
    }

    public void OneAfterTheOtherGood(Page page)
    {
        while (TryNext(ref page))
            page.MarkDirty();
        page.Release();
    }

    public void ExchangedGood()
    {
        Page one = arena.Allocate();
        Page other = arena.Allocate();
        Swap(ref one, ref other);
        one.Release();
        other.Release();
    }

    private static void Exchange(ref PipeBuffer buffer, PipeBuffer other)
    {
        buffer.Release();
        buffer = other;
    }

    private static void End(ref Page? page)
    {
        page?.Release();
        page = null;
    }

    private static void Look(ref Page page) => page.MarkDirty();

    private static void Enter(ref Page page) => page.Lock();

    private static void Put(ref Page page, Page other) => page = other;

    private static void Swap(ref Page one, ref Page other)
    {
        Page former = one;
        one = other;
        other = former;
    }

    private void Renew(ref Page page)
    {
        page.Release();
        page = arena.Allocate();
    }

    private bool TryNext(ref Page page)
    {
        if (page.Index > 3)
            return false;
        page.Release();
        page = arena.Allocate();
        return true;
    }
}
