namespace PageMove.Pages;

/// <summary>Free frames, the last one first as it is warm in the cache. Lock-free.</summary>
internal sealed class FrameStack : FrameList
{
    private readonly int[] _below;

    // The top frame + 1 in the low half (0: empty). The high half counts changes, so that a top which was taken and put back
    // in the meantime is not mistaken for an untouched one (ABA).
    private long _top;

    internal FrameStack(int frameCount)
    {
        _below = new int[frameCount];
        for (int frame = frameCount - 1; frame >= 0; frame--)
            Put(frame);
    }

    internal override void Put(int frame)
    {
        long top = Top;
        while (true)
        {
            Volatile.Write(ref _below[frame], (int)top);
            long seen = Interlocked.CompareExchange(ref _top, Next(top, frame + 1), top);
            if (seen == top)
                return;

            top = seen;
        }
    }

    /// <summary>The top as an attempt to take it must have seen it.</summary>
    internal long Top => Volatile.Read(ref _top);

    internal override int Take()
    {
        long top = Top;
        int frame;
        while (!TryTake(ref top, out frame))
        {
        }

        return frame;
    }

    /// <summary>Takes the top when it is as it was seen; else sees it anew.</summary>
    internal bool TryTake(ref long top, out int frame)
    {
        frame = (int)top - 1;
        if (frame < 0)
            throw new InvalidOperationException("The arena's free frames and its count of them disagree.");

        long expected = top;
        top = Interlocked.CompareExchange(ref _top, Next(expected, Volatile.Read(ref _below[frame])), expected);
        return top == expected;
    }

    private static long Next(long top, int low) => unchecked(((top >> 32) + 1) << 32) | (uint)low;
}
