using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003 and its siblings: a member that is never written again names one object, as long as what it is a member of goes to nobody else.</summary>
public sealed class PGM2003Members
{
    private readonly Dictionary<long, Entry> _entries = [];
    private Entry? _active;

    public static bool BranchBad(Entry entry)
    {
        entry.Page.Lock(); // PGM2003
        if (entry.Pins > 1)
            return false;
        entry.Pins++;
        entry.Page.Unlock();
        return true;
    }

    public static bool BranchGood(Entry entry)
    {
        entry.Page.Lock();
        if (entry.Pins > 1)
        {
            entry.Page.Unlock();
            return false;
        }

        entry.Pins++;
        entry.Page.Unlock();
        return true;
    }

    public static void UnlockedTwiceBad(Entry entry, ICollection<long> log)
    {
        entry.Page.Lock();
        entry.Page.Unlock();
        log.Add(entry.Pins);
        entry.Page.Unlock(); // PGM2001
    }

    public static bool CorrelatedGood(Entry entry)
    {
        bool locked = entry.Page.TryLock();
        Debug.WriteLine("asked");
        if (locked)
            entry.Page.Unlock();
        return locked;
    }

    public static bool CorrelatedBad(Entry entry)
    {
        bool locked = entry.Page.TryLock();
        Debug.WriteLine("asked");
        entry.Page.Unlock(); // PGM2002
        return locked;
    }

    public static bool TryFinallyGood(Entry entry)
    {
        if (!entry.Page.TryLock())
            return false;
        try
        {
            entry.Pins++;
            return true;
        }
        finally
        {
            entry.Page.Unlock();
        }
    }

    public bool LookedUpBad(long index)
    {
        if (!_entries.TryGetValue(index, out Entry? entry))
            return false;
        entry.Page.Lock(); // PGM2003
        if (entry.Pins > 1)
            return false;
        entry.Page.Unlock();
        return true;
    }

    public bool KeptElsewhereGood(long index)
    {
        if (!_entries.TryGetValue(index, out Entry? entry))
            return false;
        entry.Page.Lock();
        _active = entry;
        if (entry.Pins > 1)
            return false;
        entry.Page.Unlock();
        _active = null;
        return true;
    }

    public static bool NotedBesideGood(Entry entry)
    {
        entry.Page.Lock();
        if (entry.Pins > 1)
        {
            entry.Pins = 0;
            return false;
        }

        entry.Page.Unlock();
        return true;
    }

    public static void BeginOrEndGood(Entry entry, bool begin)
    {
        if (begin)
            entry.Page.Lock();
        else
            entry.Page.Unlock();
    }

    public static void LoopsGood(Entry[] entries)
    {
        Entry entry;
        for (int i = 0; i < entries.Length; i++)
        {
            entry = entries[i];
            entry.Page.Lock();
        }

        for (int i = 0; i < entries.Length; i++)
        {
            entry = entries[i];
            entry.Page.Unlock();
        }
    }

    public static bool UnderAnotherNameGood(Entry entry)
    {
        entry.Page.Lock();
        Page page = entry.Page;
        if (entry.Pins > 1)
        {
            page.Unlock();
            return false;
        }

        entry.Page.Unlock();
        return true;
    }

    public static bool OwnerAskedGood(Entry entry)
    {
        entry.Page.Lock();
        entry.Finish();
        if (entry.Pins > 1)
            return false;
        entry.Page.Lock();
        entry.Page.Unlock();
        return true;
    }

    public bool OthersCalledGood(long index)
    {
        Entry entry = _entries[index];
        entry.Page.Lock();
        UnlockAll();
        if (entry.Pins > 1)
            return false;
        entry.Page.Lock();
        entry.Page.Unlock();
        return true;
    }

    public static bool WrittenMemberGood(Entry entry)
    {
        if (entry.Next is null)
            return false;
        entry.Next.Lock();
        if (entry.Pins > 1)
            return false;
        entry.Next.Unlock();
        return true;
    }

    public static void ThrownGood(Entry entry, Stream stream)
    {
        entry.Page.Lock();
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            entry.Page.Unlock();
            throw;
        }

        entry.Page.Unlock();
    }

    public static void CallbackGood(Entry entry, Action<Page> use)
    {
        entry.Page.Lock();
        use(entry.Page);
        if (entry.Pins > 1)
            return;
        entry.Page.Unlock();
    }

    private void UnlockAll()
    {
        foreach (Entry entry in _entries.Values)
            entry.Page.Unlock();
        _active = null;
    }

    public sealed class Entry(Page page)
    {
        public Page Page { get; } = page;

        public Page? Next { get; set; }

        public int Pins { get; set; }

        public void Finish() => Page.Unlock();
    }
}
