using System;
using System.Collections.Generic;
using System.Linq;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2002, PGM2003: what is asked twice comes out alike, in whichever words, as long as nobody has changed what is asked.</summary>
public static class PGM2003AskedAlike
{
    public static void OptionThatMayBeMissingGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick == true)
            page.Lock();
        page.MarkDirty();
        if (options?.IsQuick == true)
            page.Unlock();
        page.Release();
    }

    public static void OptionOrNotGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick ?? false)
            page.Lock();
        page.MarkDirty();
        if (options?.IsQuick == true)
            page.Unlock();
        page.Release();
    }

    public static void OptionUnlessSaidOtherwiseGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick ?? true)
            page.Lock();
        page.MarkDirty();
        if (options?.IsQuick != false)
            page.Unlock();
        page.Release();
    }

    public static void OptionByAPatternGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: true })
            page.Lock();
        page.MarkDirty();
        if (options?.IsQuick == true)
            page.Unlock();
        page.Release();
    }

    public static void OptionThatIsThereGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: true })
            page.Lock();
        page.MarkDirty();
        if (options.IsQuick)
            page.Unlock();
        page.Release();
    }

    public static void SeveralOptionsGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: true, Depth: > 3 })
            page.Lock();
        page.MarkDirty();
        if (options is { IsQuick: true, Depth: > 3 })
            page.Unlock();
        page.Release();
    }

    public static void NumberThatMayBeMissingGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.Depth > 3)
            page.Lock();
        page.MarkDirty();
        if (options?.Depth > 3)
            page.Unlock();
        page.Release();
    }

    public static void MissingNumberGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if ((options?.Depth ?? 0) > 3)
            page.Lock();
        page.MarkDirty();
        if ((options?.Depth ?? 0) > 3)
            page.Unlock();
        page.Release();
    }

    public static void ListThatMayBeMissingGood(PageArena arena, List<int>? sizes)
    {
        Page page = arena.Allocate();
        if (sizes?.Count > 0)
            page.Lock();
        page.MarkDirty();
        if (sizes is { Count: > 0 })
            page.Unlock();
        page.Release();
    }

    public static void ListOfOptionsGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options.Sizes?.Any() == true)
            page.Lock();
        page.MarkDirty();
        if (options.Sizes?.Count > 0)
            page.Unlock();
        page.Release();
    }

    public static void ListThatIsThereGood(PageArena arena, List<int>? sizes)
    {
        Page page = arena.Allocate();
        if (sizes?.Count > 0)
            page.Lock();
        page.MarkDirty();
        if (sizes is not null && sizes.Count > 0)
            page.Unlock();
        page.Release();
    }

    public static void TruthThatMayBeMissingGood(PageArena arena, bool? isQuick)
    {
        Page page = arena.Allocate();
        if (isQuick ?? false)
            page.Lock();
        page.MarkDirty();
        if (isQuick.GetValueOrDefault())
            page.Unlock();
        page.Release();
    }

    public static void TextTrimmedGood(PageArena arena, string? mode)
    {
        Page page = arena.Allocate();
        if (mode?.Trim() == "quick")
            page.Lock();
        page.MarkDirty();
        if (mode?.Trim() == "quick")
            page.Unlock();
        page.Release();
    }

    public static void TextComparedGood(PageArena arena, string mode)
    {
        Page page = arena.Allocate();
        if (string.Compare(mode, "m", StringComparison.Ordinal) < 0)
            page.Lock();
        page.MarkDirty();
        if (string.Compare(mode, "m", StringComparison.Ordinal) < 0)
            page.Unlock();
        page.Release();
    }

    public static void TextSearchedGood(PageArena arena, string mode)
    {
        Page page = arena.Allocate();
        if (mode.IndexOf('q', StringComparison.Ordinal) >= 0)
            page.Lock();
        page.MarkDirty();
        if (mode.IndexOf('q', StringComparison.Ordinal) >= 0)
            page.Unlock();
        page.Release();
    }

    public static void TextParsedGood(PageArena arena, string mode)
    {
        Page page = arena.Allocate();
        if (int.TryParse(mode, out _))
            page.Lock();
        page.MarkDirty();
        if (int.TryParse(mode, out _))
            page.Unlock();
        page.Release();
    }

    public static void NumbersComparedGood(PageArena arena, int one, int other)
    {
        Page page = arena.Allocate();
        if (Math.Max(one, other) > 3 && one.CompareTo(other) < 0)
            page.Lock();
        page.MarkDirty();
        if (Math.Max(one, other) > 3 && one.CompareTo(other) < 0)
            page.Unlock();
        page.Release();
    }

    public static void IdentifiedGood(PageArena arena, Guid id)
    {
        Page page = arena.Allocate();
        if (id == Guid.Empty)
            page.Lock();
        page.MarkDirty();
        if (id == Guid.Empty)
            page.Unlock();
        page.Release();
    }

    public static void FoundGood(PageArena arena, Dictionary<int, int> depths, int key)
    {
        Page page = arena.Allocate();
        if (depths.ContainsKey(key))
            page.Lock();
        page.MarkDirty();
        if (depths.TryGetValue(key, out _))
            page.Unlock();
        page.Release();
    }

    public static void PeekedGood(PageArena arena, Queue<int> sizes)
    {
        Page page = arena.Allocate();
        if (sizes.Count > 0)
            page.Lock();
        page.MarkDirty();
        if (sizes.TryPeek(out _))
            page.Unlock();
        page.Release();
    }

    public static void FirstElementGood(PageArena arena, List<int> sizes)
    {
        Page page = arena.Allocate();
        if (sizes[0] == 4096)
            page.Lock();
        page.MarkDirty();
        if (sizes[0] == 4096)
            page.Unlock();
        page.Release();
    }

    public static void AnyElementGood(PageArena arena, List<int> sizes)
    {
        Page page = arena.Allocate();
        if (sizes.Any(size => size > 3))
            page.Lock();
        page.MarkDirty();
        if (sizes.Any(size => size > 3))
            page.Unlock();
        page.Release();
    }

    public static void OfATypeGood(PageArena arena, object item)
    {
        Page page = arena.Allocate();
        if (item is string { Length: > 3 })
            page.Lock();
        page.MarkDirty();
        if (item is string { Length: > 3 })
            page.Unlock();
        page.Release();
    }

    public static void NamedWhereItMatchesGood(PageArena arena, object item)
    {
        Page page = arena.Allocate();
        if (item is string text && text.Length > 3)
            page.Lock();
        page.MarkDirty();
        if (item is string again && again.Length > 3)
            page.Unlock();
        page.Release();
    }

    public static void WithinAWiderBoundGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 5)
            page.Lock();
        page.MarkDirty();
        if (depth > 3 && depth > 5)
            page.Unlock();
        page.Release();
    }

    public static void OnThisSideOfAnotherBoundGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 5)
            page.Lock();
        page.MarkDirty();
        if (depth >= 0 && depth > 5)
            page.Unlock();
        page.Release();
    }

    public static void OneOfSeveralNumbersGood(PageArena arena, int kind)
    {
        Page page = arena.Allocate();
        if (kind is 1 or 2)
            page.Lock();
        page.MarkDirty();
        if (kind == 1 || kind == 2)
            page.Unlock();
        page.Release();
    }

    public static void OneOfSeveralTextsGood(PageArena arena, string mode)
    {
        Page page = arena.Allocate();
        if (mode == "quick" || mode == "careful")
            page.Lock();
        page.MarkDirty();
        if (mode is "quick" or "careful")
            page.Unlock();
        page.Release();
    }

    public static void ElementsByAPatternGood(PageArena arena, int[]? sizes)
    {
        Page page = arena.Allocate();
        if (sizes is { Length: > 1 } and [4096, ..])
            page.Lock();
        page.MarkDirty();
        if (sizes is { Length: > 1 } and [4096, ..])
            page.Unlock();
        page.Release();
    }

    public static void OneOfSeveralTypesGood(PageArena arena, object item)
    {
        Page page = arena.Allocate();
        if (item is string { Length: 3 } or Options { IsQuick: true })
            page.Lock();
        page.MarkDirty();
        if (item is string { Length: 3 } or Options { IsQuick: true })
            page.Unlock();
        page.Release();
    }

    public static void WhatWasFoundGood(PageArena arena, Dictionary<int, int> depths, int key)
    {
        Page page = arena.Allocate();
        if (depths.TryGetValue(key, out int depth) && depth > 3)
            page.Lock();
        page.MarkDirty();
        if (depths.TryGetValue(key, out int same) && same > 3)
            page.Unlock();
        page.Release();
    }

    public static void TimesApartGood(PageArena arena, DateTime begun, DateTime ended)
    {
        Page page = arena.Allocate();
        if (ended - begun > TimeSpan.FromSeconds(3))
            page.Lock();
        page.MarkDirty();
        if (ended - begun > TimeSpan.FromSeconds(3))
            page.Unlock();
        page.Release();
    }

    public static void NoteOfANumberGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        int? locked = null;
        if (depth > 3)
        {
            page.Lock();
            locked = depth;
        }

        page.MarkDirty();
        if (locked.HasValue)
            page.Unlock();
        page.Release();
    }

    public static void NoteOfAnObjectGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        object? locked = null;
        if (depth > 3)
        {
            page.Lock();
            locked = new object();
        }

        page.MarkDirty();
        if (locked is not null)
            page.Unlock();
        page.Release();
    }

    public static void NoteOfATextGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        string? locked = null;
        if (depth > 3)
        {
            page.Lock();
            locked = depth.ToString();
        }

        page.MarkDirty();
        if (locked != null)
            page.Unlock();
        page.Release();
    }

    public static void NoteInATupleGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        (bool IsLocked, int Depth) done = default;
        if (depth > 3)
        {
            page.Lock();
            done.IsLocked = true;
        }

        page.MarkDirty();
        if (done.IsLocked)
            page.Unlock();
        page.Release();
    }

    public static void NoteByALocalFunctionGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        bool isLocked = false;
        if (depth > 3)
        {
            page.Lock();
            Note();
        }

        page.MarkDirty();
        if (isLocked)
            page.Unlock();
        page.Release();

        void Note() => isLocked = true;
    }

    public static void SwitchedByBoundsGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 5)
            page.Lock();
        page.MarkDirty();
        switch (depth)
        {
            case < 0:
                break;
            case > 5:
                page.Unlock();
                break;
            default:
                page.MarkUpToDate();
                break;
        }

        page.Release();
    }

    public static void OneOfSeveralSwitchedGood(PageArena arena, string mode)
    {
        Page page = arena.Allocate();
        if (mode is "quick" or "careful")
            page.Lock();
        page.MarkDirty();
        switch (mode)
        {
            case "quick":
            case "careful":
                page.Unlock();
                break;
        }

        page.Release();
    }

    public static void WithinANarrowerBoundBad(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (depth > 5)
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void BeyondAWiderBoundBad(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 5)
            page.Lock();
        page.MarkDirty();
        if (depth > 3)
            page.Unlock(); // PGM2002
        page.Release();
    }

    public static void OneOfFewerNumbersBad(PageArena arena, int kind)
    {
        Page page = arena.Allocate();
        if (kind is 1 or 2 or 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (kind == 1 || kind == 2)
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void OneOfMoreNumbersBad(PageArena arena, int kind)
    {
        Page page = arena.Allocate();
        if (kind is 1 or 2)
            page.Lock();
        page.MarkDirty();
        if (kind is 1 or 2 or 3)
            page.Unlock(); // PGM2002
        page.Release();
    }

    public static void WithinARangeGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth is > 0 and < 10)
            page.Lock();
        page.MarkDirty();
        if (depth > 0 && depth < 10)
            page.Unlock();
        page.Release();
    }

    public static void WithinARangeByTwoBoundsGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth > 0 && depth <= 9)
            page.Lock();
        page.MarkDirty();
        if (depth is > 0 and < 10)
            page.Unlock();
        page.Release();
    }

    public static void OutOfARangeGood(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth is < 0 or > 9)
            page.Lock();
        page.MarkDirty();
        if (depth < 0 || depth > 9)
            page.Unlock();
        page.Release();
    }

    public static void SeveralPropertiesByAPatternGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options.IsQuick && options.Depth > 3)
            page.Lock();
        page.MarkDirty();
        if (options is { IsQuick: true, Depth: > 3 })
            page.Unlock();
        page.Release();
    }

    public static void PropertiesOfAPropertyGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: false, Sizes.Count: > 0 })
            page.Lock();
        page.MarkDirty();
        if (!options.IsQuick && options.Sizes is { Count: > 0 })
            page.Unlock();
        page.Release();
    }

    public static void OptionOrNotThereGood(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick ?? false)
            page.Lock();
        page.MarkDirty();
        if (options is not null && options.IsQuick)
            page.Unlock();
        page.Release();
    }

    public static void NotedTruthByAPatternGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        bool isQuick = options.IsQuick && !options.IsLogged;
        if (isQuick)
            page.Lock();
        page.MarkDirty();
        if (options is { IsQuick: true, IsLogged: false })
            page.Unlock();
        page.Release();
    }

    public static void WithinHalfOfTheRangeBad(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth is > 0 and < 10)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (depth > 0 && depth < 5)
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void WithinMoreThanTheRangeBad(PageArena arena, int depth)
    {
        Page page = arena.Allocate();
        if (depth is > 0 and < 10)
            page.Lock();
        page.MarkDirty();
        if (depth > 0)
            page.Unlock(); // PGM2002
        page.Release();
    }

    public static void OneOfThePropertiesBad(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: true, IsLogged: true })
            page.Lock();
        page.MarkDirty();
        if (options.IsQuick)
            page.Unlock(); // PGM2002
        page.Release();
    }

    public static void MoreOfThePropertiesBad(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options.IsQuick)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (options is { IsQuick: true, IsLogged: true })
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void OptionOrThereBad(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick ?? true)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (options is not null && options.IsQuick)
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void AskedOfALocalFunctionGood(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (IsQuick())
            page.Lock();
        page.MarkDirty();
        if (IsQuick())
            page.Unlock();
        page.Release();

        bool IsQuick() => options.IsQuick || options.Depth > 3;
    }

    public static void NobodyCanWriteItGood(PageArena arena, Policy policy, Func<int, bool> send)
    {
        Page page = arena.Allocate();
        if (policy.HoldsOn)
            page.Lock();
        while (policy.MayGoOn(page.MapCount) && !send(page.Size))
            page.MarkDirty();
        if (policy.HoldsOn)
            page.Unlock();
        page.Release();
    }

    public static void NobodyCanWriteWhatAPatternAsksGood(PageArena arena, Policy policy, Func<int, bool> send)
    {
        Page page = arena.Allocate();
        if (policy is { HoldsOn: true })
            page.Lock();
        while (policy.MayGoOn(page.MapCount) && !send(page.Size))
            page.MarkDirty();
        if (policy is { HoldsOn: true })
            page.Unlock();
        page.Release();
    }

    public static void OfAnotherBad(PageArena arena, Options? options, Options? others)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick == true)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (others?.IsQuick == true)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void OfAnotherNumberBad(PageArena arena, Options? options)
    {
        Page page = arena.Allocate();
        if (options?.Depth > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (options?.Depth > 4)
            page.Unlock();
        page.Release();
    } // earlier PGM2003

    public static void WrittenInBetweenBad(PageArena arena, Options? options, Options? others)
    {
        Page page = arena.Allocate();
        if (options?.IsQuick == true)
            page.Lock(); // PGM2003
        options = others;
        page.MarkDirty();
        if (options?.IsQuick == true)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void WrittenInsideInBetweenBad(PageArena arena, Options options)
    {
        Page page = arena.Allocate();
        if (options is { IsQuick: true })
            page.Lock(); // PGM2003
        options.IsQuick = !options.IsQuick;
        page.MarkDirty();
        if (options.IsQuick)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void OfAnotherElementBad(PageArena arena, List<int> sizes)
    {
        Page page = arena.Allocate();
        if (sizes[0] == 4096)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (sizes[1] == 4096)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void OfAnotherPredicateBad(PageArena arena, List<int> sizes)
    {
        Page page = arena.Allocate();
        if (sizes.Any(size => size > 3))
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (sizes.Any(size => size > 4))
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void OfAnotherMatchBad(PageArena arena, object item, object other)
    {
        Page page = arena.Allocate();
        if (item is string text && text.Length > 3)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (other is string again && again.Length > 3)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public static void OfAnotherSideBad(PageArena arena, int one, int other)
    {
        Page page = arena.Allocate();
        if (one.CompareTo(other) < 0)
            page.Lock(); // PGM2003
        page.MarkDirty();
        if (other.CompareTo(one) < 0)
            page.Unlock(); // PGM2002
        page.Release();
    } // earlier PGM2003

    public sealed record Policy(bool HoldsOn, int Limit)
    {
        public bool MayGoOn(int count) => count < Limit;
    }

    public sealed class Options
    {
        public bool IsQuick { get; set; }

        public bool IsLogged { get; set; }

        public int Depth { get; set; }

        public List<int>? Sizes { get; set; }
    }
}
