using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Moving;

/// <summary>PGM1011: a reference count decides nothing.</summary>
public class PGM1011
{
    private Page? _page;

    public static void StraightLineBad(Page page)
    {
        if (page.ReferenceCount == 1) // PGM1011
            page.Span.Clear();
    }

    public static void StraightLineGood(Page page)
    {
        Console.WriteLine(page.ReferenceCount);
        page.Span.Clear();
    }

    public static void AtMostOneBad(Page page)
    {
        if (page.ReferenceCount <= 1) // PGM1011
            page.Span.Clear();
    }

    public static void LessThanTwoBad(Page page)
    {
        if (page.ReferenceCount < 2) // PGM1011
            page.Span.Clear();
    }

    public static void MirroredBad(Page page)
    {
        if (2 > page.ReferenceCount) // PGM1011
            page.Span.Clear();
    }

    public static void PatternBad(Page page)
    {
        if (page.ReferenceCount is 1) // PGM1011
            page.Span.Clear();
    }

    public static void RelationalPatternBad(Page page)
    {
        if (page.ReferenceCount is not > 1) // PGM1011
            page.Span.Clear();
    }

    public static void OtherCountGood(Page page)
    {
        if (page.MapCount == 1)
            page.Span.Clear();
    }

    public static void OtherBoundGood(Page page, int most)
    {
        if (page.ReferenceCount > 1000 || page.ReferenceCount == most)
            Console.WriteLine("many");
    }

    public static void FreeGood(Page page)
    {
        if (page.ReferenceCount == 0)
            throw new ObjectDisposedException(nameof(page));
    }

    public static void AssertionGood(Page page)
    {
        Debug.Assert(page.ReferenceCount == 1);
        Debug.Assert(page.MapCount == 0 && page.ReferenceCount == 1, "shared");
    }

    public static void LoggingGood(Page page)
    {
        if (page.ReferenceCount > 1)
            Console.WriteLine("shared by " + page.ReferenceCount);
    }

    public static void MeasuringGood(Page page, Counter<long> alone)
    {
        if (page.ReferenceCount == 1)
            alone.Add(1);
    }

    public static void CollectingBad(Page page, List<Page> alone)
    {
        if (page.ReferenceCount == 1) // PGM1011
            alone.Add(page);
    }

    public static void LoggedArgumentGood(Page page)
        => Console.WriteLine(page.ReferenceCount == 1 ? "alone" : "shared");

    public static int CountingGood(IEnumerable<Page> pages) => pages.Count(page => page.ReferenceCount == 1);

    public static int BranchBad(Page page, bool whole)
    {
        if (whole && page.ReferenceCount > 1) // PGM1011
            return 0;
        page.Span.Clear();
        return page.Size;
    }

    public static int BranchGood(Page page, bool whole)
    {
        if (whole && page.MapCount > 1)
            return 0;
        page.Span.Clear();
        return page.Size;
    }

    public static int ConditionalExpressionBad(Page page) => page.ReferenceCount == 1 ? page.Size : 0; // PGM1011

    public static bool EarlyReturnBad(Page page)
    {
        if (page.ReferenceCount != 1) // PGM1011
            return false;
        page.Span.Clear();
        return true;
    }

    public static bool EarlyReturnGood(Page page)
    {
        if (!page.TryLock())
            return false;
        page.Span.Clear();
        page.Unlock();
        return true;
    }

    public static void LoopBad(Page page)
    {
        while (page.ReferenceCount > 1) // PGM1011
            Task.Yield();
        page.Span.Clear();
    }

    public static void LoopGood(IEnumerable<Page> pages)
    {
        int references = 0;
        foreach (Page page in pages)
            references += page.ReferenceCount;
        if (references == 1)
            Console.WriteLine("one");
    }

    public static void TryFinallyBad(Page page, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        finally
        {
            if (page.ReferenceCount == 1) // PGM1011
                page.Span.Clear();
        }
    }

    public static void TryFinallyGood(Page page, Stream log)
    {
        try
        {
            log.WriteByte(1);
        }
        finally
        {
            Debug.Assert(page.ReferenceCount == 1);
        }
    }

    public static void UsingBad(Page page, Stream log)
    {
        using (log)
        {
            if (page.ReferenceCount == 1) // PGM1011
                page.Span.Clear();
        }
    }

    public static void UsingGood(Page page, Stream log)
    {
        using (log)
            log.WriteByte((byte)page.ReferenceCount);
    }

