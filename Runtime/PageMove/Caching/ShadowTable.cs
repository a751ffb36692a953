using System.Numerics;
using PageMove.Pages;

namespace PageMove.Caching;

/// <summary>
/// Remembers which pages were reclaimed of late, in a table of fixed size (the kernel's shadow entries, S3-FIFO's ghost queue): a fingerprint of file
/// and index, and when it was. Two pages may look alike, which costs a wrong guess and nothing else. Under its owner's lock.
/// </summary>
internal sealed class ShadowTable
{
    private const int Ways = 4;

    // A fingerprint in the high half, the time in the low half; 0 is empty.
    private readonly ulong[] _entries;
    private readonly int _bucketShift;
    private uint _now;

    /// <summary>Makes an empty table.</summary>
    /// <param name="pageCount">Pages that it is to remember.</param>
    internal ShadowTable(int pageCount)
    {
        // Twice as many entries as pages, so that few buckets overflow.
        uint buckets = BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * (long)pageCount / Ways, 2));
        _bucketShift = 64 - BitOperations.Log2(buckets);
        _entries = new ulong[buckets * Ways];
    }

    /// <summary>Notes that a page was reclaimed just now. The oldest entry of its bucket makes room.</summary>
    internal void Add(PageMapping mapping, long index)
    {
        Span<ulong> bucket = BucketOf(mapping, index, out uint fingerprint);
        _now++;
        int oldest = 0;
        for (int way = 0; way < Ways; way++)
        {
            if (bucket[way] == 0)
            {
                oldest = way;
                break;
            }

            if (_now - (uint)bucket[way] > _now - (uint)bucket[oldest])
                oldest = way;
        }

        bucket[oldest] = ((ulong)fingerprint << 32) | _now;
    }

    /// <summary>Forgets a page.</summary>
    /// <param name="mapping">The file.</param>
    /// <param name="index">The page's place in it.</param>
    /// <param name="maxAge">How many pages may have been reclaimed since.</param>
    /// <returns>Whether it was reclaimed of late.</returns>
    internal bool Take(PageMapping mapping, long index, int maxAge)
    {
        Span<ulong> bucket = BucketOf(mapping, index, out uint fingerprint);
        foreach (ref ulong entry in bucket)
        {
            if (entry != 0 && (uint)(entry >> 32) == fingerprint)
            {
                bool isRecent = _now - (uint)entry <= (uint)maxAge;
                entry = 0;
                return isRecent;
            }
        }

        return false;
    }

    private Span<ulong> BucketOf(PageMapping mapping, long index, out uint fingerprint)
    {
        // The finalizer of SplitMix64: neighbours in a file are to be strangers here.
        ulong hash = unchecked((ulong)index + ((ulong)mapping.Id * 0x9E3779B97F4A7C15));
        hash = unchecked((hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9);
        hash = unchecked((hash ^ (hash >> 27)) * 0x94D049BB133111EB);
        hash ^= hash >> 31;
        fingerprint = (uint)hash | 1;
        return _entries.AsSpan((int)(hash >> _bucketShift) * Ways, Ways);
    }
}
