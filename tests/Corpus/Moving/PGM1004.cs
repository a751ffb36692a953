using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1004: what can refuse a move is asked before the steal.</summary>
public class PGM1004
{
    public static void StraightLineBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page)) // earlier PGM1004
            return;
        if (buffer.Length != old.Size || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void StraightLineGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void OldPageFlagsBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if ((old.Flags & PageFlags.Dirty) != 0 || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void OldPageFlagsGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if ((old.Flags & PageFlags.Dirty) != 0 || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void OldPageMappedBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (old.MapCount != 0 || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void AskedTwiceGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (buffer.Length != old.Size || page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void SizeOfTheNewPageBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page)) // earlier PGM1004
            return;
        Page stolen = page;
        if (stolen.Size == old.Size && page.MapCount == 0) // PGM1004
            space.Replace(old, page);
        page.Unlock();
    }

    public static void SizeAskedBeforeGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        Page given = buffer.Page;
        if (buffer.Length != old.Size || given.Size != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.Size == old.Size && page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void SizeOnlyUsedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.Size > 4096)
            Console.WriteLine(page.Size);
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void NewPageGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.Flags != PageFlags.Locked)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void NoRefusalGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (buffer.Length == old.Size)
            Console.WriteLine("whole");
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void NotPublishedGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (buffer.Length == old.Size)
            buffer.Map().CopyTo(old.Span);
        page.Unlock();
    }

    public static void FailedStealGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
        {
            if (buffer.Length == old.Size)
                buffer.Map().CopyTo(old.Span);
            return;
        }

        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void AfterwardsGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        if (buffer.Length == 4096)
            Console.WriteLine("small");
        page.Unlock();
    }

    public static void BranchBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if ((careful && buffer.Length != old.Size) || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void BranchGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (careful && buffer.Length != old.Size)
            return;
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static bool EarlyReturnBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        if (buffer.Length != old.Size) // PGM1004
        {
            page.Unlock();
            return false;
        }

        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
        return true;
    }

    public static bool EarlyReturnGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return false;
        if (!buffer.TrySteal(out Page? page))
            return false;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
        return true;
    }

    public static void LoopBad(PagePipe pipe, AddressSpace space, long index)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (buffer.Length == 4096 && page.MapCount == 0) // PGM1004
                    space.TryAdd(index++, page);
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static void LoopGood(PagePipe pipe, AddressSpace space, long index)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Length == 4096 && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (page.MapCount == 0)
                    space.TryAdd(index++, page);
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
            if (buffer.Length == old.Size && page.MapCount == 0) // PGM1004
                space.Replace(old, page);
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void TryFinallyGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
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
            if (!buffer.TrySteal(out Page? page))
                return;
            if (buffer.Length != old.Size || page.MapCount != 0) // PGM1004
            {
                page.Unlock();
                return;
            }

            space.Replace(old, page);
            page.Unlock();
        }
    }

    public static void UsingGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        using (buffer)
        {
            if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
                return;
            if (page.MapCount != 0)
            {
                page.Unlock();
                return;
            }

            space.Replace(old, page);
            page.Unlock();
        }
    }

    public static void AliasBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        PipeBuffer same = buffer;
        if (!buffer.TrySteal(out Page? page))
            return;
        if (same.Length != old.Size || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void AliasGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        PipeBuffer same = buffer;
        if (same.Length != old.Size || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void OutBad(PagePipe pipe, AddressSpace space, Page old)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (buffer.Length == old.Size && page.MapCount == 0) // PGM1004
                space.Replace(old, page);
            page.Unlock();
        }

        buffer.Release();
    }

    public static void OutGood(PagePipe pipe, AddressSpace space, Page old)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Length == old.Size && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }

        buffer.Release();
    }

    public static void CorrelatedFlagBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(stolen);
        if (stolen)
        {
            if (buffer.Length == old.Size && page!.MapCount == 0) // PGM1004
                space.Replace(old, page!);
            page!.Unlock();
        }
    }

    public static void CorrelatedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(stolen);
        if (stolen)
        {
            if (page!.MapCount == 0)
                space.Replace(old, page!);
            page!.Unlock();
        }
    }

    public static async Task AsyncBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        if (buffer.Length != old.Size || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static async Task AsyncGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
        if (!buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        if (page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        space.Replace(old, page);
        page.Unlock();
    }

    public static void WrapperBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (buffer.Length != old.Size || page.MapCount != 0) // PGM1004
        {
            page.Unlock();
            return;
        }

        Publish(space, old, page);
        page.Unlock();
    }

    public static void WrapperGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!IsWhole(buffer, old))
            return;
        if (!buffer.TrySteal(out Page? page))
            return;
        if (buffer.Length != old.Size || page.MapCount != 0)
        {
            page.Unlock();
            return;
        }

        Publish(space, old, page);
        page.Unlock();
    }

    private static bool IsWhole(PipeBuffer buffer, Page old) => buffer.Length == old.Size;

    private static void Publish(AddressSpace space, Page old, [Requires(State.Locked), Settles] Page page) => space.Replace(old, page);

    public static bool CorrelatedByVariableBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, [Requires(State.Locked)] Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool isWhole = buffer.Length == old.Size; // PGM1004
        bool isSane = page.MapCount == 0 && page.Mapping is null;
        if (isSane && isWhole)
            space.Replace(old, page);
        page.Unlock();
        return isSane && isWhole;
    }

    public static bool CorrelatedByConjunctionBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, [Requires(State.Locked)] Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool fits = page.MapCount == 0 && buffer.Length == old.Size; // PGM1004
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }

    public static bool CorrelatedByVariableGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, [Requires(State.Locked)] Page old)
    {
        bool isWhole = buffer.Length == old.Size;
        if (!isWhole || !buffer.TrySteal(out Page? page))
            return false;
        bool isSane = page.MapCount == 0 && page.Mapping is null;
        if (isSane && isWhole)
            space.Replace(old, page);
        page.Unlock();
        return isSane;
    }

    public static bool SwitchBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        switch (buffer.Length) // PGM1004
        {
            case 4096 when page.MapCount == 0:
                space.Replace(old, page);
                page.Unlock();
                return true;
            default:
                page.Unlock();
                return false;
        }
    }

    public static bool SwitchExpressionBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool whole = buffer.Length switch { 4096 => true, _ => false }; // PGM1004
        if (whole && page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
        return whole;
    }

    public static bool SwitchBeforeTheStealGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        switch (buffer.Length)
        {
            case 4096 when buffer.TrySteal(out Page? page):
                if (page.MapCount == 0)
                    space.Replace(old, page);
                page.Unlock();
                return true;
            default:
                return false;
        }
    }

    public static bool DecidesByWayOfAnotherBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool isWhole = buffer.Length == old.Size; // PGM1004
        bool fits = isWhole && page.MapCount == 0;
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }

    public static bool DecidesNothingByWayOfAnotherGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool isWhole = buffer.Length == old.Size;
        if (page.MapCount == 0)
            space.Replace(old, page);
        bool isWorthTelling = isWhole && page.IsUpToDate;
        page.Unlock();
        return isWorthTelling;
    }

    public static bool OldPageByCallBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Func<Page> find)
    {
        Page old = find();
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return false;
        bool fits = page.MapCount == 0 && old.MapCount == 0; // PGM1004
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }

    public static bool OldPageByCallGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Func<Page> find)
    {
        Page old = find();
        if (old.MapCount != 0 || buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return false;
        bool fits = page.MapCount == 0 && old.MapCount == 0;
        if (fits)
            space.Replace(old, page);
        page.Unlock();
        return fits;
    }

    public static bool DecidesAsTheLastOfTwoBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool isWhole = buffer.Length == old.Size; // PGM1004
        bool isMoved = page.MapCount == 0 && isWhole;
        if (isMoved)
            space.Replace(old, page);
        page.Unlock();
        return isMoved;
    }

    public static bool DecidesBeforeAsTheLastOfTwoGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool isWhole = buffer.Length == old.Size;
        if (!buffer.TrySteal(out Page? page))
            return false;
        bool isMoved = page.MapCount == 0 && isWhole;
        if (isMoved)
            space.Replace(old, page);
        page.Unlock();
        return isMoved;
    }

    public static bool VerdictInAVariableOfLongerLifeBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool moved = false;
        if (buffer.TrySteal(out Page? page))
        {
            moved = buffer.Length == old.Size && page.MapCount == 0; // PGM1004
            if (moved)
                space.Replace(old, page);
            page.Unlock();
        }

        return moved;
    }

    public static bool VerdictInAVariableOfLongerLifeGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool moved = false;
        if (buffer.Length == old.Size && buffer.TrySteal(out Page? page))
        {
            moved = page.MapCount == 0;
            if (moved)
                space.Replace(old, page);
            moved &= buffer.Length > 0;
            page.Unlock();
        }

        return moved;
    }

    public static bool ByWayOfTwoVariablesBad([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return false;
        PageFlags flags = old.Flags; // PGM1004
        bool isClean = (flags & PageFlags.Dirty) == 0;
        if (isClean && page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
        return isClean;
    }

    public static bool ByWayOfTwoVariablesGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        PageFlags flags = old.Flags;
        if (buffer.Length != old.Size || !buffer.TrySteal(out Page? page))
            return false;
        bool isClean = (flags & PageFlags.Dirty) == 0;
        if (isClean && page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
        return isClean;
    }
}
