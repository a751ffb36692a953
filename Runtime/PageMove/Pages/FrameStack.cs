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
        long top = Volatile.Read(ref _top);
        while (true)
        {
            Volatile.Write(ref _below[frame], (int)top);
            long seen = Interlocked.CompareExchange(ref _top, Next(top, frame + 1), top);
            if (seen == top)
                return;

            top = seen;
        }
    }

    internal override int Take()
    {
        long top = Volatile.Read(ref _top);
        while (true)
        {
            int frame = (int)top - 1;
            if (frame < 0)
                throw new InvalidOperationException("The arena's free frames and its count of them disagree.");

            long seen = Interlocked.CompareExchange(ref _top, Next(top, Volatile.Read(ref _below[frame])), top);
            if (seen == top)
                return frame;

            top = seen;
        }
    }

    private static long Next(long top, int low) => unchecked(((top >> 32) + 1) << 32) | (uint)low;
}
