using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1003: whoever steals a page looks whether the steal succeeded.</summary>
public class PGM1003
{
    private bool _stolen;

    public static void StraightLineBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out _); // PGM1003
    }

    public static bool StraightLineGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }

    public static void ExpressionBodyBad([Requires(State.Confirmed)] PipeBuffer buffer)
        => buffer.TrySteal(out _); // PGM1003

    public static bool ExpressionBodyGood(
        [Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        => buffer.TrySteal(out page);

    public static void UncheckedPageBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page); // PGM1003
        page!.Unlock();
    }

    public static void DiscardBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        _ = buffer.TrySteal(out _); // PGM1003
    }

    public static void UnreadVariableBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page); // PGM1003
        page!.Unlock();
    }

    public static void BranchBad([Requires(State.Confirmed)] PipeBuffer buffer, bool whole)
    {
        if (whole)
            buffer.TrySteal(out _); // PGM1003
    }

    public static void BranchGood([Requires(State.Confirmed)] PipeBuffer buffer, bool whole)
    {
        if (whole && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static int EarlyReturnBad([Requires(State.Confirmed)] PipeBuffer buffer, int length)
    {
        if (length != buffer.Length)
            return 0;
        buffer.TrySteal(out Page? page); // PGM1003
        return page!.Size;
    }

    public static int EarlyReturnGood([Requires(State.Confirmed)] PipeBuffer buffer, int length)
    {
        if (length != buffer.Length || !buffer.TrySteal(out Page? page))
            return 0;
        page.Unlock();
        return length;
    }

    public static void LoopBad(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good)
                buffer.TrySteal(out _); // PGM1003
            buffer.Release();
        }
    }

    public static int LoopGood(PagePipe pipe)
    {
        int stolen = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            {
                stolen++;
                page.Unlock();
            }

            buffer.Release();
        }

        return stolen;
    }

    public static void LoopConditionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page? page;
        while (!buffer.TrySteal(out page))
            Console.WriteLine("busy");
        page.Unlock();
    }

    public static void ForIteratorBad([Requires(State.Confirmed)] PipeBuffer buffer, int count)
    {
        for (int i = 0; i < count; i++, buffer.TrySteal(out _)) // PGM1003 PGM1001
            Console.WriteLine(i);
    }

    public static void TryFinallyBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        try
        {
            Console.WriteLine(buffer.Length);
        }
        finally
        {
            buffer.TrySteal(out _); // PGM1003
        }
    }

    public static void TryFinallyGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = false;
        Page? page = null;
        try
        {
            stolen = buffer.TrySteal(out page);
            Console.WriteLine(buffer.Length);
        }
        finally
        {
            if (stolen)
                page!.Unlock();
        }
    }

    public static void CatchBad([Requires(State.Confirmed)] PipeBuffer buffer, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        catch (IOException)
        {
            buffer.TrySteal(out _); // PGM1003
        }
    }

    public static void CatchGood([Requires(State.Confirmed)] PipeBuffer buffer, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        catch (IOException) when (buffer.TrySteal(out Page? page))
        {
            page.Unlock();
        }
    }

    public static void UsingBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        using (buffer)
            buffer.TrySteal(out _); // PGM1003
    }

    public static void UsingGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        using (buffer)
        {
            if (buffer.TrySteal(out Page? page))
                page.Unlock();
        }
    }

    public static void AliasBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        alias.TrySteal(out Page? page); // PGM1003
        Page same = page!;
        same.Unlock();
    }

    public static void AliasGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        bool mine = stolen;
        if (mine)
            page!.Unlock();
    }

    public static void OutBad([Requires(State.Confirmed)] PipeBuffer buffer, out Page? page)
    {
        buffer.TrySteal(out page); // PGM1003
    }

    public static void OutGood([Requires(State.Confirmed)] PipeBuffer buffer, out Page? page)
    {
        if (!buffer.TrySteal(out page))
            Console.WriteLine("shared");
    }

    public static void OutPageAskedGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        if (page is not null)
            page.Unlock();
    }

    public static void OutPageComparedGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        if (page == null)
            return;
        page.Unlock();
    }

    public static void OutPagePatternGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        if (page is { } owned)
            owned.Unlock();
    }

    public static void OutPageNullConditionalGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        page?.Unlock();
    }

    public static void OutPageCoalesceGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        Page owned = page ?? throw new InvalidOperationException();
        owned.Unlock();
    }

    public static void OutPageSwitchGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        switch (page)
        {
            case null:
                return;
            case Page owned:
                owned.Unlock();
                break;
        }
    }

    public static void OutPageAliasAskedGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        Page? owned = page;
        if (owned is not null)
            owned.Unlock();
    }

    public static void CorrelatedFlagBad([Requires(State.Confirmed)] PipeBuffer buffer, bool whole)
    {
        Page? page = null;
        if (whole)
            buffer.TrySteal(out page); // PGM1003
        Console.WriteLine(buffer.Length);
        if (whole)
            page!.Unlock();
    }

    public static void CorrelatedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        Console.WriteLine(buffer.Length);
        if (stolen)
            page!.Unlock();
    }

    public static async Task AsyncBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        await Task.Yield();
        buffer.TrySteal(out _); // PGM1003
    }

    public static async Task AsyncGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        await Task.Yield();
        if (stolen)
            page!.Unlock();
    }

    public static async Task AsyncWrapperBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        await TryTakeOverAsync(buffer); // PGM1003
    }

    public static async Task AsyncWrapperGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (await TryTakeOverAsync(buffer) is { } page)
            page.Unlock();
    }

    public static async Task ConfiguredAwaitBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        await TryTakeOverAsync(buffer).ConfigureAwait(false); // PGM1003
    }

    public static async Task ConfiguredAwaitGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page? page = await TryTakeOverAsync(buffer).ConfigureAwait(false);
        page?.Unlock();
    }

    public static void WrapperBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        TryTakeOver(buffer, out _); // PGM1003
    }

    public static void WrapperGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (TryTakeOver(buffer, out Page? page))
            page.Unlock();
    }

    public static void WholeTypeBad(Treasury treasury)
    {
        treasury.Open(); // PGM1003
    }

    public static void WholeTypeGood(Treasury treasury)
    {
        if (treasury.Open() == TreasuryState.Empty)
            Console.WriteLine("empty");
    }

    public static void NullConditionalBad([Requires(State.Confirmed)] PipeBuffer? buffer)
    {
        buffer?.TrySteal(out _); // PGM1003
    }

    public static void NullConditionalGood([Requires(State.Confirmed)] PipeBuffer? buffer)
    {
        Page? page = null;
        if (buffer?.TrySteal(out page) ?? false)
            page!.Unlock();
    }

    public static void SwitchGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        switch (buffer.TrySteal(out Page? page))
        {
            case true:
                page!.Unlock();
                break;
            case false:
                Console.WriteLine("shared");
                break;
        }
    }

    public static void SwitchExpressionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page? owned = buffer.TrySteal(out Page? page) switch
        {
            true => page,
            false => null,
        };
        owned?.Unlock();
    }

    public static void ConditionalExpressionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Page? owned = buffer.TrySteal(out Page? page) ? page : null;
        owned?.Unlock();
    }

    public static void TupleGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        (bool stolen, int length) = (buffer.TrySteal(out Page? page), buffer.Length);
        if (stolen && length > 0)
            page!.Unlock();
        else
            page?.Unlock();
    }

    public static void ArgumentGood([Requires(State.Confirmed)] PipeBuffer buffer, List<bool> outcomes)
    {
        outcomes.Add(buffer.TrySteal(out Page? page));
        page?.Unlock();
    }

    public static void CompoundAssignmentGood([Requires(State.Confirmed)] PipeBuffer buffer, bool all)
    {
        all &= buffer.TrySteal(out Page? page);
        if (!all)
            Console.WriteLine("not all");
        page?.Unlock();
    }

    public static void InsideLambdaBad([Requires(State.Confirmed)] PipeBuffer buffer, Action<Action> schedule)
    {
        schedule(() => buffer.TrySteal(out _)); // PGM1003
    }

    public static void InsideLambdaGood([Requires(State.Confirmed)] PipeBuffer buffer, Action<Func<bool>> schedule)
    {
        schedule(() => buffer.TrySteal(out Page? page) && Finish(page));
    }

    public static void LocalFunctionBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        Take();

        void Take() => buffer.TrySteal(out _); // PGM1003
    }

    public static void LocalFunctionGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (Take(out Page? page))
            page.Unlock();

        bool Take([NotNullWhen(true)] out Page? stolen) => buffer.TrySteal(out stolen);
    }

    public static void CapturedFlagGood([Requires(State.Confirmed)] PipeBuffer buffer, Action<Action> schedule)
    {
        bool stolen = buffer.TrySteal(out Page? page);
        schedule(() =>
        {
            if (stolen)
                page!.Unlock();
        });
    }

    public void FieldGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        _stolen = buffer.TrySteal(out Page? page);
        if (_stolen)
            page!.Unlock();
    }

    private static bool Finish(Page page)
    {
        page.Unlock();
        return true;
    }

    [MustUse("PGM1003")]
    private static async Task<Page?> TryTakeOverAsync([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        await Task.Yield();
        return buffer.TrySteal(out Page? page) ? page : null;
    }

    [MustUse("PGM1003")]
    private static bool TryTakeOver(
        [Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        => buffer.TrySteal(out page);

    private static int NamedPartGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page);
        if (page is { Size: var size })
        {
            page.Unlock();
            return size;
        }

        return 0;
    }

    private static int AskedPartBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        buffer.TrySteal(out Page? page); // PGM2003
        if (page is { Size: > 0 and var size })
        {
            page.Unlock();
            return size;
        }

        return 0;
    }
}

public enum TreasuryState
{
    Full,
    Empty,
}

public sealed class Treasury
{
    [MustUse("PGM1003")]
    public TreasuryState Open() => TreasuryState.Full;
}
