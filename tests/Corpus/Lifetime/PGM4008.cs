using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4008: a list of the flags that do no harm says of each flag whether it does.</summary>
public static class PGM4008
{
    private const PageFlags Harmless = PageFlags.Locked | PageFlags.Referenced | PageFlags.Lru | PageFlags.Active | PageFlags.Reclaim;

    private static readonly PageFlags Computed = Enum.GetValues<PageFlags>().Aggregate(PageFlags.None, (all, flag) => all | flag);

    public static bool StraightLineBad(Page page) => (page.Flags & ~Harmless) == 0; // PGM4008

    public static bool StraightLineGood(Page page) => (page.Flags & (PageFlags.Dirty | PageFlags.Writeback | PageFlags.Error)) == 0;

    public static bool OneFlagGood(Page page) => (page.Flags & PageFlags.Dirty) == PageFlags.Dirty;

    public static bool HasFlagGood(Page page) => page.Flags.HasFlag(PageFlags.Dirty) && (page.Flags & PageFlags.Lru) != 0;

    public static bool NothingButTheLockGood(Page page) => (page.Flags & ~PageFlags.Locked) == 0;

    public static bool MembershipGood(PageFlags flag) => flag is PageFlags.Dirty or PageFlags.Writeback;

    public static PageFlags ClearedGood(PageFlags flags) => flags & ~(PageFlags.Dirty | PageFlags.Writeback);

    public static bool ComputedListGood(Page page) => (page.Flags & ~Computed) == 0;

    public static bool GivenListGood(Page page, PageFlags allowed) => (page.Flags & ~allowed) == 0;

    public static bool NumbersBad(Page page) => ((uint)page.Flags & ~(uint)(PageFlags.Locked | PageFlags.Lru)) != 0; // PGM4008

    public static bool SubsetBad(PageFlags flags) => (flags & Harmless) == flags; // PGM4008

    public static bool UnionBad(PageFlags flags) => (flags | Harmless) == Harmless; // PGM4008

    public static bool PatternBad(PageFlags flags) => (flags & ~PageFlags.UpToDate & ~Harmless) is not PageFlags.None; // PGM4008

    public static bool FieldOfAnotherTypeBad(Page page) => (page.Flags & ~OneSided.Allowed) == 0; // PGM4008

    public static bool BothListsGood(Page page) => (page.Flags & ~TwoSided.Allowed) == 0;

    public static bool PickedGood(PageFlags flags) => (flags & (PageFlags.Lru | PageFlags.Active) & ~Harmless) == 0;

    public static bool EveryFlagGood(PageFlags flags)
        => (flags & ~(Harmless | PageFlags.UpToDate | PageFlags.Dirty | PageFlags.Writeback | PageFlags.Workingset | PageFlags.Waiters | PageFlags.Error
            | PageFlags.Private | PageFlags.MappedToDisk | PageFlags.Mlocked | PageFlags.Readahead)) == 0;

    public static void BranchBad(Page page)
    {
        if ((page.Flags & ~(PageFlags.Locked | PageFlags.Lru)) != 0) // PGM4008
            Console.WriteLine(page);
    }

    public static void BranchGood(Page page)
    {
        if ((page.Flags & (PageFlags.Dirty | PageFlags.Writeback)) != 0)
            Console.WriteLine(page);
    }

    public static int EarlyReturnBad(PageFlags flag)
    {
        switch (flag)
        {
            case PageFlags.Locked or PageFlags.Lru:
                return Count(true);
            default:
                break;
        }

        if ((flag & ~(PageFlags.Locked | PageFlags.Lru)) == 0) // PGM4008
            return 1;
        return 0;
    }

    public static bool EarlyReturnGood(PageFlags flag)
    {
        switch (flag)
        {
            case PageFlags.Locked:
            case PageFlags.Lru:
                return true;
        }

        return false;
    }

    public static bool SwitchBad(PageFlags flag)
    {
        switch (flag)
        {
            case PageFlags.Locked:
            case PageFlags.Lru or PageFlags.Active:
                return true;
            case PageFlags.Dirty:
                return false;
            default: // PGM4008
                return false;
        }
    }

    public static bool AssignedInSwitchBad(PageFlags flag)
    {
        bool harmless;
        switch (flag)
        {
            case PageFlags.Locked:
                harmless = true;
                break;
            case PageFlags.Dirty:
                harmless = false;
                break;
            default: // PGM4008
                throw new ArgumentOutOfRangeException(nameof(flag));
        }

        return harmless;
    }

    public static bool SwitchExpressionBad(PageFlags flag) => flag switch
    {
        PageFlags.Locked or PageFlags.Lru => true,
        PageFlags.Dirty => false,
        _ => false, // PGM4008
    };

    public static bool ThrowingSwitchBad(PageFlags flag) => flag switch
    {
        PageFlags.Locked or PageFlags.Lru => true,
        _ => throw new ArgumentOutOfRangeException(nameof(flag)), // PGM4008
    };

    public static bool QuestionAboutFewGood(PageFlags flag) => flag switch
    {
        PageFlags.Dirty or PageFlags.Writeback => true,
        _ => false,
    };

    public static string NamesGood(PageFlags flag) => flag switch
    {
        PageFlags.Dirty => "D",
        PageFlags.Writeback => "W",
        _ => "",
    };

    public static bool PickedInSwitchGood(PageFlags flags) => (flags & (PageFlags.Lru | PageFlags.Active)) switch
    {
        PageFlags.Lru => true,
        PageFlags.Active => false,
        _ => false,
    };

    public static bool GuardedGood(PageFlags flag, bool strict) => flag switch
    {
        PageFlags.Locked when !strict => true,
        PageFlags.Dirty => false,
        _ => true,
    };

