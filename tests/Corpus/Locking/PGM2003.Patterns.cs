using System.Collections.Generic;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: what a pattern finds in a member of the matched object, and gives a name, is followed under that name.</summary>
public sealed class PGM2003Patterns
{
    private readonly LinkedList<Page> _order = [];

    public static bool NamedMemberBad(Entry? entry)
    {
        if (entry is not { Pins: 0, Page: { MapCount: 0 } page })
            return false;
        page.Lock(); // PGM2003
        if (page.IsUpToDate)
            return true;
        page.ClearDirty();
        page.Unlock();
        return true;
    }

    public static bool NamedMemberGood(Entry? entry)
    {
        if (entry is not { Pins: 0, Page: { MapCount: 0 } page })
            return false;
        page.Lock();
        if (!page.IsUpToDate)
            page.ClearDirty();
        page.Unlock();
        return true;
    }

    public static bool LockedForLaterGood(Entry entry)
    {
        if (entry is not { Pins: 0, Page: var page })
            return false;
        page.Lock();
        entry.Pins = 1;
        return true;
    }

    public static int OneOfSeveralGood(Entry? entry)
    {
        switch (entry)
        {
            case { Pins: 0, Page: var page }:
                page.Lock();
                page.Unlock();
                return 0;
            case { Pins: 1, Page: var page }:
                page.Unlock();
                return 1;
            default:
                return 2;
        }
    }

    public long NodeBad()
    {
        if (_order.First is not { Value: var page })
            return -1;
        page.Release();
        return page.Index; // PGM4001
    }

    public long NodeGood()
    {
        if (_order.First is not { Value: var page })
            return -1;
        long index = page.Index;
        page.Release();
        return index;
    }

    public sealed class Entry(Page page)
    {
        public Page Page { get; } = page;

        public int Pins { get; set; }
    }

    public static void StillNamedByWhatWasMatchedBad(object item)
    {
        if (item is Page page)
        {
            page.Lock();
            page.Unlock();
            ((Page)item).Unlock(); // PGM2001
        }
    }

    public static void AnotherIsMatchedGood(object item, object next)
    {
        if (item is Page page)
        {
            page.Lock();
            page.Unlock();
            item = next;
            ((Page)item).Unlock();
        }
    }

    public static void NextCaseBad(object item)
    {
        switch (item)
        {
            case Page page when page.TryLock():
                page.Unlock();
                break;
            case Page page:
                page.Unlock(); // PGM2002
                break;
        }
    }

    public static void NextCaseGood(object item)
    {
        switch (item)
        {
            case Page page when page.TryLock():
                page.Unlock();
                break;
            case Page page:
                page.MarkDirty();
                break;
        }
    }

    public static void HandedOnAsMatchedGood(object item, List<object> locked)
    {
        if (item is Page page)
        {
            page.Lock();
            locked.Add(item);
        }
    }
}
