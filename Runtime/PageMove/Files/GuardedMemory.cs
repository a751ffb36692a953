using System.Buffers;
using PageMove.Pages;

namespace PageMove.Files;

/// <summary>A leased page's memory in guard mode: throws when it is touched after the lease was disposed.</summary>
internal sealed class GuardedMemory(LeasedPages lease, Page page) : MemoryManager<byte>
{
    private readonly int _generation = lease.Generation;

    public override Span<byte> GetSpan()
    {
        lease.ThrowIfStale(_generation);
        return page.GetSpan();
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        lease.ThrowIfStale(_generation);
        return page.Pin(elementIndex);
    }

    public override void Unpin()
    {
        // The handle that Pin returns is the page's own, and ends there.
    }

    protected override void Dispose(bool disposing)
    {
    }
}
