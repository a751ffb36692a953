using System.Diagnostics.CodeAnalysis;
using Microsoft.Coyote.Runtime;

namespace PageMove;

/// <summary>
/// Reads and writes before each of which anybody else may come. The explorer runs one thread at a time, so that each of them sees the latest
/// value: what a weaker memory order lets happen is not explored.
/// </summary>
internal static class Volatile
{
    [return: NotNullIfNotNull(nameof(place))]
    internal static T Read<T>([NotNullIfNotNull(nameof(place))] ref readonly T place)
    {
        SchedulingPoint.Interleave();
        return place;
    }

    internal static void Write<T>([NotNullIfNotNull(nameof(value))] ref T place, T value)
    {
        SchedulingPoint.Interleave();
        place = value;
    }

    internal static void Write(ref uint place, uint value) => Write<uint>(ref place, value);

    internal static void ReadBarrier() => SchedulingPoint.Interleave();

    internal static void WriteBarrier() => SchedulingPoint.Interleave();
}
