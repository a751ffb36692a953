using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PageMove.Benchmarks;

/// <summary>The processor's time of the calling thread: what other processes and other threads take at the same time is not in it.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>The time so far. Where the system does not tell, that of the clock on the wall.</summary>
    public static TimeSpan Now
        => OperatingSystem.IsLinux() && GetTime(ThreadProcessorTime, out TimeSpec time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
