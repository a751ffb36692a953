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
            page.Unlock(); // PGM2002
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

    public sealed class Options
    {
        public bool IsQuick { get; set; }

        public int Depth { get; set; }

        public List<int>? Sizes { get; set; }
    }
}
