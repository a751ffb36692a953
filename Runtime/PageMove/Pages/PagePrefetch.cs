using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PageMove.Pages;

/// <summary>
/// Where a page's descriptor and bytes lie, for the processor to fetch both at once. Only a hint: who reads it while it changes, or after its page left, has lines fetched that nobody
/// needs, and an address that is no more faults nobody.
/// </summary>
internal readonly unsafe struct PagePrefetch(PageDescriptor* descriptor, byte* start)
{
    private readonly PageDescriptor* _descriptor = descriptor;
    private readonly byte* _start = start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Run(int offset)
    {
        if (!Sse.IsSupported)
            return;

        Sse.Prefetch0(_descriptor);
        Sse.Prefetch0(_start + offset);
    }
}
