using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1012: a page is in one cache at most, and only what is in a cache is replaced there.</summary>
public class PGM1012
{
    private Page? _spare;

    public static void StraightLineBad(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        file.Replace(oldPage, newPage); // earlier PGM1012
        file.Replace(oldPage, newPage); // PGM1012
    }

    public static void StraightLineGood(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page newPage)
    {
        file.Replace(oldPage, newPage);
        file.Replace(newPage, oldPage);
    }

    public static void BranchBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, bool isNew)
    {
        if (isNew && !file.TryAdd(0, page))
            return;
        file.Replace(oldPage, page); // PGM1012
    }

    public static void BranchGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, bool isNew)
    {
        if (isNew && file.TryAdd(0, page))
            return;
        file.Replace(oldPage, page);
    }

    public static bool EarlyReturnBad(AddressSpace file, [Requires(State.Locked)] Page page)
    {
        if (!file.TryAdd(0, page))
            return false;
        return file.TryAdd(1, page); // PGM1012
    }

    public static bool EarlyReturnGood(AddressSpace file, [Requires(State.Locked)] Page page)
    {
        if (file.TryAdd(0, page))
            return true;
        return file.TryAdd(1, page);
    }

    public static void LoopBad(AddressSpace file, PageArena arena, int count)
    {
        Page page = arena.Allocate();
        page.Lock();
        for (int i = 0; i < count; i++)
            file.TryAdd(i, page); // PGM1012
        page.Unlock();
        page.Release();
    }

    public static void LoopGood(AddressSpace file, PageArena arena, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Page page = arena.Allocate();
            page.Lock();
            file.TryAdd(i, page);
            page.Unlock();
            page.Release();
        }
    }

    public static long LoopUntilAddedGood(AddressSpace file, [Requires(State.Locked)] Page page)
    {
        long index = 0;
        while (!file.TryAdd(index, page))
            index++;
        return index;
    }

    public static void TryFinallyBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, Stream stream)
    {
        try
        {
            file.Replace(oldPage, page);
            stream.Flush();
        }
        finally
        {
            file.TryAdd(0, page); // PGM1012
        }
    }

    public static void TryFinallyGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, Stream stream)
    {
        try
        {
            stream.Flush();
        }
        finally
        {
            file.Replace(oldPage, page);
        }
    }

    public static void UsingBad(AddressSpace file, PageArena arena, IDisposable scope, [Requires(State.Locked)] Page newPage)
    {
        using Page page = arena.Allocate();
        page.Lock();
        using (scope)
            file.Replace(page, newPage); // PGM1012
        page.Unlock();
    }

    public static void UsingGood(AddressSpace file, PageArena arena, IDisposable scope, [Requires(State.Locked)] Page oldPage)
    {
        using Page page = arena.Allocate();
        page.Lock();
        using (scope)
            file.Replace(oldPage, page);
        page.Unlock();
    }

    public static void AliasBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage)
    {
        Page alias = page;
        file.Replace(oldPage, alias);
        file.TryAdd(0, page); // PGM1012
    }

    public static void AliasGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked)] Page other)
    {
        Page alias = page;
        file.Replace(oldPage, alias);
        alias = other;
        file.TryAdd(0, alias);
    }

    public static bool OutBad(AddressSpace file, [Requires(State.Confirmed)] PipeBuffer buffer, [Requires(State.Locked)] Page newPage)
    {
        if (buffer.Length != newPage.Size || !buffer.TrySteal(out Page? page)) // earlier PGM1012
            return false;
        file.Replace(page, newPage); // PGM1012
        page.Unlock();
        buffer.Release();
        return true;
    }

    public static bool OutGood(AddressSpace file, [Requires(State.Confirmed)] PipeBuffer buffer, [Requires(State.Locked)] Page oldPage)
    {
        if (buffer.Length != oldPage.Size || !buffer.TrySteal(out Page? page))
            return false;
        if (page.MapCount == 0)
            file.Replace(oldPage, page);
        page.Unlock();
        buffer.Release();
        return true;
    }

    public static void CorrelatedFlagBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage)
    {
        bool added = file.TryAdd(0, page);
        Console.WriteLine(page.Size);
        if (added)
            file.Replace(oldPage, page); // PGM1012
    }

    public static void CorrelatedFlagGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage)
    {
        bool added = file.TryAdd(0, page);
        Console.WriteLine(page.Size);
        if (!added)
            file.Replace(oldPage, page);
    }

    public static async Task AsyncBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, Task ready)
    {
        file.Replace(oldPage, page);
        await ready;
        file.Replace(oldPage, page); // PGM1012
    }

    public static async Task AsyncGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage, Task ready)
    {
        file.Replace(oldPage, page);
        await ready;
        file.Remove(page);
        file.TryAdd(0, page);
    }

    public static void WrapperBad(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage)
    {
        Publish(file, oldPage, page);
        file.TryAdd(0, page); // PGM1012
    }

    public static void WrapperGood(AddressSpace file, [Requires(State.Locked)] Page page, [Requires(State.Locked)] Page oldPage)
    {
        if (!file.TryAdd(0, page))
            Publish(file, oldPage, page);
    }

    public static void EvictedMeanwhileGood(AddressSpace file, Page page)
    {
        page.Lock();
        file.TryAdd(0, page);
        page.Unlock();

        // As soon as the lock is given up the cache may give the page up.
        page.Lock();
        if (page.Mapping is null)
            file.TryAdd(1, page);
        page.Unlock();
    }

    public static void RemovedBySomebodyElseGood(AddressSpace file, [Requires(State.Locked)] Page page, Action<Page> remove)
    {
        if (!file.TryAdd(0, page))
            return;
        remove(page);
        file.TryAdd(1, page);
    }

    public static void FoundGood(AddressSpace file, [Requires(State.Locked)] Page newPage)
    {
        if (!file.TryFind(0, out Page? oldPage))
            return;
        oldPage.Lock();
        if (oldPage.Mapping is not null)
            file.Replace(oldPage, newPage);
        oldPage.Unlock();
        oldPage.Release();
    }

    public static void ElementsGood(AddressSpace file, List<Page> pages)
    {
        for (int i = 0; i < pages.Count; i++)
        {
            pages[i].Lock();
            file.TryAdd(i, pages[i]);
            pages[i].Unlock();
        }
    }

    public void FieldBad(AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (_spare is null)
            return;
        _spare.Lock();
        file.Replace(oldPage, _spare);
        file.TryAdd(0, _spare); // PGM1012
        _spare.Unlock();
    }

    public void FieldGood(AddressSpace file, [Requires(State.Locked)] Page oldPage)
    {
        if (_spare is null)
            return;
        _spare.Lock();
        if (!file.TryAdd(0, _spare))
            file.Replace(oldPage, _spare);
        _spare.Unlock();
    }

    private static void Publish(AddressSpace file, [Requires(State.Locked)] Page oldPage, [Requires(State.Locked), Produces(State.Cached)] Page newPage)
        => file.Replace(oldPage, newPage);
}
