using System;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4003: a variable says at which step a function is; what it counts beside that, or how many steps there are, does not mix them up.</summary>
public sealed class PGM4003Steps
{
    private int _step;

    private enum Step
    {
        Idle,
        Taken,
        Looked,
        Copied,
        Checked,
        Noted,
        Counted,
        Done,
    }

    public static int CountsGood(PagePipe pipe, bool isShort)
    {
        int step = 0;
        int written = 0;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer))
                        return written;
                    step = 1;
                    break;
                case 1:
                    step = isShort ? 2 : 3;
                    break;
                case 2:
                    written++;
                    step = 4;
                    break;
                case 3:
                    buffer!.Release();
                    return -1;
                case 4:
                    buffer!.Release();
                    buffer = null;
                    step = 0;
                    break;
            }
        }
    }

    public static bool RemembersGood(PagePipe pipe, Func<bool> isShort)
    {
        int step = 0;
        bool seen = false;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer))
                        return seen;
                    step = 1;
                    break;
                case 1:
                    if (isShort())
                        step = 2;
                    else
                        step = 3;
                    break;
                case 2:
                    seen = true;
                    step = 3;
                    break;
                case 3:
                    buffer!.Release();
                    buffer = null;
                    step = 0;
                    break;
            }
        }
    }

    public static int ManyStepsGood(PagePipe pipe, Func<bool> decide)
    {
        int step = 0;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer))
                        return 0;
                    step = 1;
                    break;
                case 1:
                    step = decide() ? 2 : 3;
                    break;
                case 2:
                    step = 4;
                    break;
                case 3:
                    step = 4;
                    break;
                case 4:
                    step = decide() ? 5 : 6;
                    break;
                case 5:
                    step = 7;
                    break;
                case 6:
                    step = 8;
                    break;
                case 7:
                    step = 8;
                    break;
                case 8:
                    buffer!.Release();
                    buffer = null;
                    step = 0;
                    break;
            }
        }
    }

    public static int NamedStepsGood(PagePipe pipe, Func<bool> decide)
    {
        Step step = Step.Idle;
        int taken = 0;
        bool isLong = false;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case Step.Idle:
                    if (!pipe.TryTake(out buffer))
                        return taken;
                    step = Step.Taken;
                    break;
                case Step.Taken:
                    step = decide() ? Step.Looked : Step.Copied;
                    break;
                case Step.Looked:
                    isLong = true;
                    step = Step.Checked;
                    break;
                case Step.Copied:
                    isLong = false;
                    step = Step.Checked;
                    break;
                case Step.Checked:
                    step = isLong ? Step.Noted : Step.Counted;
                    break;
                case Step.Noted:
                    step = Step.Done;
                    break;
                case Step.Counted:
                    taken++;
                    step = Step.Done;
                    break;
                case Step.Done:
                    buffer!.Release();
                    buffer = null;
                    step = Step.Idle;
                    break;
            }
        }
    }

    public int FieldGood(PagePipe pipe, bool isShort)
    {
        int written = 0;
        PipeBuffer? buffer = null;
        _step = 0;
        while (true)
        {
            switch (_step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer))
                        return written;
                    _step = 1;
                    break;
                case 1:
                    if (isShort)
                        _step = 2;
                    else
                        _step = 3;
                    break;
                case 2:
                    written++;
                    _step = 3;
                    break;
                case 3:
                    buffer!.Release();
                    buffer = null;
                    _step = 0;
                    break;
            }
        }
    }

    public static int StepLeavesItBad(PagePipe pipe, bool isShort)
    {
        int step = 0;
        int written = 0;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer)) // PGM4003
                        return written;
                    step = 1;
                    break;
                case 1:
                    step = isShort ? 2 : 3;
                    break;
                case 2:
                    written++;
                    step = 4;
                    break;
                case 3:
                    return -1;
                case 4:
                    buffer!.Release();
                    buffer = null;
                    step = 0;
                    break;
            }
        }
    }

    public static int UsedByALaterStepBad(PagePipe pipe, Func<bool> decide)
    {
        int step = 0;
        int written = 0;
        PipeBuffer? buffer = null;
        while (true)
        {
            switch (step)
            {
                case 0:
                    if (!pipe.TryTake(out buffer))
                        return written;
                    step = 1;
                    break;
                case 1:
                    step = decide() ? 2 : 3;
                    break;
                case 2:
                    written++;
                    step = 4;
                    break;
                case 3:
                    step = decide() ? 4 : 5;
                    break;
                case 4:
                    buffer!.Release();
                    step = 6;
                    break;
                case 5:
                    buffer!.Release();
                    step = 7;
                    break;
                case 6:
                    written += buffer!.Length; // PGM4001
                    step = 7;
                    break;
                case 7:
                    buffer = null;
                    step = 0;
                    break;
            }
        }
    }

    public static int CountedStepBad(PagePipe pipe)
    {
        int step = 0;
        int written = 0;
        PipeBuffer? buffer = null;
        while (step < 9)
        {
            if (step == 0 && !pipe.TryTake(out buffer)) // PGM4003
                return 0;
            if (step == 3)
                return written;
            written += buffer!.Length;
            step++;
        }

        buffer!.Release();
        return written;
    }
}
