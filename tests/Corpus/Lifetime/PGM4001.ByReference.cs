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

    public void RenewedAndLeftBad(ReadOnlySpan<byte> content)
    {
        Page page = arena.Allocate();
        Renew(ref page); // PGM4003
        content.CopyTo(page.Span);
    }

    public void RenewedAndReleasedTwiceBad()
    {
        Page page = arena.Allocate();
        Page first = page;
        Renew(ref page);
        page.Release();
        first.Release(); // PGM4002
    }

    public void RenewedInEachRoundBad(int rounds)
    {
        Page page = arena.Allocate();
        for (int i = 0; i < rounds; i++)
        {
            page.MarkDirty();
            Renew(ref page);
        }

        page.Release();
        Console.WriteLine(page.Index); // PGM4001
    }

    public void FilledAgainInEachRoundBad(int rounds)
    {
        Page page = arena.Allocate(); // PGM4003
        for (int i = 0; i < rounds; i++)
        {
            page.MarkDirty();
            Refill(ref page); // PGM4003
        }

        page.Release();
    }

    public void PutElsewhereAndLeftBad()
    {
        Page page = arena.Allocate(); // PGM4003
        long index = page.Index;
        Put(ref page, arena.Allocate());
        Console.WriteLine(page.Index - index);
        page.Release();
    }

    public void PutElsewhereAndReleasedUnderBothNamesBad()
    {
        Page next = arena.Allocate();
        Page page = arena.Allocate();
        page.Release();
        Put(ref page, next);
        page.Release();
        next.Release(); // PGM4002
    }

    public void PutElsewhereOrNotBad(Page page)
    {
        Page next = arena.Allocate(); // PGM4003
        Page former = page;
        if (TryPut(ref page, next))
            former.Release();
        page.Release();
    }

    public static void LockedAndPutElsewhereBad(Page page, Page next)
    {
        Advance(ref page, next); // PGM2003
        if (page.Index == 0)
            return;
        page.Unlock();
    }

    public void ExchangedAndLeftBad()
    {
        Page one = arena.Allocate();
        Page other = arena.Allocate(); // PGM4003
        Swap(ref one, ref other);
        other.Release();
    }

    public void ExchangedAndUsedBad()
    {
        Page one = arena.Allocate();
        Page other = arena.Allocate();
        Page kept = one;
        Swap(ref one, ref other);
        other.Release();
        kept.MarkDirty(); // PGM4001
        one.Release();
    }

    public void OneAfterTheOtherAndLeftBad(Page page)
    {
        while (TryNext(ref page)) // PGM4003
            page.MarkDirty();
    }

    public void CopiedOutBad()
    {
        Page page = arena.Allocate();
        Copy(page, out Page copy);
        copy.Release();
        page.MarkDirty(); // PGM4001
    }

    public void CopiedOutGood()
    {
        Page page = arena.Allocate();
        Copy(page, out Page copy);
        copy.Release();
    }

    public void HandedOutTwiceGood()
    {
        Take(out Page page);
        page.Release();
        TakeInto(ref page);
        page.Release();
    }

    public void FetchedAndLeftBad()
    {
        Fetch(out Page page); // PGM4003
        page.MarkDirty();
    }

    public void FetchedAndReleasedTwiceBad()
    {
        Fetch(out Page page);
        page.Release();
        page.Release(); // PGM4002
    }

    public void FetchedGood()
    {
        Fetch(out Page page);
        page.MarkDirty();
        page.Release();
    }

    public void FetchedUnlessThereIsNoneGood(bool isWanted)
    {
        FetchIf(isWanted, out Page? page);
        page?.Release();
    }

    public void FetchedUnderTwoNamesGood()
    {
        Page page = Take(out Page same);
        same.MarkDirty();
        page.Release();
    }

    public void FetchedOrNotGood(bool isWanted)
    {
        if (FetchOr(isWanted, out Page? page) == Outcome.Missing)
            return;
        page?.Release();
    }

    public void FetchedOrNotAndShownGood(bool isWanted)
    {
        Outcome outcome = FetchOr(isWanted, out Page? page);
        Console.WriteLine(outcome);
        if (outcome == Outcome.Missing)
            return;
        Console.WriteLine(page!.Size);
        page.Release();
    }

    private enum Outcome
    {
        Found,
        Missing,
    }

    private Outcome FetchOr(bool isWanted, out Page? page)
    {
        if (!isWanted)
        {
            page = null;
            return Outcome.Missing;
        }

        page = arena.Allocate();
        return Outcome.Found;
    }

    private void Fetch(out Page page) => page = arena.Allocate();

    private void FetchIf(bool isWanted, out Page? page) => page = isWanted ? arena.Allocate() : null;

    public void PutElsewhereOrNotGood(Page page)
    {
        Page next = arena.Allocate();
        Page former = page;
        if (TryPut(ref page, next))
            former.Release();
        else
            next.Release();
        page.Release();
    }

    public void DefaultedGood()
    {
        Page page = arena.Allocate();
        Page former = page;
        Page other = arena.Allocate();
        Default(ref page, other);
        Page unused = page == former ? other : former;
        unused.Release();
        page.Release();
    }

    public void LoadedOrNotGood()
    {
        Page? page = null;
        Reload(ref page);
        Reload(ref page);
    }

    public void AllocatedThroughAReferenceBad(bool isSpare)
    {
        Page? page = null;
        ref Page? slot = ref page;
        if (isSpare)
            slot = arena.Allocate(); // PGM4003
        Console.WriteLine(page?.Index);
    }

    public void UsedUnderItsOwnNameBad(Page page)
    {
        ref Page slot = ref page;
        slot.Release();
        Console.WriteLine(page.Index); // PGM4001
    }

    public void WrittenThroughAReferenceGood(Page page, Page next)
    {
        ref Page slot = ref page;
        page.Release();
        slot = next;
        page.Release();
    }

    public void WrittenUnderItsOwnNameGood(Page page, Page next)
    {
        ref Page slot = ref page;
        slot.Release();
        page = next;
        slot.Release();
    }

    public void PointedElsewhereGood(Page page, Page next)
    {
        ref Page slot = ref page;
        slot.Release();
        slot = ref next;
        slot.Release();
    }

    public void RenewedOneOrTheOtherGood(bool isFirst)
    {
        Page one = arena.Allocate();
        Page other = arena.Allocate();
        Renew(ref isFirst ? ref one : ref other);
        one.Release();
        other.Release();
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

    private static bool TryPut(ref Page page, Page other)
    {
        if (page.Index > 3)
            return false;
        page = other;
        return true;
    }

    private static void Default(ref Page page, Page other)
    {
        if (page.Index == 0)
            page = other;
    }

    private static void Advance(ref Page page, Page next)
    {
        next.Lock();
        page = next;
    }

    private static void Copy(Page page, out Page copy) => copy = page;

    private Page Take(out Page page)
    {
        page = arena.Allocate();
        return page;
    }

    private Page TakeInto(ref Page page)
    {
        page = arena.Allocate();
        return page;
    }

    private void Reload(ref Page? page)
    {
        if (page is null)
            return;
        page.Release();
        page = arena.Allocate();
    }

    private void Refill(ref Page page) => page = arena.Allocate();

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
