using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4007: a page may have left its cache, so its mapping is looked at before it is used.</summary>
public static class PGM4007
{
    public static long StraightLineBad(Page page) => ((AddressSpace)page.Mapping!).Size; // PGM4007

    public static long StraightLineGood(Page page) => page.Mapping is AddressSpace mapping ? mapping.Size : 0;

    public static string? NullConditionalGood(Page page) => page.Mapping?.ToString();

    public static bool ComparedGood(Page page, AddressSpace mapping) => page.Mapping == mapping && page.Mapping!.Equals(mapping);

    public static bool ComparedByReferenceGood(Page page, AddressSpace mapping) => ReferenceEquals(page.Mapping, mapping) && page.Mapping!.Equals(mapping);

    public static long PutIntoAVariableJustThenGood(Page page)
    {
        PageMapping? mapping;
        if ((mapping = page.Mapping) == null)
            return 0;
        return mapping!.PageSize;
    }

    public static long BehindACaseGood(Page page)
    {
        switch (page.Mapping)
        {
            case null:
                return 0;
            default:
                return page.Mapping!.PageSize;
        }
    }

    public static void BranchBad(Page page, bool done)
    {
        if (done)
            Console.WriteLine(page.Mapping!.ToString()); // PGM4007
    }

    public static void BranchGood(Page page, bool done)
    {
        if (done && page.Mapping is not null)
            Console.WriteLine(page.Mapping.ToString());
    }

    public static int EarlyReturnBad(Page page)
    {
        PageMapping mapping = page.Mapping!;
        if (page.Size == 0)
            return 0;
        return mapping.GetHashCode(); // PGM4007
    }

    public static int EarlyReturnGood(Page page)
    {
        PageMapping? mapping = page.Mapping;
        if (mapping is null)
            return 0;
        return mapping.GetHashCode();
    }

    public static int LoopBad(Page[] pages)
    {
        int sum = 0;
        foreach (Page page in pages)
            sum += page.Mapping!.GetHashCode(); // PGM4007
        return sum;
    }

    public static AddressSpace? LoopGood(Page[] pages)
    {
        AddressSpace? file = null;
        foreach (Page page in pages)
            file ??= page.Mapping as AddressSpace;
        return file;
    }

    public static void TryFinallyBad(Page page, Stream log)
    {
        try
        {
            log.Flush();
        }
        finally
        {
            Console.WriteLine(page.Mapping!.ToString()); // PGM4007
        }
    }

    public static void TryFinallyGood(Page page, Stream log)
    {
        try
        {
            log.Flush();
        }
        finally
        {
            if (page.Mapping is { } mapping)
                Console.WriteLine(mapping.ToString());
        }
    }

    public static void UsingBad(Page page, Stream log)
    {
        using (log)
            Console.WriteLine(page.Mapping!.ToString()); // PGM4007
    }

    public static void UsingGood(Page page, Stream log)
    {
        using (log)
            Console.WriteLine(page.Mapping?.ToString());
    }

    public static int AliasBad(Page page)
    {
        PageMapping mapping = page.Mapping!;
        PageMapping alias = mapping;
        return alias.GetHashCode(); // PGM4007
    }

    public static int AliasGood(Page page)
    {
        PageMapping? mapping = page.Mapping;
        PageMapping? alias = mapping;
        return alias != null ? alias.GetHashCode() : 0;
    }

    public static string? OutBad(AddressSpace space)
    {
        if (!space.TryFind(0, out Page? page))
            return null;
        string? text = page.Mapping!.ToString(); // PGM4007
        page.Release();
        return text;
    }

    public static string? OutGood(AddressSpace space)
    {
        if (!space.TryFind(0, out Page? page))
            return null;
        string? text = page.Mapping?.ToString();
        page.Release();
        return text;
    }

    public static void CorrelatedBad(Page page)
    {
        bool valid = page.IsUpToDate;
        Console.WriteLine(valid);
        if (valid)
            Console.WriteLine(page.Mapping!.ToString()); // PGM4007
    }

    public static void CorrelatedGood(Page page)
    {
        bool cached = page.Mapping is not null;
        Console.WriteLine(cached);
        if (cached)
            Console.WriteLine(page.Mapping!.ToString());
    }

    public static async Task AsyncBad(Page page)
    {
        await Task.Yield();
        Console.WriteLine(page.Mapping!.ToString()); // PGM4007
    }

    public static async Task AsyncGood(Page page)
    {
        await Task.Yield();
        PageMapping? mapping = page.Mapping;
        if (mapping == null)
            return;
        Console.WriteLine(mapping.ToString());
    }

    public static long WrapperBad(Holder holder) => holder.Home!.Size; // PGM4007

    public static long WrapperGood(Holder holder) => holder.Home is { } home ? home.Size : 0;

    public static object? OnlyPassedOnGood(Page page) => page.Mapping;

    public sealed class Holder(Page page)
    {
        [MustCheck("PGM4007")]
        public AddressSpace? Home => page.Mapping as AddressSpace;
    }

