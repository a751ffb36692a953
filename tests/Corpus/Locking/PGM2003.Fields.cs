using System;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2003: the page in a private field that nobody but the method itself can unlock.</summary>
public sealed class PGM2003Fields
{
    private readonly Page _page;
    private readonly Page _shown;
    private readonly Page _begun;
    private readonly Page _given;
    private readonly Page _later;
    private readonly Page _scoped;
    private readonly Page _kept;
    private Page _changed;
    private Page? _locked;

    public PGM2003Fields(Page page, Page shown, Page begun, Page given, Page later, Page scoped)
    {
        _page = page;
        this._shown = shown;
        _begun = begun;
        _given = given;
        _later = later;
        _scoped = scoped;
        _changed = page;
        _kept = page;
    }

    public Page Shown => _shown;

    public bool EarlyReturnBad(bool skip)
    {
        _page.Lock(); // PGM2003
        if (skip)
            return false;
        _page.MarkDirty();
        _page.Unlock();
        return true;
    }

    public int GetterLikeBad()
    {
        if (!_page.TryLock()) // PGM2003
            return -1;
        if (_page.MapCount == 0)
            return 0;
        int size = _page.Size;
        _page.Unlock();
        return size;
    }

    public void UsedAndLeftBad()
    {
        _page.Lock(); // PGM2003
        _page.MarkDirty();
    }

    public void LeftToWhoeverHasItGood()
    {
        _shown.Lock();
        _shown.MarkDirty();
    }

    public void LeftForTheOtherMemberGood()
    {
        _begun.Lock();
        _begun.MarkDirty();
    }

    public void LockedForGood() => _page.Lock();

    public void BalancedGood()
    {
        _page.Lock();
        try
        {
            _page.MarkDirty();
        }
        finally
        {
            _page.Unlock();
        }
    }

    public bool ShownToOthersGood(bool skip)
    {
        _shown.Lock();
        if (skip)
            return false;
        _shown.Unlock();
        return true;
    }

    public bool TryBeginGood()
    {
        _begun.Lock();
        if (_begun.IsUpToDate)
        {
            _begun.Unlock();
            return false;
        }

        return true;
    }

    public void EndGood() => _begun.Unlock();

    public bool GivenAwayGood(bool skip, Action<Page> end)
    {
        _given.Lock();
        if (skip)
        {
            end(_given);
            return false;
        }

        _given.Unlock();
        return true;
    }

    public Action? UnlockedLaterGood(bool later)
    {
        _later.Lock();
        if (later)
            return () => _later.Unlock();
        _later.Unlock();
        return null;
    }

    public Scope? ScopedGood(bool scoped)
    {
        _scoped.Lock();
        if (scoped)
            return new Scope(this);
        _scoped.Unlock();
        return null;
    }

    public bool ChangedGood(bool skip)
    {
        _changed.Lock();
        if (skip)
            return false;
        _changed.Unlock();
        return true;
    }

    public Page Change(Page page)
    {
        Page before = _changed;
        _changed = page;
        return before;
    }

    public bool KeptInAnotherFieldGood(bool skip)
    {
        _kept.Lock();
        if (skip)
        {
            _locked = _kept;
            return false;
        }

        _kept.Unlock();
        return true;
    }

    public void UnlockKeptGood()
    {
        _locked?.Unlock();
        _locked = null;
    }

    public sealed class Scope(PGM2003Fields owner) : IDisposable
    {
        public void Dispose() => owner._scoped.Unlock();
    }
}
