namespace PageMove.Pages;

/// <summary>Free frames, the last one first as it is warm in the cache. Lock-free: one exchange to take a frame, one to put it back.</summary>
internal sealed class FrameStack : FrameList
{
    private const long Closed = long.MinValue;

    // For each free frame: how many are in the stack up to it, in the high half, and the frame below it + 1 in the low half (0: none). So the top knows
    // the count, and nobody has to keep one beside it.
    private readonly long[] _entries;

    // The top frame + 1 in the low half (0: empty). The high half counts changes, so that a top which was taken and put back
    // in the meantime is not mistaken for an untouched one (ABA); its sign says that the stack is closed.
    private long _top;

    internal FrameStack(int frameCount)
    {
        _entries = new long[frameCount];
        for (int frame = frameCount - 1; frame >= 0; frame--)
            Put(frame);
    }

    internal override int Count
    {
        get
        {
            // The entry may be another one by the time that it is read; the top tells.
            long top = Top;
            while (true)
            {
                int count = CountUpTo(top);
                long seen = Top;
                if (seen == top)
                    return count;

                top = seen;
            }
        }
    }

    internal override bool IsClosed => Top < 0;

    /// <summary>The top as an attempt to take it must have seen it.</summary>
    internal long Top => Volatile.Read(ref _top);

    internal override bool TryTake(out int frame)
    {
        long top = Top;
        while (top >= 0 && (int)top != 0)
        {
            if (TryTake(ref top, out frame))
                return true;
        }

        frame = -1;
        return false;
    }

    internal override bool Put(int frame)
    {
        long top = Top;
        while (true)
        {
            int count = CountUpTo(top) + 1;
            Volatile.Write(ref _entries[frame], ((long)count << 32) | (uint)top);
            long seen = Interlocked.CompareExchange(ref _top, Next(top, frame + 1), top);
            if (seen == top)
                return top < 0 && count == _entries.Length;

            top = seen;
        }
    }

    internal override bool Close()
    {
        // Nothing is taken after the mark, so a complete stack stays as it was.
        long top = Interlocked.Or(ref _top, Closed);
        return top >= 0 && CountUpTo(top) == _entries.Length;
    }

    /// <summary>Takes the top, which must be a frame, when it is as it was seen; else sees it anew.</summary>
    internal bool TryTake(ref long top, out int frame)
    {
        frame = (int)top - 1;
        long expected = top;
        int below = (int)Volatile.Read(ref _entries[frame]);
        top = Interlocked.CompareExchange(ref _top, Next(expected, below), expected);
        return top == expected;
    }

    private static long Next(long top, int low) =>
        (top & Closed) | (unchecked(((top >> 32) + 1) << 32) & ~Closed) | (uint)low;

    private int CountUpTo(long top) => (int)top == 0 ? 0 : (int)(Volatile.Read(ref _entries[(int)top - 1]) >> 32);
}
