using System.Buffers;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Files;

/// <summary>What a lease consists of; used again for another lease, save in guard mode, where every use of a stale one is to be found.</summary>
internal sealed class LeasedPages(PageCache cache)
{
    private readonly List<Page> _pages = [];
    private readonly List<LeaseSegment> _segments = [];
    private CachedFile? _file;
    private long _offset;
    private int _start;
    private int _length;
    private int _generation;
    private string? _takenAt;
    private string? _releasedAt;

    /// <summary>Odd while on lease; rises with every lease and every return.</summary>
    internal int Generation => Volatile.Read(ref _generation);

    internal void Begin(CachedFile file, long offset, int start)
    {
        _file = file;
        _offset = offset;
        _start = start;
        _length = 0;
        if (cache.Arena.IsGuarded)
            _takenAt = Environment.StackTrace;

        Interlocked.Increment(ref _generation);
    }

    /// <summary>Appends a page; the lease takes over the caller's reference.</summary>
    /// <param name="page">The page.</param>
    /// <param name="byteCount">Bytes of it: from the lease's start in the first page, from the page's start in others.</param>
    internal void Append([Transfers] Page page, int byteCount)
    {
        int start = _pages.Count == 0 ? _start : 0;
        if (_segments.Count == _pages.Count)
            _segments.Add(new LeaseSegment());

        LeaseSegment segment = _segments[_pages.Count];
        Memory<byte> memory = cache.Arena.IsGuarded ? new GuardedMemory(this, page).Memory : page.Memory;
        segment.Set(memory.Slice(start, byteCount), _length);
        if (_pages.Count > 0)
            _segments[_pages.Count - 1].Link(segment);

        _pages.Add(page);
        _length += byteCount;
    }

    internal ReadOnlySequence<byte> SequenceOf(int generation)
    {
        ThrowIfStale(generation);
        if (_pages.Count == 0)
            return default;

        LeaseSegment last = _segments[_pages.Count - 1];
        return new ReadOnlySequence<byte>(_segments[0], 0, last, last.Memory.Length);
    }

    internal long OffsetOf(int generation)
    {
        ThrowIfStale(generation);
        return _offset;
    }

    internal int LengthOf(int generation)
    {
        ThrowIfStale(generation);
        return _length;
    }

    internal void ThrowIfStale(int generation)
    {
        if (Generation != generation)
            ReleasedHandle.Throw(nameof(PageLease), _releasedAt);
    }

    /// <summary>Ends the lease of a generation.</summary>
    internal void TryGiveBack(int generation)
    {
        if (Interlocked.CompareExchange(ref _generation, generation + 1, generation) != generation)
            return;

        if (cache.Arena.IsGuarded)
            _releasedAt = Environment.StackTrace;

        for (int i = 0; i < _pages.Count; i++)
        {
            _segments[i].Set(default, 0);
            _pages[i].Release();
        }

        _pages.Clear();
        cache.TakeBack(this);
    }

    /// <summary>Who has the lease, or <see langword="null"/> when nobody does.</summary>
    internal string? DescribeIfOutstanding()
    {
        if ((Generation & 1) == 0)
            return null;

        string place = _takenAt is null ? "; guard mode tells where it was taken." : $". It was taken:{Environment.NewLine}{_takenAt}";
        return $"{_file?.Name}: bytes {_offset} to {_offset + _length}{place}";
    }
}
