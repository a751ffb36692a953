using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1005: a stolen page is looked at before it is published.</summary>
public class PGM1005
{
    private readonly AddressSpace _space;

    public PGM1005(AddressSpace space) => _space = space;

    public static void StraightLineBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page)) // earlier PGM1005
            return;
        space.Replace(old, page); // PGM1005
        page.Unlock();
    }

    public static void StraightLineGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0 && (page.Flags & PageFlags.Writeback) == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void FlagsGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        PageFlags flags = page.Flags;
        if (flags == PageFlags.Locked)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void OldPageLookedAtBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (old.MapCount == 0) // PGM1004
            space.Replace(old, page); // PGM1005
        page.Unlock();
    }

    public static void BranchBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (buffer.TrySteal(out Page? page))
        {
            bool fit = true;
            if (careful)
                fit = page.MapCount == 0;
            if (fit)
                space.Replace(old, page); // PGM1005
            page.Unlock();
        }
    }

    public static void BranchGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (buffer.TrySteal(out Page? page))
        {
            if (careful && page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }
    }

    public static bool EarlyReturnBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        space.Replace(old, page); // PGM1005
        page.Unlock();
        return true;
    }

    public static bool EarlyReturnGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        if (page.MapCount != 0 || page.Mapping is not null)
        {
            page.Unlock();
            return false;
        }

        space.Replace(old, page);
        page.Unlock();
        return true;
    }

    public static void LoopBad(PagePipe pipe, AddressSpace space, Page[] old)
    {
        int index = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Length == 4096 && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                space.Replace(old[index++], page); // PGM1005
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static void LoopGood(PagePipe pipe, AddressSpace space, Page[] old)
    {
        int index = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Length == 4096 && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (page.Flags == PageFlags.Locked)
                    space.Replace(old[index++], page);
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static void TryFinallyBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        try
        {
            space.Replace(old, page); // PGM1005
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void TryFinallyGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        try
        {
            if (page.MapCount == 0)
                space.Replace(old, page);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void UsingBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        using (buffer)
        {
            if (buffer.TrySteal(out Page? page))
            {
                space.Replace(old, page); // PGM1005
                page.Unlock();
            }
        }
    }

    public static void UsingGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        using (buffer)
        {
            if (buffer.TrySteal(out Page? page))
            {
                if (page.MapCount == 0)
                    space.Replace(old, page);
                page.Unlock();
            }
        }
    }

    public static void AliasBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Page same = page;
        space.Replace(old, same); // PGM1005
        page.Unlock();
    }

    public static void AliasGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Page same = page;
        if (same.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void OutBad(
        [Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, [NotNullWhen(true), Produces(State.Locked)] out Page? page)
    {
        if (buffer.TrySteal(out page))
            space.Replace(old, page); // PGM1005
    }

    public static bool OutGood(
        [Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        => buffer.TrySteal(out page);

    public static void CorrelatedFlagBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(stolen);
        if (stolen)
        {
            space.Replace(old, page!); // PGM1005
            page!.Unlock();
        }
    }

    public static void CorrelatedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool fit = false;
        bool stolen = buffer.TrySteal(out Page? page);
        if (stolen)
            fit = page!.MapCount == 0;
        Console.WriteLine(fit);
        if (stolen)
        {
            space.Replace(old, page!);
            page!.Unlock();
        }
    }

    public static void NotStolenGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.TrySteal(out Page? page) && page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        if (page is not null)
        {
            space.Replace(old, page);
            page.Unlock();
        }
    }

    public static void OtherPageGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, Page fresh)
    {
        if (!buffer.TrySteal(out Page? page))
            page = fresh;
        else
            page.Unlock();
        space.Replace(old, fresh);
        Console.WriteLine(page.Size);
    }

    public static async Task AsyncBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        space.Replace(old, page); // PGM1005
        page.Unlock();
    }

    public static async Task AsyncGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void WrapperBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        Publish(space, old, page); // PGM1005
        page.Unlock();
    }

    public static void WrapperGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (IsFit(page))
            Publish(space, old, page);
        page.Unlock();
    }

    public static void PatternGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page is { MapCount: 0 })
            space.Replace(old, page);
        page.Unlock();
    }

    public void FieldBad([Requires(State.Confirmed)] PipeBuffer buffer, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        _space.Replace(old, page); // PGM1005
        page.Unlock();
    }

    public static bool AddedAtAnEmptyPlaceGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, long index)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool added = space.TryAdd(index, page);
        page.Unlock();
        return added;
    }

    private static bool IsFit(Page page) => page.MapCount == 0;

    private static void Publish(AddressSpace space, Page old, [Requires(State.Locked), Settles] Page page) => space.Replace(old, page);

    public static bool AskedOnlyWhereItMattersGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool isWhole = buffer.Length == old.Size;
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool fits = isWhole && page.MapCount == 0;
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }

    public static bool AskedOnlyWhereItDoesNotMatterBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool isWhole = buffer.Length == old.Size;
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool fits = isWhole || page.MapCount == 0;
        if (fits)
            space.Replace(old, page); // PGM1005
        page.Unlock();
        return fits;
    }

    public static bool VerdictInAVariableOfLongerLifeGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool moved = false;
        int length = buffer.Length;
        if (buffer.TrySteal(out Page? page))
        {
            moved = length == old.Size && page.MapCount == 0;
            if (moved)
                space.Replace(old, page);
            page.Unlock();
        }

        return moved;
    }

    public static bool VerdictInAVariableOfLongerLifeBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool moved = false;
        int length = buffer.Length;
        if (buffer.TrySteal(out Page? page))
        {
            moved = length == old.Size || page.MapCount == 0;
            if (moved)
                space.Replace(old, page); // PGM1005
            page.Unlock();
        }

        return moved;
    }
}