    public static void AliasBad(Page page)
    {
        int count = page.ReferenceCount;
        if (count == 1) // PGM1011
            page.Span.Clear();
    }

    public static void AliasGood(Page page)
    {
        int count = page.ReferenceCount;
        Console.WriteLine(count);
    }

    public static void OutBad(AddressSpace space, long index)
    {
        if (!space.TryFind(index, out Page? page))
            return;
        if (page.ReferenceCount == 1) // PGM1011
            page.Span.Clear();
        page.Release();
    }

    public static void OutGood(AddressSpace space, long index, out int count)
    {
        count = 0;
        if (!space.TryFind(index, out Page? page))
            return;
        count = page.ReferenceCount;
        page.Release();
    }

    public static void CorrelatedFlagBad(Page page)
    {
        bool alone = page.ReferenceCount == 1; // PGM1011
        Console.WriteLine(page.Index);
        if (alone)
            page.Span.Clear();
    }

    public static void CorrelatedFlagGood(Page page)
    {
        bool alone = page.ReferenceCount == 1;
        Console.WriteLine(alone);
    }

    public static async Task AsyncBad(Page page)
    {
        await Task.Yield();
        if (page.ReferenceCount == 1) // PGM1011
            page.Span.Clear();
    }

    public static async Task AsyncGood(Page page)
    {
        await Task.Yield();
        Console.WriteLine(page.ReferenceCount);
    }

    public static void WrapperBad(Shared<Page> shared)
    {
        if (shared.Claims == 1) // PGM1011
            shared.Value.Span.Clear();
    }

    public static void WrapperGood(Shared<Page> shared)
    {
        if (shared.Claims == 0)
            shared.Value.Span.Clear();
    }

    public void FieldBad()
    {
        if (_page is not null && _page.ReferenceCount == 1) // PGM1011
            _page = null;
    }

    public void NullConditionalGood()
    {
        if (_page?.ReferenceCount == 0)
            _page = null;
    }

    public static void PropertyPatternBad(Page page)
    {
        if (page is { ReferenceCount: 1 }) // PGM1011
            page.Span.Clear();
    }

    public static void PropertyPatternGood(Page page)
    {
        if (page is { MapCount: 1 } or { ReferenceCount: 0 })
            page.MarkDirty();
    }

    public static bool AnsweredBad(Page page) => page.ReferenceCount <= 1; // PGM1011

    public static bool AnsweredInPartBad(Page page) => page.MapCount == 0 && page.ReferenceCount == 1; // PGM1011

    public static int AnsweredGood(Page page) => page.ReferenceCount;

    public static void MisuseGood(Page page)
    {
        if (page.ReferenceCount != 1)
            throw new InvalidOperationException("The page is still in use.");
        page.Release();
    }

    public static void MisuseThroughHelperGood(Page page)
    {
        if (page.ReferenceCount != 1)
            ThrowInUse();
        page.Release();
    }

    public static void MeteredGood(Page page, ref int shared)
    {
        if (page.ReferenceCount > 1)
            shared++;
    }

    public static string DescribedGood(Page page) => page.ReferenceCount == 1 ? "alone" : "shared";

    public static string DescribedByABranchGood(Page page)
    {
        if (page.ReferenceCount == 1)
            return "alone";
        return $"shared by {page.ReferenceCount}";
    }

    public static string? DescribedAndDecidedBad(Page page)
    {
        if (page.ReferenceCount == 1) // PGM1011
            return "alone";
        page.Release();
        return null;
    }

    public static void SwitchedOnGood(Page page)
    {
        switch (page.ReferenceCount != 1)
        {
            case true:
                throw new InvalidOperationException("The page is still in use.");
            default:
                page.Release();
                break;
        }
    }

    public static void SwitchedOnBad(Page page)
    {
        switch (page.ReferenceCount == 1) // PGM1011
        {
            case true:
                page.Release();
                break;
            default:
                page.MarkDirty();
                break;
        }
    }

    private static void ThrowInUse() => throw new InvalidOperationException();

    public static void MisuseOrElseGood(Page page)
    {
        if (page.ReferenceCount != 1)
            throw new InvalidOperationException("The page is still in use.");
        else
            page.Release();
    }

    public static void ClearedOrElseBad(Page page)
    {
        if (page.ReferenceCount != 1) // PGM1011
            page.MarkError();
        else
            page.Span.Clear();
    }