    public static int OtherPageBad(Page looked, Page used)
    {
        if (looked.Mapping is null)
            return 0;
        return used.Mapping!.PageSize; // PGM4007
    }

    public static int OtherPageGood(Page looked, Page used)
    {
        if (looked.Mapping is null || used.Mapping is null)
            return 0;
        return used.Mapping.PageSize;
    }

    public static int LookedTooLateBad(Page page)
    {
        int size = page.Mapping!.PageSize; // PGM4007
        return page.Mapping is null ? 0 : size;
    }

    public static int LookedTooLateInABlockThatIsLeftByBreakBad(Page page)
    {
        int size;
        do
        {
            size = page.Mapping!.PageSize; // PGM4007
            if (page.Mapping is null)
                break;
            size++;
        }
        while (false);
        return size;
    }

    public static int LookedInTheLastRoundGood(Page page, int rounds)
    {
        int size = 0;
        for (int i = 0; i < rounds; i++)
        {
            if (i > 0)
                size = page.Mapping!.PageSize;
            if (page.Mapping is null)
                break;
        }

        return size;
    }

    public static int AliasOfThePageGood(Page page)
    {
        Page same = page;
        if (same.Mapping is null)
            return 0;
        return page.Mapping!.PageSize;
    }

    public static int ThrowIfNullGood(Page page)
    {
        ArgumentNullException.ThrowIfNull(page.Mapping);
        return page.Mapping.PageSize;
    }

    public static int AskedByHelperGood(Page page) => IsCached(page) ? page.Mapping!.PageSize : 0;

    public static int AskedOfAllGood(Page[] pages)
    {
        if (!Array.TrueForAll(pages, page => page.Mapping is not null))
            return 0;
        return pages[0].Mapping!.PageSize;
    }

    public static int PatternGood(Page page) => page is { Mapping: AddressSpace } ? page.Mapping!.PageSize : 0;

    public static Task<int> AskedAroundTheLambdaGood(Page page)
    {
        if (page.Mapping is null)
            return Task.FromResult(0);
        return Task.Run(() => page.Mapping!.PageSize);
    }

    public static int AskedAroundTheLocalFunctionGood(Page page)
    {
        return page.Mapping is null ? 0 : Size();

        int Size() => page.Mapping!.PageSize;
    }

    public static int AskedByTheFilterGood(IEnumerable<Page> pages) => pages.Where(page => page.Mapping is not null).Sum(page => page.Mapping!.PageSize);

    public static int AskedByTheQueryGood(IEnumerable<Page> pages) => (from page in pages where page.Mapping != null select page.Mapping!.PageSize).Sum();

    public static int NoFilterBad(IEnumerable<Page> pages) => pages.Sum(page => page.Mapping!.PageSize); // PGM4007

    public static int OtherFilterBad(IEnumerable<Page> pages) => pages.Where(page => page.MapCount == 0).Sum(page => page.Mapping!.PageSize); // PGM4007

    public static bool AskedTooLateInOneExpressionBad(Page page) => page.Mapping!.PageSize > 0 && page.Mapping is not null; // PGM4007

    private static bool IsCached(Page page) => page.Mapping is not null;

    private static bool IsCachedIfThere([NotNullWhen(true)] Page? page) => page?.Mapping is not null;

    private static bool IsCachedByPattern(Page page) => page is { Mapping: not null };

    private static bool IsInALargeFile(Page page) => page is { Mapping.PageSize: > 4096 };

    private static bool IsNamedLikeIt(Page page, string? mapping) => page.MapCount == 0 && mapping is null;

    public static int HelperLooksThroughNullGood(Page page) => IsCachedIfThere(page) ? page.Mapping!.PageSize : 0;

    public static int HelperMatchesGood(Page page) => IsCachedByPattern(page) ? page.Mapping!.PageSize : 0;

    public static int HelperMatchesDeeperGood(Page page) => IsInALargeFile(page) ? page.Mapping!.PageSize : 0;

    public static int HelperAsksAnotherBad(Page page) => IsNamedLikeIt(page, "mapping") ? page.Mapping!.PageSize : 0; // PGM4007

    public static int LookedTooLateBeforeTheOnlyExitBad(Page page)
    {
        int size = page.Mapping!.PageSize; // PGM4007
        if (page.Mapping is null)
            goto nothing;
        return size;
    nothing:
        return 0;
    }

    public static int LookedBeforeGoingBackGood(Page page)
    {
        bool isCached = false;
    again:
        int size = isCached ? page.Mapping!.PageSize : 0;
        if (!isCached && page.Mapping is not null)
        {
            isCached = true;
            goto again;
        }

        return size;
    }

    public static long CastBad(Page page) => (page.Mapping as AddressSpace)!.Size; // PGM4007

    public static long CastGood(Page page) => (page.Mapping as AddressSpace)?.Size ?? 0;

    public static long CastAndAskedGood(Page page)
    {
        AddressSpace? file = page.Mapping as AddressSpace;
        return file is null ? 0 : file.Size;
    }
}
