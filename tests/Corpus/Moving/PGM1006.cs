using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1006: a whole page moves, or nothing does.</summary>
public class PGM1006
{
    public static void StraightLineBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page); // PGM1006
        page.Unlock();
    }

    public static void StraightLineGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void AskedAfterwardsGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        Console.WriteLine(buffer.Length);
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void BegunByCallerGood([Requires(State.Confirmed)] PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void CopiedGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        buffer.Map().CopyTo(old.Span);
        page.Unlock();
    }

    public static void BranchBad(PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (careful && buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page); // PGM1006
        page.Unlock();
    }

    public static void BranchGood(PipeBuffer buffer, AddressSpace space, Page old, bool careful)
    {
        if (careful || buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void EarlyReturnBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Offset != 0)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page); // PGM1006
        page.Unlock();
    }

    public static void EarlyReturnGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Offset != 0 || buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void LoopBad(PagePipe pipe, AddressSpace space, Page[] old, int index)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (page.MapCount == 0)
                    space.Replace(old[index++], page); // PGM1006
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static void LoopGood(PagePipe pipe, AddressSpace space, Page[] old, int index)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Length == 4096 && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                if (page.MapCount == 0)
                    space.Replace(old[index++], page);
                page.Unlock();
            }

            buffer.Release();
        }
    }

    public static bool AddedAtAnEmptyPlaceGood(PipeBuffer buffer, AddressSpace space, long index)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return false;
        bool added = space.TryAdd(index, page);
        page.Unlock();
        return added;
    }

    public static void TryFinallyBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        try
        {
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void TryFinallyGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
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

    public static void UsingBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        using (buffer)
        {
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
                return;
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
            page.Unlock();
        }
    }

    public static void UsingGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        using (buffer)
        {
            if (buffer.Length != old.Size)
                return;
            if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
                return;
            if (page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }
    }

    public static void AliasBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        PipeBuffer same = buffer;
        if (buffer.Confirm() != ConfirmResult.Good || !same.TrySteal(out Page? page))
            return;
        Page owned = page;
        if (page.MapCount == 0)
            space.Replace(old, owned); // PGM1006
        page.Unlock();
    }

    public static void AliasGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        PipeBuffer same = buffer;
        if (same.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static void OutBad(PagePipe pipe, AddressSpace space, Page old)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
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

    public static void CorrelatedFlagBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(stolen);
        if (stolen)
        {
            if (page!.MapCount == 0)
                space.Replace(old, page!); // PGM1006
            page!.Unlock();
        }
    }

    public static void CorrelatedFlagGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        bool whole = buffer.Length == old.Size;
        if (!whole)
            return;
        if (buffer.Confirm() != ConfirmResult.Good)
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

    public static async Task AsyncBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        if (page.MapCount == 0)
            space.Replace(old, page); // PGM1006
        page.Unlock();
    }

    public static async Task AsyncGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Length != old.Size)
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        await Task.Yield();
        if (page.MapCount == 0)
            space.Replace(old, page);
        page.Unlock();
    }

    public static async Task TakenInAVariableBad(PagePipe pipe, AddressSpace space, Page old)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
            page.Unlock();
        }

        buffer.Release();
    }

    public static async Task TakenInAVariableGood(PagePipe pipe, AddressSpace space, Page old)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        if (buffer.Length == old.Size && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }

        buffer.Release();
    }

    public static void WrapperBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            Publish(space, old, page); // PGM1006
        page.Unlock();
    }

    public static void WrapperGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (!IsWhole(buffer, old))
            return;
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (page.MapCount == 0)
            Publish(space, old, page);
        page.Unlock();
    }

    public static void FitnessAskedElsewhereBad(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        if (IsFit(page))
            space.Replace(old, page); // PGM1006
        page.Unlock();
    }

    public static void FitnessAskedElsewhereGood(PipeBuffer buffer, AddressSpace space, Page old)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        bool IsFitAndWhole(Page stolen) => IsFit(stolen) && buffer.Length == old.Size;
        if (IsFitAndWhole(page))
            space.Replace(old, page);
        page.Unlock();
    }

    private static bool IsFit(Page page) => page is { MapCount: 0, Mapping: null };

    private static bool IsWhole(PipeBuffer buffer, Page old) => buffer.Length == old.Size;

    private static void Publish(AddressSpace space, Page old, [Requires(State.Locked), Settles] Page page) => space.Replace(old, page);

    public static void LengthOfAnotherBufferBad(PagePipe pipe, AddressSpace space, Page old, PipeBuffer other)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (other.Length == old.Size && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
            page.Unlock();
        }

        buffer.Release();
    }

    public static void LengthOfTheFormerBufferBad(PagePipe pipe, AddressSpace space, Page old)
    {
        if (!pipe.TryTake(out PipeBuffer? header))
            return;
        int wanted = header.Length;
        header.Release();
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        if (wanted > 0 && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            if (page.MapCount == 0)
                space.Replace(old, page); // PGM1006
            page.Unlock();
        }

        buffer.Release();
    }

    public static void LengthByAnotherNameGood(PagePipe pipe, AddressSpace space, Page old)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer))
            return;
        PipeBuffer same = buffer;
        if (same.Length == old.Size && buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
        {
            Page stolen = page;
            if (stolen.MapCount == 0)
                space.Replace(old, page);
            page.Unlock();
        }

        buffer.Release();
    }
}
