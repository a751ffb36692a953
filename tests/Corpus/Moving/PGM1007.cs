using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Moving;

/// <summary>PGM1007: a page takes another's place in one step.</summary>
public class PGM1007
{
    private readonly AddressSpace _space;

    public PGM1007(AddressSpace space) => _space = space;

    public static void StraightLineBad(AddressSpace space, Page old, Page fresh)
    {
        space.Remove(old); // earlier PGM1007
        space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static void StraightLineGood(AddressSpace space, Page old, Page fresh)
    {
        space.Replace(old, fresh);
    }

    public static void IndexKeptBad(AddressSpace space, Page old, Page fresh)
    {
        long index = old.Index;
        space.Remove(old);
        space.TryAdd(index, fresh); // PGM1007
    }

    public static void OtherIndexGood(AddressSpace space, Page old, Page fresh, long index)
    {
        space.Remove(old);
        space.TryAdd(index, fresh);
    }

    public static void NextIndexGood(AddressSpace space, Page old, Page fresh)
    {
        space.Remove(old);
        space.TryAdd(old.Index + 1, fresh);
    }

    public static void OtherSpaceGood(AddressSpace from, AddressSpace to, Page old, Page fresh)
    {
        from.Remove(old);
        to.TryAdd(old.Index, fresh);
    }

    public static void SamePageGood(AddressSpace space, Page page)
    {
        long index = page.Index;
        space.Remove(page);
        space.TryAdd(index, page);
    }

    public static void OtherPagesIndexGood(AddressSpace space, Page old, Page other, Page fresh)
    {
        space.Remove(old);
        space.TryAdd(other.Index, fresh);
    }

    public static void AddedFirstGood(AddressSpace space, Page old, Page fresh)
    {
        space.TryAdd(old.Index, fresh);
        space.Remove(old);
    }

    public static bool ExpressionBodyBad(AddressSpace space, Page old, Page fresh)
        => space.Remove(old) && space.TryAdd(old.Index, fresh); // PGM1007

    public static void BranchBad(AddressSpace space, Page old, Page fresh, bool whole)
    {
        space.Remove(old);
        if (whole)
            space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static void BranchGood(AddressSpace space, Page old, Page fresh, bool whole)
    {
        if (whole)
            space.Remove(old);
        else
            space.TryAdd(old.Index, fresh);
    }

    public static void BranchOnResultGood(AddressSpace space, Page old, Page fresh)
    {
        if (!space.Remove(old))
            space.TryAdd(old.Index, fresh);
    }

    public static bool EarlyReturnBad(AddressSpace space, Page old, Page fresh)
    {
        if (!space.Remove(old))
            return false;
        return space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static bool EarlyReturnGood(AddressSpace space, Page old, Page fresh, bool gone)
    {
        if (gone)
            return space.Remove(old);
        return space.TryAdd(old.Index, fresh);
    }

    public static void LoopBad(AddressSpace space, IReadOnlyList<Page> old, IReadOnlyList<Page> fresh)
    {
        for (int i = 0; i < old.Count; i++)
        {
            Page page = old[i];
            space.Remove(page);
            space.TryAdd(page.Index, fresh[i]); // PGM1007
        }
    }

    public static void LoopGood(AddressSpace space, IReadOnlyList<Page> old, Queue<Page> fresh)
    {
        foreach (Page page in old)
        {
            space.TryAdd(page.Index, fresh.Dequeue());
            space.Remove(page);
        }
    }

    public static void LoopTwiceGood(AddressSpace space, IReadOnlyList<Page> old, Page fresh, long index)
    {
        foreach (Page page in old)
            space.Remove(page);
        space.TryAdd(index, fresh);
    }

    public static void TryFinallyBad(AddressSpace space, Page old, Page fresh, Stream log)
    {
        try
        {
            space.Remove(old);
            log.WriteByte(1);
        }
        finally
        {
            space.TryAdd(old.Index, fresh); // PGM1007
        }
    }

    public static void TryFinallyGood(AddressSpace space, Page old, Page fresh, Stream log)
    {
        try
        {
            space.Replace(old, fresh);
        }
        finally
        {
            log.WriteByte(1);
        }
    }

    public static void UsingBad(AddressSpace space, Page old, Page fresh, Stream log)
    {
        using (log)
        {
            space.Remove(old);
            log.WriteByte(1);
            space.TryAdd(old.Index, fresh); // PGM1007
        }
    }

    public static void UsingGood(AddressSpace space, Page old, Page fresh, Stream log)
    {
        using (log)
            space.Replace(old, fresh);
    }

    public static void AliasBad(AddressSpace space, Page old, Page fresh)
    {
        AddressSpace same = space;
        Page gone = old;
        space.Remove(gone);
        same.TryAdd(old.Index, fresh); // PGM1007
    }

    public static void AliasGood(AddressSpace space, Page page)
    {
        Page same = page;
        long index = page.Index;
        space.Remove(page);
        space.TryAdd(index, same);
    }

    public static void OutBad(AddressSpace space, Page fresh, long index)
    {
        if (!space.TryFind(index, out Page? old))
            return;
        old.Lock();
        space.Remove(old);
        space.TryAdd(index, fresh); // PGM1007
        old.Unlock();
        old.Release();
    }

    public static void OutGood(AddressSpace space, Page fresh, long index, long other)
    {
        if (!space.TryFind(index, out Page? old))
            return;
        old.Lock();
        space.Remove(old);
        space.TryAdd(other, fresh);
        old.Unlock();
        old.Release();
    }

    public static void CorrelatedFlagBad(AddressSpace space, Page old, Page fresh, bool whole)
    {
        if (whole)
            space.Remove(old);
        Console.WriteLine(whole);
        if (whole)
            space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static void CorrelatedFlagGood(AddressSpace space, Page old, Page fresh, bool whole)
    {
        if (whole)
            space.Remove(old);
        Console.WriteLine(whole);
        if (!whole)
            space.TryAdd(old.Index, fresh);
    }

    public static void CorrelatedResultGood(AddressSpace space, Page old, Page fresh)
    {
        bool gone = space.Remove(old);
        Console.WriteLine(gone);
        if (!gone)
            space.TryAdd(old.Index, fresh);
    }

    public static void ReassignedGood(AddressSpace space, Page old, Page fresh, Page other)
    {
        space.Remove(old);
        old = other;
        space.TryAdd(old.Index, fresh);
    }

    public static async Task AsyncBad(AddressSpace space, Page old, Page fresh)
    {
        space.Remove(old);
        await Task.Yield();
        space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static async Task AsyncGood(AddressSpace space, Page old, Page fresh)
    {
        await Task.Yield();
        space.Replace(old, fresh);
    }

    public static void WrapperBad(Shelf shelf, Page old, Page fresh)
    {
        shelf.Take(old);
        shelf.Put(old.Index, fresh); // PGM1007
    }

    public static void WrapperGood(Shelf shelf, Page old, Page fresh)
    {
        shelf.Swap(old, fresh);
    }

    public static void MadeInBetweenBad(AddressSpace space, Page old, PageArena arena)
    {
        space.Remove(old);
        Page fresh = arena.Allocate();
        fresh.Lock();
        space.TryAdd(old.Index, fresh); // PGM1007
        fresh.Unlock();
        fresh.Release();
    }

    public static void InsideLambdaBad(AddressSpace space, Page old, Page fresh, Action<Action> schedule)
    {
        schedule(() =>
        {
            space.Remove(old);
            space.TryAdd(old.Index, fresh); // PGM1007
        });
    }

    public void FieldBad(Page old, Page fresh)
    {
        _space.Remove(old);
        _space.TryAdd(old.Index, fresh); // PGM1007
    }

    public void OwnerByCallBad(Func<AddressSpace> find, long index, Page fresh)
    {
        AddressSpace space = find();
        if (!space.TryFind(index, out Page? old))
            return;
        space.Remove(old);
        space.TryAdd(index, fresh); // PGM1007
        old.Release();
    }

    public void PlaceByCallBad(Func<long> next, Page fresh)
    {
        long index = next();
        if (!_space.TryFind(index, out Page? old))
            return;
        _space.Remove(old);
        _space.TryAdd(index, fresh); // PGM1007
        old.Release();
    }

    public void OwnersByCallGood(Func<AddressSpace> find, long index, Page fresh)
    {
        AddressSpace space = find();
        AddressSpace other = find();
        if (!space.TryFind(index, out Page? old))
            return;
        space.Remove(old);
        other.TryAdd(index, fresh);
        old.Release();
    }

    public void OwnerOfEachRoundGood(Func<AddressSpace> find, long index, Page fresh, int count)
    {
        for (int i = 0; i < count; i++)
        {
            AddressSpace space = find();
            if (!space.TryFind(index, out Page? old))
            {
                if (space.TryAdd(index, fresh))
                    return;
                continue;
            }

            space.Remove(old);
            old.Release();
        }
    }

    public void FieldGood(Page old, Page fresh) => _space.Replace(old, fresh);

    public static void CorrelatedByTheOppositeGood(AddressSpace space, Page old, Page fresh)
    {
        bool isStill = !space.Remove(old);
        if (isStill)
            space.TryAdd(old.Index, fresh);
    }

    public static void CorrelatedByTheOppositeBad(AddressSpace space, Page old, Page fresh)
    {
        bool isStill = !space.Remove(old);
        if (!isStill)
            space.TryAdd(old.Index, fresh); // PGM1007
    }

    public static void CorrelatedByTwoNamesGood(AddressSpace space, Page old, Page fresh, bool isWhole)
    {
        bool isPart = !isWhole;
        if (isWhole)
            space.Remove(old);
        if (isPart)
            space.TryAdd(old.Index, fresh);
    }
}

public abstract class Shelf
{
    [NotBefore("PGM1007", nameof(Put), Instead = nameof(Swap))]
    public abstract void Take(Page page);

    public abstract void Put(long place, Page page);

    public abstract void Swap(Page old, Page fresh);

    public static void EachInALoopBad(AddressSpace space, Page[] pages, PageArena arena)
    {
        foreach (Page page in pages)
        {
            Page fresh = arena.Allocate();
            fresh.Lock();
            long index = page.Index;
            page.Lock();
            space.Remove(page);
            page.Unlock();
            space.TryAdd(index, fresh); // PGM1007
            fresh.Unlock();
            fresh.Release();
        }
    }

    public static void OneAfterTheOtherInALoopGood(AddressSpace space, Page[] pages)
    {
        foreach (Page page in pages)
        {
            long index = page.Index;
            page.Lock();
            if (space.Remove(page))
                space.TryAdd(index + 1, page);
            page.Unlock();
        }
    }
}
