using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1001: a pipe buffer is confirmed, with a good result, before its page is stolen.</summary>
public class PGM1001
{
    private PipeBuffer? _buffer;

    public static void StraightLineBad(PipeBuffer buffer)
    {
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void StraightLineGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    // Who ignores the result takes success for granted; that is another rule's business.
    public static void ResultIgnoredGood(PipeBuffer buffer)
    {
        buffer.Confirm(); // PGM1002
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void OneFailureLookedAtBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Truncated)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void InvertedBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void BranchBad(PipeBuffer buffer, bool trusted)
    {
        if (!trusted && buffer.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void BranchGood(PipeBuffer buffer, bool wait)
    {
        ConfirmResult result;
        if (wait)
        {
            Thread.Sleep(1);
            result = buffer.Confirm();
        }
        else
        {
            result = buffer.Confirm();
        }

        if (result == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static bool EarlyReturnBad(PipeBuffer buffer, int length)
    {
        if (buffer.Length != length)
            return false;
        if (!buffer.TrySteal(out Page? page)) // PGM1001
            return false;
        page.Unlock();
        return true;
    }

    public static bool EarlyReturnGood(PipeBuffer buffer, int length)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return false;
        if (buffer.Length != length)
            return false;
        if (!buffer.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }

    public static void LoopBad(PagePipe pipe)
    {
        bool isFirst = true;
        while (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
        {
            if (isFirst && buffer.Confirm() != ConfirmResult.Good)
                return;
            isFirst = false;
            if (buffer.TrySteal(out Page? page)) // PGM1001
                page.Unlock();
            buffer.Release();
        }
    }

    public static void LoopGood(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
            buffer.Release();
        }
    }

    public static void LoopUntilConfirmedGood(PipeBuffer buffer)
    {
        while (buffer.Confirm() != ConfirmResult.Good)
            Thread.Yield();
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void LoopThatMayNotRunBad(PipeBuffer buffer, int attempts)
    {
        for (int i = 0; i < attempts; i++)
        {
            if (buffer.Confirm() == ConfirmResult.Good)
                break;
        }

        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static bool TryFinallyBad(PipeBuffer buffer)
    {
        try
        {
            if (!buffer.TrySteal(out Page? page)) // PGM1001
                return false;
            page.Unlock();
            return true;
        }
        finally
        {
            buffer.Release();
        }
    }

    public static bool TryFinallyGood(PipeBuffer buffer)
    {
        try
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                return false;
            if (!buffer.TrySteal(out Page? page))
                return false;
            page.Unlock();
            return true;
        }
        finally
        {
            buffer.Release();
        }
    }

    public static void CatchBad(PipeBuffer buffer, Stream log)
    {
        try
        {
            log.WriteByte(1);
            if (buffer.Confirm() != ConfirmResult.Good)
                return;
        }
        catch (IOException)
        {
        }

        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void CatchGood(PipeBuffer buffer, Stream log)
    {
        try
        {
            log.WriteByte(1);
            if (buffer.Confirm() != ConfirmResult.Good)
                return;
        }
        catch (IOException)
        {
            return;
        }

        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void NestedTryGood(PipeBuffer buffer, Stream log)
    {
        try
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                return;
            try
            {
                log.WriteByte(1);
            }
            finally
            {
                if (buffer.TrySteal(out Page? page))
                    page.Unlock();
            }
        }
        finally
        {
            buffer.Release();
        }
    }

    public static void UsingBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using (taken)
        {
            if (taken.TrySteal(out Page? page)) // PGM1001
                page.Unlock();
        }
    }

    public static void UsingGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? taken))
            return;
        using PipeBuffer buffer = taken;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void AliasBad(PipeBuffer buffer, PipeBuffer other)
    {
        PipeBuffer alias = other;
        if (alias.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void AliasGood(PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        if (alias.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void SwapBad(PipeBuffer first, PipeBuffer second)
    {
        if (first.Confirm() != ConfirmResult.Good)
            return;
        (first, second) = (second, first);
        if (first.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
        second.Release();
    }

    public static void SwapGood(PipeBuffer first, PipeBuffer second)
    {
        if (first.Confirm() != ConfirmResult.Good)
            return;
        (first, second) = (second, first);
        if (second.TrySteal(out Page? page))
            page.Unlock();
        first.Release();
    }

    public static void OutBad(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
            return;
        if (!buffer.TrySteal(out Page? page)) // PGM1001 PGM4004
            return;
        page.Unlock();
    }

    public static void OutGood(PagePipe pipe)
    {
        if (!pipe.TryTake(out PipeBuffer? buffer) || buffer.Confirm() != ConfirmResult.Good) // PGM4003
            return;
        if (!buffer.TrySteal(out Page? page)) // PGM4004
            return;
        page.Unlock();
    }

    public static void CorrelatedFlagBad(PipeBuffer buffer)
    {
        bool good = buffer.Confirm() == ConfirmResult.Good;
        if (!good)
            Console.WriteLine("bad content");
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void CorrelatedFlagGood(PipeBuffer buffer)
    {
        bool good = buffer.Confirm() == ConfirmResult.Good;
        Console.WriteLine(good);
        if (good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void CorrelatedStolenFlagGood(PipeBuffer buffer)
    {
        Page? page = null;
        bool stolen = buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out page);
        Console.WriteLine(stolen);
        if (stolen)
            page!.Unlock();
    }

    public static void CorrelatedRefusalGood(PipeBuffer buffer)
    {
        string? refusal = null;
        if (buffer.Confirm() != ConfirmResult.Good)
            refusal = "content";
        if (refusal is null && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static async Task AsyncBad(PipeBuffer buffer, CancellationToken cancellation)
    {
        await Task.Delay(1, cancellation);
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static async Task AsyncGood(PipeBuffer buffer, CancellationToken cancellation)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        await Task.Delay(1, cancellation);
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static async Task AsyncTakeBad(PagePipe pipe)
    {
        PipeBuffer? buffer = await pipe.TakeAsync();
        if (buffer is null)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
        buffer.Release();
    }

    public static async Task ConfiguredTakeBad(PagePipe pipe)
    {
        if (await pipe.TakeAsync().ConfigureAwait(false) is not { } buffer)
            return;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
        buffer.Release();
    }

    public static async Task ConfiguredTakeGood(PagePipe pipe)
    {
        if (await pipe.TakeAsync().ConfigureAwait(false) is not { } buffer)
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
        buffer.Release();
    }

    public static async Task AsyncTakeGood(PagePipe pipe)
    {
        while (await pipe.TakeAsync() is { } buffer)
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
            buffer.Release();
        }
    }

    public static void WrapperBad(PipeBuffer buffer)
    {
        if (TryTakeOver(buffer, out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void WrapperGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good && TryTakeOver(buffer, out Page? page))
            page.Unlock();
    }

    public static void ConfirmingWrapperBad(PipeBuffer buffer)
    {
        if (!IsWhole(buffer))
            Console.WriteLine("not whole");
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void ConfirmingWrapperGood(PipeBuffer buffer)
    {
        if (!IsWhole(buffer))
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void WholeTypeBad(Ticket ticket)
    {
        ticket.Travel(); // PGM1001
    }

    public static void WholeTypeGood(Ticket ticket)
    {
        ticket.Stamp();
        ticket.Travel();
    }

    public static void RequiredOnEntryGood([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void SwitchBad(PipeBuffer buffer)
    {
        switch (buffer.Confirm())
        {
            case ConfirmResult.Truncated:
                return;
            case ConfirmResult.NotUpToDate:
                Console.WriteLine("not up to date");
                break;
        }

        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void SwitchGood(PipeBuffer buffer)
    {
        switch (buffer.Confirm())
        {
            case ConfirmResult.Good when buffer.TrySteal(out Page? page):
                page.Unlock();
                break;
            case ConfirmResult.Truncated:
                return;
        }
    }

    public static void SwitchExpressionBad(PipeBuffer buffer)
    {
        bool go = buffer.Confirm() switch
        {
            ConfirmResult.Truncated => false,
            _ => true,
        };
        if (go && buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void SwitchExpressionGood(PipeBuffer buffer)
    {
        bool go = buffer.Confirm() switch
        {
            ConfirmResult.Good => true,
            _ => false,
        };
        if (go && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void PatternGood(object candidate)
    {
        if (candidate is PipeBuffer { Length: > 0 } buffer && buffer.Confirm() is ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void PatternAlternativesBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() is ConfirmResult.Good or ConfirmResult.NotUpToDate && buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void NullConditionalBad(PipeBuffer? buffer)
    {
        Page? page = null;
        if (buffer?.TrySteal(out page) == true) // PGM1001
            page!.Unlock();
    }

    public static void NullConditionalGood(PipeBuffer? buffer)
    {
        if (buffer?.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void CoalesceBad(PipeBuffer? preferred, PipeBuffer fallback)
    {
        if (preferred is not null && preferred.Confirm() != ConfirmResult.Good)
            return;
        PipeBuffer buffer = preferred ?? fallback;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void CoalesceGood(PipeBuffer? preferred, PipeBuffer fallback)
    {
        PipeBuffer buffer = preferred ?? fallback;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void ConditionalExpressionGood(PipeBuffer first, PipeBuffer second, bool useFirst)
    {
        PipeBuffer buffer = useFirst ? first : second;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void ForeachGood(IReadOnlyList<PipeBuffer> buffers)
    {
        foreach (PipeBuffer buffer in buffers)
        {
            if (buffer.Confirm() != ConfirmResult.Good)
                continue;
            if (buffer.TrySteal(out Page? page))
                page.Unlock();
        }
    }

    public static void GotoBad(PipeBuffer buffer, bool skip)
    {
        if (skip)
            goto steal;
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
    steal:
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void GotoGood(PipeBuffer buffer)
    {
    again:
        if (buffer.Confirm() != ConfirmResult.Good)
            goto again;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void DoesNotReturnGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            ThrowBadContent();
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void ThrowExpressionGood(PipeBuffer buffer)
    {
        _ = buffer.Confirm() == ConfirmResult.Good ? true : throw new InvalidDataException();
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void ContentUnknownToHelperGood(PipeBuffer buffer)
    {
        Prepare(buffer);
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void InsideLambdaBad(Action<Action> schedule, PagePipe pipe)
    {
        schedule(() =>
        {
            if (pipe.TryTake(out PipeBuffer? buffer) && buffer.TrySteal(out Page? page)) // PGM1001 PGM4003 PGM4004
                page.Unlock();
        });
    }

    public static void InsideLambdaGood(Action<Action> schedule, PipeBuffer buffer)
    {
        schedule(() =>
        {
            if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
                page.Unlock();
        });
    }

    public static void LocalFunctionGood(PipeBuffer buffer)
    {
        if (!Check() || !buffer.TrySteal(out Page? page))
            return;
        page.Unlock();

        bool Check() => buffer.Confirm() == ConfirmResult.Good;
    }

    public static void RefGood(ref PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void RefBad(ref PipeBuffer buffer)
    {
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public void FieldGood()
    {
        if (_buffer is null || _buffer.Confirm() != ConfirmResult.Good)
            return;
        if (_buffer.TrySteal(out Page? page))
            page.Unlock();
        _buffer.Release();
        _buffer = null;
    }

    public void PrivateCalleeGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() == ConfirmResult.Good)
            StealConfirmed(buffer);
    }

    private static void StealConfirmed(PipeBuffer buffer)
    {
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    private static void Prepare(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            throw new InvalidDataException();
    }

    private static bool TryTakeOver(
        [Requires(State.Confirmed)] PipeBuffer buffer, [NotNullWhen(true), Produces(State.Locked, When = true)] out Page? page)
        => buffer.TrySteal(out page);

    private static bool IsWhole([Produces(State.Confirmed, When = true)] PipeBuffer buffer)
        => buffer.Confirm() == ConfirmResult.Good && buffer.Length == buffer.Page.Size;

    [DoesNotReturn]
    private static void ThrowBadContent() => throw new InvalidDataException();

    public static void ConfirmedAgainGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.Confirm() == ConfirmResult.Good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void StolenTwiceBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page)) // earlier PGM1001
            return;
        page.Unlock();
        if (buffer.TrySteal(out Page? again)) // PGM1001
            again.Unlock();
    }

    public static void StolenByHelperTwiceBad(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !Take(buffer))
            return;
        if (Take(buffer)) // PGM1001
            Console.WriteLine("stolen twice");
    }

    public static void OneOfTwoStolenGood(PipeBuffer first, PipeBuffer second)
    {
        if (first.Confirm() == ConfirmResult.Good && Take(first))
            return;
        if (second.Confirm() == ConfirmResult.Good && Take(second))
            Console.WriteLine("the second");
    }

    private static bool Take(PipeBuffer buffer)
    {
        if (!buffer.TrySteal(out Page? page))
            return false;
        page.Unlock();
        return true;
    }
}

[Protocol("ticket", "Drawn", "Stamped", Entry = "Drawn")]
[Rule("PGM1001", Breach.Missing, "Stamped")]
public sealed class Ticket
{
    [Produces("Stamped")]
    public void Stamp()
    {
    }

    [Requires("Stamped")]
    public void Travel()
    {
    }

    public static bool CorrelatedByAnExpectationGood(PipeBuffer buffer, ConfirmResult expected)
    {
        ConfirmResult found = buffer.Confirm();
        if (found != expected)
            return false;
        if (expected != ConfirmResult.Good)
            return true;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
        return true;
    }

    public static bool CorrelatedByAnExpectationBad(PipeBuffer buffer, ConfirmResult expected)
    {
        ConfirmResult found = buffer.Confirm();
        if (found != expected)
            return false;
        if (expected == ConfirmResult.Good)
            return true;
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
        return true;
    }

    public static void FoundWithTheWrongAnswerBad(IReadOnlyList<PipeBuffer> buffers)
    {
        for (int i = 0; i < buffers.Count; i++)
        {
            PipeBuffer buffer = buffers[i];
            if (buffer.Confirm() == ConfirmResult.Truncated)
                break;
            if (buffer.TrySteal(out Page? page)) // PGM1001
                page.Unlock();
        }
    }

    public static void FoundWithTheRightAnswerGood(IReadOnlyList<PipeBuffer> buffers)
    {
        for (int i = 0; i < buffers.Count; i++)
        {
            PipeBuffer buffer = buffers[i];
            ConfirmResult result = buffer.Confirm();
            if (result == ConfirmResult.Truncated)
                break;
            if (result == ConfirmResult.NotUpToDate)
                continue;
            if (buffer.TrySteal(out Page? page))
                page.Unlock();
        }
    }

    public static void AskedAgainBad([Requires(State.Confirmed)] PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            Console.WriteLine("no longer good");
        if (buffer.TrySteal(out Page? page)) // PGM1001
            page.Unlock();
    }

    public static void TriedTwiceGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return;
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
        else if (buffer.TrySteal(out Page? again))
            again.Unlock();
    }
}
