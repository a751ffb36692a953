using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Moving;

/// <summary>PGM1002: whoever confirms a buffer looks what came out.</summary>
public class PGM1002
{
    private ConfirmResult _result;

    public static int StraightLineBad(PipeBuffer buffer)
    {
        buffer.Confirm(); // PGM1002
        return buffer.Map()[0];
    }

    public static int StraightLineGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good)
            return -1;
        return buffer.Map()[0];
    }

    public static void ExpressionBodyBad(PipeBuffer buffer) => buffer.Confirm(); // PGM1002

    public static ConfirmResult ExpressionBodyGood(PipeBuffer buffer) => buffer.Confirm();

    public static void DiscardBad(PipeBuffer buffer)
    {
        _ = buffer.Confirm(); // PGM1002
    }

    public static void UnreadVariableBad(PipeBuffer buffer)
    {
        ConfirmResult result = buffer.Confirm(); // PGM1002
    }

    public static void StolenAllTheSameBad(PipeBuffer buffer)
    {
        buffer.Confirm(); // PGM1002
        if (buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void BranchBad(PipeBuffer buffer, bool trusted)
    {
        if (!trusted)
            buffer.Confirm(); // PGM1002
        Console.WriteLine(buffer.Length);
    }

    public static void BranchGood(PipeBuffer buffer, bool trusted)
    {
        if (!trusted && buffer.Confirm() == ConfirmResult.Good)
            Console.WriteLine(buffer.Length);
    }

    public static int EarlyReturnBad(PipeBuffer buffer)
    {
        if (buffer.Length == 0)
            return 0;
        buffer.Confirm(); // PGM1002
        return buffer.Length;
    }

    public static int EarlyReturnGood(PipeBuffer buffer)
    {
        if (buffer.Length == 0 || buffer.Confirm() is not ConfirmResult.Good)
            return 0;
        return buffer.Length;
    }

    public static void LoopBad(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            buffer.Confirm(); // PGM1002
            buffer.Release();
        }
    }

    public static int LoopGood(PagePipe pipe)
    {
        int good = 0;
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good)
                good++;
            buffer.Release();
        }

        return good;
    }

    public static void LoopLastResultGood(IEnumerable<PipeBuffer> buffers)
    {
        ConfirmResult result = ConfirmResult.Good;
        foreach (PipeBuffer buffer in buffers)
            result = buffer.Confirm();
        Console.WriteLine(result);
    }

    public static void TryFinallyBad(PipeBuffer buffer)
    {
        try
        {
            buffer.Confirm(); // PGM1002
        }
        finally
        {
            buffer.Release();
        }
    }

    public static int TryFinallyGood(PipeBuffer buffer)
    {
        try
        {
            return buffer.Confirm() == ConfirmResult.Good ? buffer.Length : 0;
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
        }
        catch (IOException)
        {
            buffer.Confirm(); // PGM1002
        }
    }

    public static void CatchGood(PipeBuffer buffer, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        catch (IOException) when (buffer.Confirm() == ConfirmResult.Good)
        {
            Console.WriteLine(buffer.Length);
        }
    }

    public static void UsingBad(PipeBuffer buffer)
    {
        using (buffer)
            buffer.Confirm(); // PGM1002
    }

    public static int UsingGood(PipeBuffer buffer)
    {
        using (buffer)
            return buffer.Confirm() == ConfirmResult.Good ? buffer.Length : 0;
    }

    public static void AliasBad(PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        alias.Confirm(); // PGM1002
    }

    public static void AliasGood(PipeBuffer buffer)
    {
        ConfirmResult result = buffer.Confirm();
        ConfirmResult same = result;
        if (same == ConfirmResult.Good)
            Console.WriteLine(buffer.Length);
    }

    public static void OutBad(PagePipe pipe, out PipeBuffer? buffer)
    {
        if (pipe.TryTake(out buffer))
            buffer.Confirm(); // PGM1002
    }

    public static void OutGood(PipeBuffer buffer, out ConfirmResult result)
    {
        result = buffer.Confirm();
    }

    public static void CorrelatedBad(PipeBuffer buffer, bool whole)
    {
        if (whole)
            buffer.Confirm(); // PGM1002
        Console.WriteLine(buffer.Length);
        if (whole && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static void CorrelatedGood(PipeBuffer buffer)
    {
        bool good = buffer.Confirm() == ConfirmResult.Good;
        Console.WriteLine(buffer.Length);
        if (good && buffer.TrySteal(out Page? page))
            page.Unlock();
    }

    public static async Task AsyncBad(PipeBuffer buffer)
    {
        await Task.Yield();
        buffer.Confirm(); // PGM1002
    }

    public static async Task<bool> AsyncGood(PipeBuffer buffer)
    {
        ConfirmResult result = buffer.Confirm();
        await Task.Yield();
        return result == ConfirmResult.Good;
    }

    public static async Task AsyncWrapperBad(PipeBuffer buffer)
    {
        await ConfirmAsync(buffer).ConfigureAwait(false); // PGM1002
    }

    public static async Task<bool> AsyncWrapperGood(PipeBuffer buffer)
        => await ConfirmAsync(buffer).ConfigureAwait(false) == ConfirmResult.Good;

    public static void WrapperBad(PipeBuffer buffer)
    {
        ConfirmAndCount(buffer); // PGM1002
    }

    public static bool WrapperGood(PipeBuffer buffer) => ConfirmAndCount(buffer) == ConfirmResult.Good;

    public static void NullConditionalBad(PipeBuffer? buffer)
    {
        buffer?.Confirm(); // PGM1002
    }

    public static bool NullConditionalGood(PipeBuffer? buffer) => buffer?.Confirm() == ConfirmResult.Good;

    public static void SwitchGood(PipeBuffer buffer)
    {
        switch (buffer.Confirm())
        {
            case ConfirmResult.Good:
                Console.WriteLine(buffer.Length);
                break;
            case ConfirmResult.Truncated:
                Console.WriteLine("truncated");
                break;
        }
    }

    public static void ArgumentGood(PipeBuffer buffer, List<ConfirmResult> results)
    {
        results.Add(buffer.Confirm());
    }

    public static void InsideLambdaBad(PipeBuffer buffer, Action<Action> schedule)
    {
        schedule(() => buffer.Confirm()); // PGM1002
    }

    public static void InsideLambdaGood(PipeBuffer buffer, Action<Func<ConfirmResult>> schedule)
    {
        schedule(() => buffer.Confirm());
    }

    public static void LocalFunctionBad(PipeBuffer buffer)
    {
        Check();

        void Check() => buffer.Confirm(); // PGM1002
    }

    public void FieldGood(PipeBuffer buffer)
    {
        _result = buffer.Confirm();
    }

    public ConfirmResult LastResult() => _result;

    [MustUse("PGM1002")]
    private static ConfirmResult ConfirmAndCount(PipeBuffer buffer)
    {
        ConfirmResult result = buffer.Confirm();
        Console.WriteLine(result);
        return result;
    }

    [MustUse("PGM1002")]
    private static async Task<ConfirmResult> ConfirmAsync(PipeBuffer buffer)
    {
        await Task.Yield();
        return buffer.Confirm();
    }

    public static bool OverwrittenBad(PipeBuffer one, PipeBuffer two)
    {
        ConfirmResult result = one.Confirm(); // PGM1002
        result = two.Confirm();
        return result == ConfirmResult.Good;
    }

    public static bool OverwrittenAfterALookGood(PipeBuffer one, PipeBuffer two)
    {
        ConfirmResult result = one.Confirm();
        Console.WriteLine(result);
        result = two.Confirm();
        return result == ConfirmResult.Good;
    }

    public static ConfirmResult OverwrittenWhereAHandlerLooksGood(PipeBuffer one, PipeBuffer two)
    {
        ConfirmResult result = ConfirmResult.Truncated;
        try
        {
            result = one.Confirm();
            result = two.Confirm();
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine(result);
        }

        return result;
    }

    public static bool OverwrittenByWhatReadsItGood(PipeBuffer one, PipeBuffer two)
    {
        ConfirmResult result = one.Confirm();
        result = result == ConfirmResult.Good ? two.Confirm() : result;
        return result == ConfirmResult.Good;
    }
}
