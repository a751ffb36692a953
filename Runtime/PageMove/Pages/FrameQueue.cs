namespace PageMove.Pages;

/// <summary>Free frames, the one that was freed longest ago first, so that guard mode finds late uses of a freed page.</summary>
internal sealed class FrameQueue : FrameList
{
    private readonly Lock _gate = new();
    private readonly Queue<int> _frames;

    internal FrameQueue(int frameCount) => _frames = new Queue<int>(Enumerable.Range(0, frameCount));

    internal override void Put(int frame)
    {
        lock (_gate)
            _frames.Enqueue(frame);
    }

    internal override int Take()
    {
        lock (_gate)
            return _frames.Dequeue();
    }
}
