using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001, PGM2007, PGM4001, PGM4002: two steps that follow each other at once on what the same expression names are about one object, whoever else has it.</summary>
public sealed class PGM2001Paths
{
    private readonly Page[] _pages = [];
    private Page? _page;

    private Page? Current { get; set; }

    public static void SharedBad([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        schedule(() => page.Unlock());
        page.Lock();
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void StoredBad([Requires(State.Locked)] Page page, List<Page> pages)
    {
        pages.Add(page);
        page.Unlock();
        page.Unlock(); // PGM2001
    }

    public static void WrittenByALocalFunctionBad([Requires(State.Locked)] Page page, [Requires(State.Locked)] Page other)
    {
        page.Unlock();
        Exchange();
        page.Unlock();
        page.Unlock(); // PGM2001

        void Exchange() => page = other;
    }

    public static void ElementBad(Page[] pages, int index)
    {
        pages[index].Unlock();
        pages[index].Unlock(); // PGM2001
    }

    public static void ElementLockedTwiceBad(Page[] pages, int index)
    {
        pages[index + 1].Lock();
        pages[index + 1].Lock(); // PGM2007
        pages[index + 1].Unlock();
    }

    public static void ElementPerhapsNullBad(IReadOnlyList<Page?> pages)
    {
        pages[0]?.Unlock();
        pages[0]?.Unlock(); // PGM2001
    }

    public static void ElementOfElementBad(Dictionary<int, Page[]> pages)
    {
        pages[0][1].Unlock();
        pages[0][1].Unlock(); // PGM2001
    }

    public static void ElementReleasedTwiceBad(List<Page> pages)
    {
        pages[0].Release();
        pages[0].Release(); // PGM4002
    }

    public static void ElementUsedAfterReleaseBad(List<Page> pages)
    {
        pages[0].Release();
        pages[0].Unlock(); // PGM4001
    }

    public static void ElementUnderItsIndexBad(Page[] pages, bool isDone)
    {
        if (!isDone)
            return;
        pages[0].Unlock();
        pages[0].Unlock(); // PGM2001
    }

    public static void PropertyBad(PipeBuffer buffer)
    {
        buffer.Page.Unlock();
        buffer.Page.Unlock(); // PGM2001
    }

    public static void TupleBad((Page Page, int Length) pair)
    {
        pair.Page.Unlock();
        pair.Page.Unlock(); // PGM2001
    }

    public void PropertyOfThisBad()
    {
        Current?.Unlock();
        Current?.Unlock(); // PGM2001
    }

    public void ElementOfAFieldBad()
    {
        _pages[0].Unlock();
        _pages[0].Unlock(); // PGM2001
    }

    public void PropertyReleasedTwiceBad()
    {
        Current?.Release();
        Current?.Release(); // PGM4002
    }

    public void FieldReleasedTwiceBad(PageArena arena)
    {
        Fill(arena);
        _page.Release();
        _page.Release(); // PGM4002
        _page = null;
    }

    public void FieldFilledAgainGood(PageArena arena)
    {
        Fill(arena);
        _page.Release();
        _page = null;
        Fill(arena);
        _page.Release();
        _page = null;
    }

    [MemberNotNull(nameof(_page))]
    private void Fill(PageArena arena) => _page ??= arena.Allocate();

    public static void LockedForAnotherGood([Requires(State.Locked)] Page page, Action<Action> schedule)
    {
        schedule(() => page.Unlock());
        page.Lock();
        page.Lock();
    }

    public static void LockOtherBetweenGood(Page[] pages, Page perhapsTheSame)
    {
        pages[0].Unlock();
        perhapsTheSame.Lock();
        pages[0].Unlock();
    }

    public static void CallBetweenGood(Page[] pages)
    {
        pages[0].Unlock();
        Thread.Yield();
        pages[0].Unlock();
    }

    public static async Task AwaitBetweenGood(Page[] pages, Task filled)
    {
        pages[0].Unlock();
        await filled;
        pages[0].Unlock();
    }

    public static void ElementExchangedGood(Page[] pages, Page other)
    {
        pages[0].Unlock();
        pages[0] = other;
        pages[0].Unlock();
    }

    public static void IndexWrittenGood(Page[] pages, int index)
    {
        pages[index].Unlock();
        index++;
        pages[index].Unlock();
    }

    public static void InTurnGood(Page[] pages)
    {
        for (int i = 0; i < pages.Length; i++)
            pages[i].Unlock();
    }

    public static void EachGood(IEnumerable<Page> pages, Action<Page> keep)
    {
        foreach (Page page in pages)
        {
            keep(page);
            page.Unlock();
        }
    }

    public static void UnderConditionsGood(Page[] pages, int[] kinds)
    {
        if (kinds[0] == 1)
            pages[0].Unlock();
        if (kinds[0] != 1)
            pages[0].Unlock();
    }

    public static void EitherWayGood(Page[] pages, bool isFirst)
    {
        if (isFirst)
            pages[0].Unlock();
        else
            pages[0].Unlock();
    }

    public static void InFinallyGood(Page[] pages)
    {
        try
        {
            pages[0].Unlock();
            Thread.Yield();
        }
        finally
        {
            pages[0].Unlock();
        }
    }

    public static void ReleasedThriceBad(List<Page> pages)
    {
        pages[0].AddReference();
        pages[0].Release();
        pages[0].Release();
        pages[0].Release(); // PGM4002
    }

    public static void ReleasedBeforeItIsTakenBad(List<Page> pages)
    {
        pages[0].Release();
        pages[0].AddReference(); // PGM4001
    }

    public static void TakenForACalleeGood(List<Page> pages, Action<List<Page>> take)
    {
        pages[0].AddReference();
        take(pages);
        pages[0].Release();
        pages[0].Release();
    }

    public static void TakenInARoundGood(List<Page> pages, int users)
    {
        for (int i = 0; i < users; i++)
            pages[0].AddReference();
        for (int i = 0; i <= users; i++)
            pages[0].Release();
    }

    public static void TakenOnOneWayGood(List<Page> pages, bool shared)
    {
        if (shared)
            pages[0].AddReference();
        pages[0].Release();
        if (shared)
            pages[0].Release();
    }

    public static void TakenByAnotherNameGood(List<Page> pages)
    {
        Page first = pages[0];
        first.AddReference();
        pages[0].Release();
        pages[0].Release();
    }

    public static void ReleasedTwiceGood(List<Page> pages)
    {
        pages[0].AddReference();
        pages[0].Release();
        pages[0].Release();
    }

    public static IEnumerable<int> YieldBetweenGood(Page[] pages)
    {
        pages[0].Unlock();
        yield return 1;
        pages[0].Unlock();
    }

    public void PropertyWrittenGood(Page next)
    {
        Current?.Unlock();
        Current = next;
        Current.Unlock();
    }

    public static void SecondUnderAConditionBad(Page[] pages, bool isLast)
    {
        pages[0].Unlock();
        if (isLast)
            pages[0].Unlock(); // PGM2001
    }

    public static void SecondUnderTwoConditionsBad(Page[] pages, int count)
    {
        pages[0].Unlock();
        if (count > 0)
        {
            if (count < 8)
                pages[0].Unlock(); // PGM2001
        }
    }

    public static void SharedSecondUnderAConditionBad([Requires(State.Locked)] Page page, Predicate<Page> keep)
    {
        bool isKept = keep(page);
        page.Unlock();
        if (!isKept)
            page.Unlock(); // PGM2001
    }

    public static void FirstUnderAConditionGood(Page[] pages, bool isFirst, bool isLast)
    {
        if (isFirst)
            pages[0].Unlock();
        if (isLast)
            pages[0].Unlock();
    }

    public static void FirstUnderAConditionAndThenNoneGood(Page[] pages, bool isFirst)
    {
        if (isFirst)
        {
            pages[0].Unlock();
            pages[0].MarkDirty();
        }

        if (pages.Length == 1)
            return;
        pages[0].Unlock();
    }

    public static void AskedInBetweenGood(Page[] pages, Func<bool> relocks)
    {
        pages[0].Unlock();
        if (relocks())
            pages[0].Unlock();
    }

    public static void InALoopGood(Page[] pages, int count)
    {
        while (count > 0)
        {
            count--;
            if (count == 2)
                pages[0].Unlock();
        }
    }
}
