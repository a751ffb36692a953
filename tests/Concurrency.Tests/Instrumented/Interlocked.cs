using Microsoft.Coyote.Runtime;
using Atomics = System.Threading.Interlocked;

namespace PageMove;

/// <summary>Atomic operations before each of which anybody else may come.</summary>
internal static class Interlocked
{
    internal static int CompareExchange(ref int place, int value, int comparand)
    {
        SchedulingPoint.Interleave();
        return Atomics.CompareExchange(ref place, value, comparand);
    }

    internal static uint CompareExchange(ref uint place, uint value, uint comparand)
    {
        SchedulingPoint.Interleave();
        return Atomics.CompareExchange(ref place, value, comparand);
    }

    internal static long CompareExchange(ref long place, long value, long comparand)
    {
        SchedulingPoint.Interleave();
        return Atomics.CompareExchange(ref place, value, comparand);
    }

    internal static ulong CompareExchange(ref ulong place, ulong value, ulong comparand)
    {
        SchedulingPoint.Interleave();
        return Atomics.CompareExchange(ref place, value, comparand);
    }

    internal static T CompareExchange<T>(ref T place, T value, T comparand)
    {
        SchedulingPoint.Interleave();
        return Atomics.CompareExchange(ref place, value, comparand);
    }

    internal static T Exchange<T>(ref T place, T value)
    {
        SchedulingPoint.Interleave();
        return Atomics.Exchange(ref place, value);
    }

    internal static uint Or(ref uint place, uint bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.Or(ref place, bits);
    }

    internal static int Or(ref int place, int bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.Or(ref place, bits);
    }

    internal static long Or(ref long place, long bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.Or(ref place, bits);
    }

    internal static uint And(ref uint place, uint bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.And(ref place, bits);
    }

    internal static int And(ref int place, int bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.And(ref place, bits);
    }

    internal static long And(ref long place, long bits)
    {
        SchedulingPoint.Interleave();
        return Atomics.And(ref place, bits);
    }

    internal static int Increment(ref int place) => Add(ref place, 1);

    internal static long Increment(ref long place) => Add(ref place, 1);

    internal static uint Increment(ref uint place) => Add(ref place, 1u);

    internal static ulong Increment(ref ulong place) => Add(ref place, 1ul);

    internal static int Decrement(ref int place) => Add(ref place, -1);

    internal static long Decrement(ref long place) => Add(ref place, -1);

    internal static int Add(ref int place, int value)
    {
        SchedulingPoint.Interleave();
        return Atomics.Add(ref place, value);
    }

    internal static long Add(ref long place, long value)
    {
        SchedulingPoint.Interleave();
        return Atomics.Add(ref place, value);
    }

    internal static uint Add(ref uint place, uint value)
    {
        SchedulingPoint.Interleave();
        return Atomics.Add(ref place, value);
    }

    internal static ulong Add(ref ulong place, ulong value)
    {
        SchedulingPoint.Interleave();
        return Atomics.Add(ref place, value);
    }

    internal static long Read(ref long place)
    {
        SchedulingPoint.Interleave();
        return Atomics.Read(ref place);
    }

    internal static void MemoryBarrier() => SchedulingPoint.Interleave();
}
