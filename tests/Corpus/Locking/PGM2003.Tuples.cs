using System;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2001, PGM2003, PGM4003: the parts of a tuple that is never handed on whole are as good as variables.</summary>
public static class PGM2003Tuples
{
    public static void PartBad(Page page)
    {
        page.Lock(); // PGM2003
        (Page Page, int Length) pair = (page, 1);
        Console.WriteLine(pair.Length);
    }

    public static void UnlockedByBothNamesBad([Requires(State.Locked)] Page page)
    {
        (Page Page, int Length) pair = (page, 1);
        pair.Page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void InOrderBad(Page one, Page other)
    {
        (Page first, Page second) = one.Index < other.Index ? (one, other) : (other, one);
        first.Lock(); // PGM2003
        second.Lock();
        first.Span.CopyTo(second.Span);
        second.Unlock();
    }

    public static void InOrderByNumberBad(Page one, Page other)
    {
        var pair = one.Index < other.Index ? (one, other) : (other, one);
        pair.Item1.Lock(); // PGM2003
        pair.Item2.Lock();
        pair.Item1.Span.CopyTo(pair.Item2.Span);
        pair.Item2.Unlock();
    }

    public static void ResultBad(AddressSpace file, Page page)
    {
        var tried = (Locked: page.TryLock(), page.Index); // PGM2003
        if (!tried.Locked)
            return;
        file.Remove(page);
    }

    public static void AllocatedBad(PageArena arena)
    {
        var pair = (arena.Allocate(), 1); // PGM4003
        Console.WriteLine(pair.Item2);
    }

    public static void WithoutATypeBad(Page page)
    {
        page.Lock(); // PGM2003
        var pair = (page, page.Index);
        Console.WriteLine(pair.Index);
        if (pair.Index == 0)
            return;
        pair.page.Unlock();
    }

    public static void CopiedBad(Page page)
    {
        page.Lock(); // PGM2003
        (Page Page, int Length) pair = (page, 1);
        (Page Page, int Length) copy = pair;
        Console.WriteLine(copy.Page.Index);
    }

    public static void UnlockedByTheCopyTooBad([Requires(State.Locked)] Page page)
    {
        var pair = (page, page.Index);
        var copy = pair;
        copy.page.Unlock();
        pair.page.Unlock(); // PGM2001
    }

    public static void CopiedBeforeItIsWrittenGood(Page page, Page other)
    {
        (Page Page, int Length) pair = (page, 1);
        (Page Page, int Length) copy = pair;
        pair.Page = other;
        copy.Page.Lock();
        pair.Page.Lock();
        pair.Page.Unlock();
        copy.Page.Unlock();
    }

    public static void CopyHandedOnGood(Page page, Action<(Page, int)> keep)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        (Page Page, int Length) copy = pair;
        keep(copy);
    }

    public static void ByReferenceBad(Page page)
    {
        page.Lock(); // PGM2003
        (Page Page, int Length) pair = (page, 1);
        ref Page part = ref pair.Page;
        part.MarkDirty();
    }

    public static void UnlockedByReferenceTooBad([Requires(State.Locked)] Page page, [Requires(State.Locked)] Page other)
    {
        (Page Page, int Length) pair = (page, 1);
        ref Page part = ref pair.Page;
        part.Unlock();
        part = other;
        pair.Page.Unlock();
        other.Unlock(); // PGM2001
    }

    public static void PartGood(Page page)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        Console.WriteLine(pair.Length);
        pair.Page.Unlock();
    }

    public static void InOrderGood(Page one, Page other)
    {
        (Page first, Page second) = one.Index < other.Index ? (one, other) : (other, one);
        first.Lock();
        second.Lock();
        try
        {
            first.Span.CopyTo(second.Span);
        }
        finally
        {
            second.Unlock();
            first.Unlock();
        }
    }

    public static void ResultGood(AddressSpace file, Page page)
    {
        var tried = (Locked: page.TryLock(), page.Index);
        if (!tried.Locked)
            return;
        file.Remove(page);
        page.Unlock();
    }

    public static void ResultOfTwoGood(Page one, Page other)
    {
        (bool one, bool other) locked = (one.TryLock(), other.TryLock());
        if (locked.one)
            one.Unlock();
        if (locked.other)
            other.Unlock();
    }

    public static void HandedOnGood(Page page, Action<(Page, int)> keep)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        keep(pair);
    }

    public static void HandedOnByALambdaGood(Page page, Action<Action> keep)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        keep(() => pair.Page.Unlock());
    }

    public static void WrittenByALambdaGood(Page page, Action<Action> run)
    {
        (Page? Page, int Length) pair = default;
        run(() =>
        {
            page.Lock();
            pair = (page, 1);
        });
        pair.Page?.Unlock();
    }

    public static void OfEightGood(Page page, Action<Page> keep)
    {
        page.Lock();
        (int, int, int, int, int, int, int, Page Page) eight = (1, 2, 3, 4, 5, 6, 7, page);
        keep(eight.Page);
    }

    public static void CopiedGood(Page page)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        (Page Page, int Length) copy = pair;
        copy.Page.Unlock();
    }

    public static void ByReferenceGood(Page page, Page other)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        ref Page part = ref pair.Page;
        part.Unlock();
        part = other;
        pair.Page.Lock();
        pair.Page.Unlock();
    }

    public static void PartWrittenGood(Page page, Page other)
    {
        page.Lock();
        (Page Page, int Length) pair = (page, 1);
        pair.Page = other;
        pair.Page.Lock();
        pair.Page.Unlock();
        page.Unlock();
    }

    public static void WrittenGood(Page page, Page other)
    {
        (Page Page, int Length) pair = (page, 1);
        pair.Page.Lock();
        pair.Page.Unlock();
        pair = (other, 2);
        pair.Page.Lock();
        pair.Page.Unlock();
    }

    public static void ReleasedLaterGood(PageArena arena, int count)
    {
        (Page? Now, Page? Before) pages = default;
        for (int i = 0; i < count; i++)
        {
            pages.Before = pages.Now;
            pages.Now = arena.Allocate();
            pages.Before?.Release();
        }

        pages.Now?.Release();
    }

    public static (Page Page, int Length) ReturnedGood(PageArena arena)
    {
        (Page Page, int Length) pair = (arena.Allocate(), 1);
        return pair;
    }

    public static Page PartReturnedGood(PageArena arena)
    {
        (Page Page, int Length) pair = (arena.Allocate(), 1);
        return pair.Page;
    }
}