    public static bool EveryMemberInSwitchGood(PageFlags flag) => flag switch
    {
        PageFlags.None or PageFlags.Locked or PageFlags.Referenced or PageFlags.Lru or PageFlags.Active => true,
        PageFlags.Workingset or PageFlags.Reclaim or PageFlags.Waiters or PageFlags.Readahead => true,
        PageFlags.UpToDate or PageFlags.MappedToDisk or PageFlags.Dirty or PageFlags.Writeback => false,
        PageFlags.Error or PageFlags.Private or PageFlags.Mlocked => false,
        _ => false,
    };

    public static int LoopBad(Page[] pages)
    {
        int count = 0;
        foreach (Page page in pages)
            count += Count((page.Flags & ~Harmless) == 0); // PGM4008
        return count;
    }

    public static int LoopGood(Page[] pages)
    {
        int count = 0;
        foreach (Page page in pages)
            count += Count((page.Flags & ~TwoSided.Allowed) == 0);
        return count;
    }

    public static void TryFinallyBad(Page page, Stream log)
    {
        try
        {
            log.Flush();
        }
        finally
        {
            Console.WriteLine((page.Flags & ~Harmless) == 0); // PGM4008
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
            Console.WriteLine((page.Flags & Harmless) == 0);
        }
    }

    public static void UsingBad(Page page, Stream log)
    {
        using (log)
            Console.WriteLine((page.Flags & ~Harmless) == 0); // PGM4008
    }

    public static void UsingGood(Page page, Stream log)
    {
        using (log)
            Console.WriteLine((page.Flags & ~TwoSided.Allowed) == 0);
    }

    public static bool AliasBad(Page page)
    {
        PageFlags flags = page.Flags;
        PageFlags others = flags & ~Harmless;
        return others == PageFlags.None; // PGM4008
    }

    public static bool AliasGood(Page page)
    {
        PageFlags flags = page.Flags;
        PageFlags others = flags & ~Harmless;
        others |= PageFlags.Dirty;
        return others == PageFlags.None;
    }

    public static void OutBad(AddressSpace space, out bool isHarmless)
    {
        isHarmless = space.TryFind(0, out Page? page) && (page.Flags & ~Harmless) == 0; // PGM4008
        page?.Release();
    }

    public static void OutGood(AddressSpace space, out bool isHarmless)
    {
        isHarmless = space.TryFind(0, out Page? page) && (page.Flags & ~TwoSided.Allowed) == 0;
        page?.Release();
    }

    public static void CorrelatedBad(Page page)
    {
        bool isRefused = (page.Flags & ~Harmless) != 0; // PGM4008
        Console.WriteLine(isRefused);
        if (isRefused)
            Console.WriteLine(page);
    }

    public static void CorrelatedGood(Page page)
    {
        bool isRefused = (page.Flags & TwoSided.Refused) != 0;
        Console.WriteLine(isRefused);
        if (isRefused)
            Console.WriteLine(page);
    }

    public static async Task<bool> AsyncBad(Page page)
    {
        await Task.Yield();
        return (page.Flags & ~Harmless) == 0; // PGM4008
    }

    public static async Task<bool> AsyncGood(Page page)
    {
        await Task.Yield();
        return (page.Flags & ~TwoSided.Allowed) == 0;
    }

    public static bool WrapperBad(Rights rights) => (rights & ~(Rights.Read | Rights.Write)) == 0; // PGM4008

    public static bool WrapperGood(Rights rights) => (rights & ~(Rights.Read | Rights.Write)) == 0 || rights == Rights.Delete;

    public static bool KindBad(Kind kind) => kind switch
    {
        Kind.Zero => true,
        Kind.One => false,
        _ => false, // PGM4008
    };

    public static bool KindGood(Kind kind) => kind switch
    {
        Kind.Zero => true,
        Kind.One or Kind.Two => false,
        _ => false,
    };

    public static bool UnmarkedGood(FileAttributes attributes) => (attributes & ~(FileAttributes.ReadOnly | FileAttributes.Hidden)) == 0;

    private static int Count(bool one) => one ? 1 : 0;

    [Flags]
    [Exhaustive("PGM4008")]
    public enum Rights : byte
    {
        Read = 1,
        Write = 2,
        Delete = 4,
        ReadWrite = Read | Write,
    }

    public static bool NothingAddedOneByOneBad(PageFlags flags)
        => (flags | PageFlags.Dirty | PageFlags.UpToDate) == (PageFlags.Dirty | PageFlags.UpToDate); // PGM4008

    public static bool NothingAddedInTheMiddleBad(PageFlags flags)
        => (PageFlags.Dirty | flags | PageFlags.UpToDate) != (PageFlags.UpToDate | PageFlags.Dirty); // PGM4008

    public static bool AddedToAnotherListGood(PageFlags flags)
        => (flags | PageFlags.Dirty | PageFlags.UpToDate) == (PageFlags.Dirty | PageFlags.UpToDate | PageFlags.Locked);

    [Exhaustive("PGM4008")]
    public enum Kind
    {
        Zero,
        One,
        Two,
    }

    private static class OneSided
    {
        public static readonly PageFlags Allowed = PageFlags.Locked | (PageFlags.Referenced | PageFlags.Lru);
    }

    private static class TwoSided
    {
        public const PageFlags Refused = PageFlags.UpToDate | PageFlags.MappedToDisk | PageFlags.Dirty | PageFlags.Writeback | PageFlags.Error | PageFlags.Private | PageFlags.Mlocked;

        public static readonly PageFlags Allowed = PageFlags.Locked | PageFlags.Referenced | PageFlags.Lru | PageFlags.Active | PageFlags.Workingset | PageFlags.Reclaim
            | PageFlags.Waiters | PageFlags.Readahead;
    }
}
