using System;
using System.Collections.Generic;
using System.IO;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2001 to PGM2003, PGM4001 to PGM4003: where a condition asks what one outcome only has computed or written, nothing more is said of the object.</summary>
public sealed class PGM2003Told
{
    private readonly Page _page;
    private Mode _mode;
    private bool _isLocked;

    public PGM2003Told(Page page) => _page = page;

    private enum Mode
    {
        Idle,
        Locked,
    }

    private bool IsHeld => _mode == Mode.Locked;

    public static void ByTypeGood(Page page)
    {
        Result result = page.TryLock() ? new Done() : new Failed();
        if (result is Done)
            page.Unlock();
    }

    public static void ByTypeInBranchesGood(Page page)
    {
        Result result;
        if (page.TryLock())
            result = new Done();
        else
            result = new Failed();
        switch (result)
        {
            case Done:
                page.Unlock();
                break;
        }
    }

    public static void OptionGood(Page page)
    {
        Option<int> option = page.TryLock() ? Option<int>.Some(1) : default;
        if (!option.HasValue)
            return;
        page.Unlock();
    }

    public static void OptionBad(Page page)
    {
        if (!page.TryLock()) // PGM2003
            return;
        Option<int> option = Option<int>.Some(page.Size);
        if (!option.HasValue)
            return;
        page.Unlock();
    }

    public static void WithinTheBranchBad(Page page, Stream stream, byte[] bytes)
    {
        int read = -1;
        if (page.TryLock()) // PGM2003
        {
            read = stream.Read(bytes);
            if (read < 0)
                return;
            page.Unlock();
        }
    }

    public static void OwnConversionGood(Page page)
    {
        Flag flag = page.TryLock();
        if (flag)
            page.Unlock();
    }

    public void ComputedPropertyGood()
    {
        _mode = _page.TryLock() ? Mode.Locked : Mode.Idle;
        if (IsHeld)
            _page.Unlock();
    }

    public void FlagSetOnlyGood()
    {
        if (_page.TryLock())
            _isLocked = true;
        _page.MarkDirty();
        if (_isLocked)
        {
            _page.Unlock();
            _isLocked = false;
        }
    }

    public static void NarrowNumberGood(Page page)
    {
        byte state = 0;
        if (page.TryLock())
            state = 1;
        if (state == 1)
            page.Unlock();
    }

    public static void ComputedWithGood(Page page)
    {
        int code = page.TryLock() ? 200 : 503;
        if (code / 100 == 2)
            page.Unlock();
    }

    public static void ErrorsGood(PageArena arena, PagePipe pipe)
    {
        Page page = arena.Allocate();
        List<string> errors = [];
        if (!pipe.TryGift(page, 1))
            errors.Add("full");
        if (errors.Count > 0)
            page.Release();
    }

    public static void ErrorsOfSomethingElseBad(PageArena arena, PagePipe pipe, List<string> errors)
    {
        Page page = arena.Allocate(); // PGM4003
        if (page.Size > 4096)
            errors.Add("large");
        if (errors.Count > 0)
            return;
        page.Release();
    }

    public static void AnotherPagesOutcomeBad(Page first, Page second)
    {
        int locked = 0;
        if (first.TryLock())
        {
            locked++;
            first.Unlock();
        }

        second.Lock(); // PGM2003
        if (locked > 0)
            return;
        second.Unlock();
    }

    public static void GuardedByTheSameVariableGood(Page page, bool isReady)
    {
        int step = 0;
        if (isReady)
            step = 2;
        if (step == 0)
            step = page.TryLock() ? 1 : 2;
        if (step == 1)
            page.Unlock();
    }

    public static void EnterGood(Page page, ref bool taken) => taken = page.TryLock();

    public static bool TryEnterGood(Page page, out bool taken)
    {
        taken = page.TryLock();
        return taken;
    }

    public static void EnterForgetfullyBad(Page page, ref bool taken)
    {
        page.Lock(); // PGM2003
        taken = page.Size > 0;
    }

    public static bool TryLockBothGood(Page one, Page other)
    {
        if (!one.TryLock())
            return false;
        if (other.TryLock())
            return true;
        one.Unlock();
        return false;
    }

    public static bool TryLockToCopyBad(Page one, Page other)
    {
        if (!one.TryLock()) // PGM2003
            return false;
        if (other.TryLock())
        {
            one.Span.CopyTo(other.Span);
            other.Unlock();
            return true;
        }

        one.Unlock();
        return false;
    }

    public static bool TryLockOneBad(Page one, Page other, bool both)
    {
        if (!one.TryLock()) // PGM2003
            return false;
        if (!both || other.Size == 0)
            return false;
        one.Unlock();
        return false;
    }

    private abstract record Result;

    private sealed record Done : Result;

    private sealed record Failed : Result;

    private readonly struct Option<T>(T value)
    {
        public bool HasValue { get; } = value is not null;

        public static Option<T> Some(T value) => new(value);
    }

    private readonly struct Flag(bool isSet)
    {
        private readonly bool _isSet = isSet;

        public static implicit operator bool(Flag flag) => flag._isSet;

        public static implicit operator Flag(bool isSet) => new(isSet);
    }
}
