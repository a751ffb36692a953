using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002: what a method without a contract finds arrives with one claim, and nobody knows whose it is to give back.</summary>
public sealed class Found
{
    private readonly Dictionary<long, Page> _pages = [];

    public bool TryTake(long index, [NotNullWhen(true)] out Page? page) => _pages.Remove(index, out page);

    public Page? Take(long index) => _pages.Remove(index, out Page? page) ? page : null;

    public Page Get(long index) => _pages[index];

    public async Task<Page?> TakeAsync(long index)
    {
        await Task.Yield();
        return Take(index);
    }

    public Page Same(Page page) => page;

    public bool HandedOutTwiceBad(long index, bool logs)
    {
        if (!TryTake(index, out Page? page))
            return false;
        if (logs)
        {
            Console.WriteLine(page.Index);
            page.Release();
        }

        page.Release(); // PGM4002
        return true;
    }

    public int ReturnedAndUsedBad(long index)
    {
        Page? page = Take(index);
        if (page is null)
            return 0;
        page.Release();
        return page.Size; // PGM4001
    }

    public async Task<int> AwaitedAndUsedBad(long index)
    {
        Page? page = await TakeAsync(index);
        if (page is null)
            return 0;
        page.Release();
        return page.Size; // PGM4001
    }

    public bool HandedOutOnceGood(long index)
    {
        if (!TryTake(index, out Page? page))
            return false;
        page.Release();
        return true;
    }

    public int OnlyLookedAtGood(long index) => Get(index).Size;

    public int LookedAtByNameGood(long index)
    {
        Page page = Get(index);
        return page.Size;
    }

    public int FurtherClaimGood(long index)
    {
        Page page = Get(index);
        page.AddReference();
        page.Release();
        return page.Size;
    }

    public void InFinallyGood(long index)
    {
        Page? page = Take(index);
        if (page is null)
            return;
        try
        {
            page.Span.Clear();
        }
        finally
        {
            page.Release();
        }
    }

    public void PerhapsTheSameGood(Page page, bool adds)
    {
        page.AddReference();
        Page same = Same(page);
        same.Release();
        if (adds)
            page.MarkDirty();
    }

    public void EachGood(int count)
    {
        for (int index = 0; index < count; index++)
        {
            if (TryTake(index, out Page? page))
                page.Release();
        }
    }

    private static Page? s_last;

    public static void StaticBad()
    {
        if (s_last is null)
            return;
        s_last.Release(); // earlier PGM4002
        s_last.Release(); // PGM4002
        s_last = null;
    }

    public static void StaticIsWrittenGood(Page next)
    {
        s_last?.Release();
        s_last = next;
        s_last.Release();
    }

    public static void StaticIsReferencedGood()
    {
        if (s_last is null)
            return;
        s_last.AddReference();
        s_last.Release();
        s_last.Release();
    }

    public static void StaticMeanwhileWrittenGood(Action load)
    {
        s_last?.Release();
        load();
        s_last?.Release();
    }

    public static void StaticUnderItsOtherNameGood()
    {
        Page? last = s_last;
        last?.AddReference();
        s_last?.Release();
        last?.Release();
    }
}
