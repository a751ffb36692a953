using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using PageMove.Caching;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4003: what a private helper hands out through a parameter is its caller's, in the state in which the helper leaves it.</summary>
public sealed class PGM4003HandedOut(AddressSpace space)
{
    private readonly Dictionary<long, Page> _pages = [];
    private readonly Queue<PipeBuffer> _waiting = [];
    private Page? _last;

    public bool OutOfALookUpBad(long index)
    {
        if (!TryGet(index, out Page? page)) // PGM4003
            return false;
        if (page.MapCount > 0)
            return false;
        page.Release();
        return true;
    }

    public bool OutOfALookUpGood(long index)
    {
        if (!TryGet(index, out Page? page))
            return false;
        bool mapped = page.MapCount > 0;
        page.Release();
        return mapped;
    }

    public bool OutLockedBad(long index)
    {
        if (!TryGetLocked(index, out Page? page)) // PGM2003
            return false;
        page.MarkDirty();
        page.Release();
        return true;
    }

    public bool OutLockedGood(long index)
    {
        bool got = TryGetLocked(index, out Page? page);
        if (got)
            page!.MarkDirty();
        if (!got)
            return false;
        page!.Unlock();
        page.Release();
        return true;
    }

    public static int LoopOverGoodOnesBad(PagePipe pipe)
    {
        int length = 0;
        while (TryTakeGood(pipe, out PipeBuffer? buffer)) // PGM4003
            length += buffer.Length;
        return length;
    }

    public int LoopOverGoodOnesGood(PagePipe pipe)
    {
        int length = 0;
        while (TryTakeGood(pipe, out PipeBuffer? buffer))
        {
            length += buffer.Length;
            _waiting.Enqueue(buffer);
        }

        return length;
    }

    public static int UnaskedGood(PagePipe pipe)
    {
        TryTakeGood(pipe, out PipeBuffer? buffer);
        int length = buffer?.Length ?? 0;
        buffer?.Dispose();
        return length;
    }

    public bool OutOfALocalFunctionBad(long index)
    {
        return TryGetIt(out Page? page) && page.MapCount > 0; // PGM4003

        bool TryGetIt([NotNullWhen(true)] out Page? found) => space.TryFind(index, out found);
    }

    public bool ReturnedWithoutALookBad(long index)
    {
        Page? page = Find(index); // PGM4003
        return page is { IsUpToDate: true };
    }

    public bool MatchedWithoutALookBad(long index)
    {
        if (Find(index) is { IsUpToDate: true } page) // PGM4003
        {
            page.Release();
            return true;
        }

        return false;
    }

    public bool ReturnedWithoutALookGood(long index)
    {
        Page? page = Find(index);
        if (page is null)
            return false;
        bool isUpToDate = page.IsUpToDate;
        page.Release();
        return isUpToDate;
    }

    public void AskedTwiceGood(long index)
    {
        using Page? page = Find(index);
        page?.MarkDirty();
    }

    public bool ListedWithoutALookGood(long index) => FindListed(index) is { IsUpToDate: true };

    public bool KeptByTheHelperGood(long index) => TryGetAndKeep(index, out Page? page) && page.MapCount > 0;

    public bool ListedGood(long index) => TryGetListed(index, out Page? page) && page.MapCount > 0;

    public bool ListedOrFoundGood(long index) => TryGetListedOrFind(index, out Page? page) && page.MapCount > 0;

    public bool OfAFieldGood() => TryGetLast(out Page? page) && page.MapCount > 0;

    public bool DeadOnFailureGood(PagePipe pipe)
    {
        if (!TryTakeLong(pipe, out PipeBuffer? buffer))
            return false;
        buffer.Release();
        return true;
    }

    private Page? Find(long index)
    {
        space.TryFind(index, out Page? page);
        return page;
    }

    private Page? FindListed(long index)
    {
        _pages.TryGetValue(index, out Page? page);
        return page;
    }

    private bool TryGet(long index, [NotNullWhen(true)] out Page? page) => space.TryFind(index, out page);

    private bool TryGetLocked(long index, [NotNullWhen(true)] out Page? page)
    {
        if (!space.TryFind(index, out page))
            return false;
        if (page.TryLock())
            return true;
        page.Release();
        page = null;
        return false;
    }

    private static bool TryTakeGood(PagePipe pipe, [NotNullWhen(true)] out PipeBuffer? buffer)
    {
        while (pipe.TryTake(out buffer))
        {
            if (buffer.Confirm() == ConfirmResult.Good)
                return true;
            buffer.Dispose();
        }

        return false;
    }

    private static bool TryTakeLong(PagePipe pipe, [NotNullWhen(true)] out PipeBuffer? buffer)
    {
        if (!pipe.TryTake(out buffer))
            return false;
        if (buffer.Length > 16)
            return true;
        buffer.Release();
        return false;
    }

    private bool TryGetAndKeep(long index, [NotNullWhen(true)] out Page? page)
    {
        if (!space.TryFind(index, out page))
            return false;
        _last = page;
        return true;
    }

    private bool TryGetListed(long index, [NotNullWhen(true)] out Page? page) => _pages.TryGetValue(index, out page);

    private bool TryGetListedOrFind(long index, [NotNullWhen(true)] out Page? page)
        => _pages.TryGetValue(index, out page) || space.TryFind(index, out page);

    private bool TryGetLast([NotNullWhen(true)] out Page? page)
    {
        page = _last;
        return page is not null;
    }
}
