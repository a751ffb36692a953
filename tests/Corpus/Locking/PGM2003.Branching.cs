using System;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2003, PGM4003: what a branching expression yields is kept in a member as it is in a variable.</summary>
public sealed class PGM2003Branching
{
    private static int s_count;
    private int _count;
    private bool _isLocked;
    private Page? _kept;
    private PipeBuffer? _current;
    private int _step;

    private int Count { get; set; }

    public void ChoiceGood(Page page)
    {
        _count = page.TryLock() ? 1 : 0;
        if (_count == 1)
            page.Unlock();
    }

    public void ChoiceBad(Page page)
    {
        _count = page.TryLock() ? 1 : 0; // PGM2003
        if (_count == 0)
            page.Unlock(); // PGM2002
    }

    public void SwitchGood(Page page)
    {
        _count = page.TryLock() switch { true => 1, false => 0 };
        if (_count == 1)
            page.Unlock();
    }

    public void PropertyGood(Page page)
    {
        Count = page.TryLock() ? 1 : 0;
        if (Count == 1)
            page.Unlock();
    }

    public void PropertyBad(Page page)
    {
        Count = page.TryLock() ? 1 : 0; // PGM2003
        if (Count == 0)
            page.MarkDirty();
    }

    public void PropertyWrittenByAnotherGood(Page page)
    {
        Count = page.TryLock() ? 1 : 0;
        Reset();
        if (Count == 1)
            page.Unlock();
    }

    public void StaticGood(Page page)
    {
        s_count = page.TryLock() ? 1 : 0;
        if (s_count == 1)
            page.Unlock();
    }

    public void AlsoAskedGood(Page page, bool isWanted)
    {
        _isLocked = isWanted && page.TryLock();
        if (_isLocked)
            page.Unlock();
    }

    public void AlsoAskedTooLateBad(Page page, bool isWanted)
    {
        _isLocked = page.TryLock() && isWanted; // PGM2003
        if (_isLocked)
            page.Unlock();
    }

    public void ObjectOrNothingGood(Page page)
    {
        _kept = page.TryLock() ? page : null;
        _kept?.Unlock();
    }

    public bool StepsGood(PagePipe input)
    {
        while (true)
        {
            switch (_step)
            {
                case 0:
                    if (!input.TryTake(out _current))
                        return false;
                    _step = _current.Confirm() == ConfirmResult.Good ? 1 : 3;
                    continue;
                case 1:
                    _step = 3;
                    continue;
                default:
                    _current!.Release();
                    _current = null;
                    _step = 0;
                    return true;
            }
        }
    }

    private void Reset() => Count = 0;
}
