using System.Collections.Concurrent;

namespace PageMove.Files;

/// <content>Leases, outstanding ones and those to be used again.</content>
public sealed partial class PageCache
{
    private readonly ConcurrentQueue<LeasedPages> _spareLeases = new();
    private readonly Lock _leaseGate = new();
    private readonly HashSet<LeasedPages> _leases = [];
    private int _outstandingLeases;

    /// <summary>Leases that were not disposed yet.</summary>
    public int OutstandingLeaseCount => Volatile.Read(ref _outstandingLeases);

    /// <summary>Tells of each outstanding lease which bytes of which file it holds and, in guard mode, where it was taken. For finding leaks.</summary>
    public IReadOnlyList<string> DescribeOutstandingLeases()
    {
        lock (_leaseGate)
            return [.. _leases.Select(lease => lease.DescribeIfOutstanding()).OfType<string>()];
    }

    internal LeasedPages TakeLease()
    {
        Interlocked.Increment(ref _outstandingLeases);
        if (_spareLeases.TryDequeue(out LeasedPages? lease))
            return lease;

        lease = new LeasedPages(this);
        lock (_leaseGate)
            _leases.Add(lease);

        return lease;
    }

    internal void TakeBack(LeasedPages lease)
    {
        Interlocked.Decrement(ref _outstandingLeases);
        if (Arena.IsGuarded)
            Drop(lease);
        else
            _spareLeases.Enqueue(lease);

        SignalMemory();
    }

    private void Drop(LeasedPages lease)
    {
        lock (_leaseGate)
            _leases.Remove(lease);
    }
}
