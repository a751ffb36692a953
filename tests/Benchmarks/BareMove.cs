namespace PageMove.Benchmarks;

/// <summary>
/// The atomic operations that moving a page cannot do without, on plain integers: no checks, no calls, no contracts. Steps as in table 1 of
/// <c>docs/laws.md</c>.
/// </summary>
internal sealed class BareMove
{
    private const int Locked = 1;
    private const int Frozen = -1;

    private readonly Frame[] _frames = new Frame[2 * PageBatch.WarmPageCount];
    private readonly object[] _slots = new object[PageBatch.WarmPageCount];
    private readonly object _page = new();
    private int _request;
    private int _occupied;
    private long _freeTop;

    /// <summary>Makes the integers what they are before a move.</summary>
    public void Renew()
    {
        for (int i = 0; i < PageBatch.WarmPageCount; i++)
        {
            _frames[i] = new Frame { References = 2, Flags = Locked };
            _frames[PageBatch.WarmPageCount + i] = new Frame { References = 1 };
        }

        (_request, _occupied, _freeTop) = (Locked, PageBatch.WarmPageCount, 0);
    }

    /// <summary>The sequence, once for each page of a batch.</summary>
    public void Move()
    {
        for (int i = 0; i < PageBatch.WarmPageCount; i++)
        {
            ref Frame old = ref _frames[i];
            ref Frame page = ref _frames[PageBatch.WarmPageCount + i];

            // 0: pin the old page.
            Interlocked.Increment(ref old.References);

            // 1: unlock the request, unless it was aborted.
            Interlocked.CompareExchange(ref _request, 0, Locked);

            // 6: steal: prove the only reference, lock, let look-ups go on.
            Interlocked.CompareExchange(ref page.References, Frozen, 1);
            Interlocked.Or(ref page.Flags, Locked);
            Volatile.Write(ref page.References, 1);

            // 12: lock the request, unless it was aborted.
            Interlocked.CompareExchange(ref _request, Locked, 0);

            // 13, 14: the cache's reference and the request's; publish.
            Interlocked.Add(ref page.References, 2);
            Volatile.Write(ref _slots[i], _page);
            Volatile.Write(ref old.Generation, old.Generation + 1);

            // 16: release the buffer exactly once, its reference, its room in the pipe.
            Interlocked.CompareExchange(ref page.BufferLife, 1, 0);
            Interlocked.Decrement(ref page.References);
            Interlocked.Decrement(ref _occupied);

            // 18: unlock the old page, give back the cache's reference, the request's and the pin; that was the last: the frame is free.
            Interlocked.And(ref old.Flags, ~Locked);
            Interlocked.Add(ref old.References, -3);
            long top = Volatile.Read(ref _freeTop);
            Volatile.Write(ref old.Below, top);
            Interlocked.CompareExchange(ref _freeTop, i + 1, top);
        }
    }

    private struct Frame
    {
        internal int References;
        internal int Flags;
        internal int Generation;
        internal int BufferLife;
        internal long Below;
    }
}