    public static int VerdictOfTwoBad(Page page, bool isDirty)
    {
        bool isSpare = !isDirty && page.ReferenceCount == 1; // PGM1011
        if (!isSpare)
            return 0;
        page.Span.Clear();
        return page.Size;
    }

    public static void VerdictOfTwoGood(Page page, bool isVerbose)
    {
        bool isTold = isVerbose && page.ReferenceCount > 1;
        if (isTold)
            Console.WriteLine("The page is shared.");
    }

    public static string DescribedByAVariableGood(Page page)
    {
        if (page.ReferenceCount == 1)
        {
            string words = "alone";
            return words;
        }

        return $"shared by {page.ReferenceCount}";
    }

    public static string DescribedOtherwiseGood(Page page)
    {
        if (page.ReferenceCount > 1)
        {
        }
        else
        {
            return "alone";
        }

        return $"shared by {page.ReferenceCount}";
    }

    public static void DescribedAndPrintedGood(Page page)
    {
        string words = "shared";
        if (page.ReferenceCount == 1)
            words = "alone";
        Console.WriteLine(words);
    }

    public static string DescribedBySwitchGood(Page page)
    {
        switch (page.ReferenceCount == 1)
        {
            case true:
                return "alone";
            default:
                break;
        }

        return "shared";
    }

    public static string DescribedInsteadBad(Page page)
    {
        if (page.ReferenceCount == 1) // PGM1011
            return "alone";
        page.Span.Clear();
        return "shared";
    }

    public static int OppositeOfAVerdictBad(Page page, bool isDirty)
    {
        bool isSpare = !isDirty && page.ReferenceCount == 1; // PGM1011
        bool isUsed = !isSpare;
        if (isUsed)
            return 0;
        page.Span.Clear();
        return page.Size;
    }

    public static bool AnsweredLaterBad(Page page)
    {
        bool isAlone = page.MapCount == 0 && page.ReferenceCount == 1; // PGM1011
        return isAlone;
    }

    public static bool AnsweredAtTheOnlyExitBad(Page page)
    {
        bool isAlone = false;
        if (page.MapCount == 0)
            isAlone = page.ReferenceCount <= 1; // PGM1011
        return isAlone;
    }

    public static void OppositeOfAVerdictPrintedGood(Page page, bool isDirty)
    {
        bool isSpare = !isDirty && page.ReferenceCount == 1;
        bool isUsed = !isSpare;
        if (isUsed)
            Console.WriteLine("used");
    }
}

public sealed class Shared<T>(T value)
{
    public T Value { get; } = value;

    [NoProof("PGM1011")]
    public int Claims { get; set; }

    public static bool SwitchExpressionBad(Page page) => page.ReferenceCount switch { 1 => true, _ => false }; // PGM1011

    public static void SwitchBad(Page page)
    {
        switch (page.ReferenceCount)
        {
            case 1: // PGM1011
                page.Span.Clear();
                break;
        }
    }

    public static string SwitchThatDescribesGood(Page page) => page.ReferenceCount switch { 1 => "sole", _ => "shared" };

    public static void SwitchThatLogsGood(Page page)
    {
        switch (page.ReferenceCount)
        {
            case 1:
                Console.WriteLine("sole");
                break;
            default:
                Console.WriteLine("shared");
                break;
        }
    }

    public static bool SwitchOverOthersGood(Page page) => page.ReferenceCount switch { 0 => true, _ => false };

    public static void SwitchOverSeveralBad(Page page)
    {
        switch (page.ReferenceCount)
        {
            case 1: // PGM1011
                page.Span.Clear();
                break;
            case > 1:
                page.MarkDirty();
                break;
        }
    }

    public static int CountedOnlyGood(Page[] pages)
    {
        int shared = 0;
        long sharedBytes = 0;
        foreach (Page page in pages)
        {
            shared += page.ReferenceCount > 1 ? 1 : 0;
            if (page.ReferenceCount > 1)
                sharedBytes += page.Size;
        }

        return sharedBytes > 0 ? shared : 0;
    }

    public static int CountedAndWrittenBad(Page[] pages)
    {
        int sole = 0;
        foreach (Page page in pages)
        {
            if (page.ReferenceCount == 1) // PGM1011
            {
                sole += 1;
                page.Span.Clear();
            }
        }

        return sole;
    }

    public static void SaidByADelegateGood(Page page, Action<string> log)
    {
        if (page.ReferenceCount > 1)
            log($"page {page.Index} is shared");
    }
}
