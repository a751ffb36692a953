using System.Numerics;
using System.Runtime.InteropServices;

namespace PageMove.Diagnostics;

/// <summary>A counter that many threads raise at once without sharing a cache line: a cell a processor. Thread-safe.</summary>
internal sealed class StripedCounter
{
    private const int CacheLine = 64;

    // The first cell stays unused: beside it lies the array's length, which everybody reads.
    private static readonly int CellCount = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    private readonly Cell[] _cells = new Cell[1 + CellCount];

    /// <summary>The sum, not of one moment while others add.</summary>
    internal long Value
    {
        get
        {
            long sum = 0;
            foreach (ref Cell cell in _cells.AsSpan())
                sum += Volatile.Read(ref cell.Count);

            return sum;
        }
    }

    internal void Add(long count) =>
        Interlocked.Add(ref _cells[1 + (Thread.GetCurrentProcessorId() & (CellCount - 1))].Count, count);

    [StructLayout(LayoutKind.Explicit, Size = CacheLine)]
    private struct Cell
    {
        [FieldOffset(0)]
        internal long Count;
    }
}
