using System;
using PageMove.Pages;

namespace Corpus.Lifetime;

/// <summary>PGM4002 and PGM4001: private methods that give back what a field holds, and empty it or fill it anew.</summary>
public sealed class Emptied(PageArena arena) : IDisposable
{
    private readonly bool _isOwner = true;
    private Page? _page;

    public void ReleasedBeforeBad()
    {
        _page?.Release(); // earlier PGM4002
        Close(); // PGM4002
    }

    public void ReleasedByAnotherNameBad()
    {
        Page? page = _page;
        page?.Release();
        Close(); // PGM4002
    }

    public void ReleasedBeforeTwoCallsBad()
    {
        _page?.Release();
        CloseAll(); // PGM4002
    }

    public void ReleasedBeforeItIsTakenBad()
    {
        _page?.Release();
        Drop(); // PGM4002
    }

    public void UsedAfterwardsBad()
    {
        Page page = arena.Allocate();
        _page = page;
        Close(); // earlier PGM4001
        page.MarkDirty(); // PGM4001
    }

    public void EmptiedBeforeGood()
    {
        _page?.Release();
        _page = null;
        Close();
    }

    public void ClosedTwiceGood()
    {
        Close();
        CloseAll();
        _page = arena.Allocate();
        Close();
    }

    public void FilledAnewGood()
    {
        Refill();
        Refill();
        _page?.MarkDirty();
        Close();
    }

    public void FilledAnewUnderItsNameGood()
    {
        Page? page = _page;
        Refill();
        page = _page;
        page?.MarkDirty();
    }

    public void ReferencedGood()
    {
        if (_page is not { } page)
            return;
        page.AddReference();
        Close();
        page.MarkDirty();
        page.Release();
    }

    public void ReferencedAndReleasedTwiceBad()
    {
        if (_page is not { } page)
            return;
        page.AddReference();
        Close();
        page.Release();
        page.Release(); // PGM4002
    }

    public void ReferencedAndUsedAfterwardsBad()
    {
        if (_page is not { } page)
            return;
        page.AddReference();
        Drop();
        page.Release();
        page.MarkDirty(); // PGM4001
    }

    public void TakenOutGood()
    {
        Page? page = Take();
        page?.Release();
        Close();
    }

    public void LockedGood()
    {
        _page?.Lock();
        UnlockAndClose();
    }

    public void ReleasedByOwnerGood(bool isLast)
    {
        if (!isLast)
            _page?.AddReference();
        CloseAsOwner();
    }

    public void Dispose() => Close();

    private void Close()
    {
        _page?.Release();
        _page = null;
    }

    private void CloseAll()
    {
        Console.WriteLine("closing");
        Close();
    }

    private void Drop()
    {
        if (_page is not { } page)
            return;
        _page = null;
        page.Release();
    }

    private void UnlockAndClose()
    {
        _page?.Unlock();
        _page?.Release();
        _page = null;
    }

    private void CloseAsOwner()
    {
        if (_isOwner)
            _page?.Release();
        _page = null;
    }

    private void Refill()
    {
        _page?.Release();
        _page = arena.Allocate();
    }

    private Page? Take()
    {
        Page? page = _page;
        _page = null;
        return page;
    }
}
