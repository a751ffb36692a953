namespace PageMove.Pages;

/// <summary>Free frames, the one that was freed longest ago first, so that guard mode finds late uses of a freed page.</summary>
internal sealed class FrameQueue : FrameList
{
    private readonly Lock _gate = new();
    private readonly Queue<int> _frames;
    private readonly int _frameCount;
    private bool _isClosed;

    internal FrameQueue(int frameCount)
    {
        _frameCount = frameCount;
        _frames = new Queue<int>(Enumerable.Range(0, frameCount));
    }

    internal override int Count
    {
        get
        {
            lock (_gate)
                return _frames.Count;
        }
    }

    internal override bool IsClosed
    {
        get
        {
            lock (_gate)
                return _isClosed;
        }
    }

    internal override bool TryTake(out int frame)
    {
        lock (_gate)
        {
            frame = -1;
            return !_isClosed && _frames.TryDequeue(out frame);
        }
    }

    internal override bool Put(int frame)
    {
        lock (_gate)
        {
            _frames.Enqueue(frame);
            return _isClosed && _frames.Count == _frameCount;
        }
    }

    internal override bool Close()
    {
        lock (_gate)
        {
            bool isComplete = !_isClosed && _frames.Count == _frameCount;
            _isClosed = true;
            return isComplete;
        }
    }
}
