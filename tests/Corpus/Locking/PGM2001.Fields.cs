using System;
using PageMove.Contracts;
using PageMove.Pages;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2007, PGM4001, PGM4002: what a private method does to what it finds in a field of its object is known where it is called.</summary>
public sealed class PGM2001Fields
{
    private readonly Page _page;
    private Page? _other;
    private bool _isLocked;

    public PGM2001Fields(Page page) => _page = page;

    public void LeftTwiceBad()
    {
        Enter();
        Leave();
        Leave(); // PGM2001
    }

    public void LeftAndUnlockedBad()
    {
        _page.Lock();
        Leave();
        _page.Unlock(); // PGM2001
    }

    public void EnteredTwiceBad()
    {
        Enter();
        Enter(); // PGM2007
        Leave();
    }

    public void LeftByAnotherBad()
    {
        Enter();
        MarkAndLeave();
        Leave(); // PGM2001
    }

    public void ReleasedAndUsedBad()
    {
        ReleaseOther();
        _other!.MarkDirty(); // PGM4001
    }

    public void ReleasedTwiceBad()
    {
        ReleaseOther();
        ReleaseOther(); // PGM4002
    }

    public void KeptAndReleasedBad(PageArena arena)
    {
        Page page = arena.Allocate();
        _other = page;
        ReleaseOther();
        page.MarkDirty(); // PGM4001
    }

    public void LookedAtBetweenBad()
    {
        _page.Lock();
        _page.Unlock();
        Print();
        _page.Unlock(); // PGM2001
    }

    public void BalancedGood()
    {
        Enter();
        try
        {
            _page.MarkDirty();
        }
        finally
        {
            Leave();
        }
    }

    public void EnteredAgainInATryGood()
    {
        Enter();
        Leave();
        try
        {
            Enter();
            _page.MarkDirty();
        }
        finally
        {
            Leave();
        }
    }

    public static void EnteredAgainByAnArgumentGood(Page page)
    {
        page.Lock();
        page.Unlock();
        try
        {
            EnterChecked(page);
            page.MarkDirty();
        }
        finally
        {
            page.Unlock();
        }
    }

    public void EnteredBetweenGood()
    {
        _page.Unlock();
        Enter();
        _page.Unlock();
    }

    public void EnteredByAPublicMethodGood()
    {
        _page.Unlock();
        Open();
        _page.Unlock();
    }

    public void LeftByADelegateGood(Action leave)
    {
        _page.Lock();
        leave();
        _page.Lock();
        _page.Unlock();
    }

    public void AliasEnteredByAPublicMethodGood()
    {
        Page page = _page;
        page.Unlock();
        Open();
        page.Unlock();
    }

    public void LeftByWhoeverIsGivenThisGood(Action<object> leave)
    {
        Enter();
        leave(this);
        Enter();
        Leave();
    }

    public void ReleasedAndMadeAnewGood(PageArena arena)
    {
        ReleaseOther();
        _other = arena.Allocate();
        _other.MarkDirty();
        ReleaseOther();
    }

    public void EmptiedTwiceGood()
    {
        EmptyOther();
        EmptyOther();
    }

    public void ExchangedGood(PageArena arena)
    {
        ExchangeOther(arena);
        ExchangeOther(arena);
    }

    public void OfAnotherGood(PGM2001Fields other)
    {
        Enter();
        other.Enter();
        other.Leave();
        Leave();
    }

    public void LeftLaterGood()
    {
        Enter();
        Action leave = LeaveLater();
        leave();
        Enter();
        Leave();
    }

    public void Open() => _page.Lock();

    private void Enter() => _page.Lock();

    private void Leave() => _page.Unlock();

    private void MarkAndLeave()
    {
        _page.MarkDirty();
        Leave();
    }

    private void Print() => Console.WriteLine(_page.Index);

    private Action LeaveLater() => () => _page.Unlock();

    private void ReleaseOther() => _other!.Release();

    private void EmptyOther()
    {
        _other?.Release();
        _other = null;
    }

    private void ExchangeOther(PageArena arena)
    {
        _other?.Release();
        _other = arena.Allocate();
    }

    private static void EnterChecked(Page page)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.Lock();
    }

    public void EnteredByALocalFunctionGood()
    {
        _page.Unlock();
        EnterHere();
        _page.Unlock();

        void EnterHere() => _page.Lock();
    }

    public void LeftByALocalFunctionBad()
    {
        _page.Lock();
        LeaveHere();
        _page.Unlock(); // PGM2001

        void LeaveHere() => _page.Unlock();
    }

    public void FlagBeforeAnotherMethodGood(Page page)
    {
        _isLocked = page.TryLock();
        Print();
        if (_isLocked)
            page.Unlock();
    }

    public void FlagAtOnceBad(Page page)
    {
        _isLocked = page.TryLock(); // PGM2003
        if (_isLocked)
            page.MarkDirty();
    }

    public void LockedByASetterGood()
    {
        _page.Unlock();
        IsOpen = true;
        _page.Unlock();
    }

    public void ExchangedByASetterGood(PageArena arena)
    {
        ReleaseOther();
        Other = arena.Allocate();
        _other!.MarkDirty();
    }

    public void MarkedByAnAutoPropertyBad()
    {
        _page.Unlock();
        Title = "closed";
        _page.Unlock(); // PGM2001
    }

    public string? Title { get; set; }

    public Page? Other
    {
        get => _other;
        set => _other = value;
    }

    public bool IsOpen
    {
        get => _isLocked;
        set
        {
            _isLocked = value;
            if (value)
                _page.Lock();
        }
    }
}
