using System.Buffers;
using System.Threading.Tasks;
using PageMove.Files;

namespace Misuse;

internal static class LeaseOutlived
{
    // The lease ends with the method, and the bytes that the caller reads are the next file's.
    public static async Task<ReadOnlySequence<byte>> ReadHeaderAsync(CachedFile file)
    {
        using PageLease lease = await file.GetPagesAsync(0, 512);
        return lease.Sequence; // PGM4006
    }
}
