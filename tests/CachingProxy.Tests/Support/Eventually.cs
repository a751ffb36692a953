using System.Diagnostics;

namespace CachingProxy.Tests.Support;

/// <summary>Waits for what other threads are about to do and tell nobody.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"It did not come true that {what}.");
            await Task.Yield();
        }
    }
}
