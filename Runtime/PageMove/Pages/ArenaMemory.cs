using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace PageMove.Pages;

/// <summary>
/// An arena's memory: cleared, aligned, and freed by the collector, after the arena was retired and nothing refers to the arena.
/// </summary>
/// <remarks>
/// A reader without a reference may be in the middle of a page whose last reference is just released; all that it holds is the arena. So
/// the last release gives back what the memory costs, the frames, and leaves the addresses readable for as long as anybody holds the arena.
/// Memory that is not retired is kept: a span that still points into it keeps no object alive.
/// </remarks>
internal sealed unsafe partial class ArenaMemory : CriticalFinalizerObject
{
    private const int DontNeedOnLinux = 4;
    private const int HugePageOnLinux = 14;
    private const int FreeOnBsd = 5;

    private readonly void* _block;
    private readonly nuint _byteCount;
    private volatile bool _isRetired;

    internal ArenaMemory(nuint byteCount, nuint alignment)
    {
        // Cleared by the system when it is first touched, so that an arena costs what is used of it.
        _byteCount = byteCount;
        _block = NativeMemory.AllocZeroed(checked(byteCount + alignment));
        Start = (byte*)(((nuint)_block + alignment - 1) & ~(alignment - 1));

        // Pages that are read here and there cost a look into the system's page tables each, which take less room in the processor so.
        if (OperatingSystem.IsLinux())
            Advise(HugePageOnLinux);
    }

    ~ArenaMemory()
    {
        if (_isRetired)
            NativeMemory.Free(_block);
    }

    internal byte* Start { get; }

    /// <summary>Gives the memory's frames back to the system. Its addresses can still be read, and read as anything.</summary>
    internal void Retire()
    {
        _isRetired = true;

        // When the advice is not taken, the finalizer frees the memory all the same.
        if (!OperatingSystem.IsWindows())
            Advise(OperatingSystem.IsLinux() ? DontNeedOnLinux : FreeOnBsd);
    }

    private void Advise(int advice)
    {
        nuint systemPageSize = (nuint)Environment.SystemPageSize;
        nuint first = ((nuint)Start + systemPageSize - 1) & ~(systemPageSize - 1);
        nuint end = ((nuint)Start + _byteCount) & ~(systemPageSize - 1);
        if (end > first)
            _ = Advise((void*)first, end - first, advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint byteCount, int advice);
}
