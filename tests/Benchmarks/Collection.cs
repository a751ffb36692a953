namespace PageMove.Benchmarks;

/// <summary>Collections of generation 2.</summary>
internal static class Collection
{
    /// <summary>Has everything old in generation 2, and what finalizers held gone.</summary>
    public static void Settle()
    {
        // Two for the one, a third for the other.
        for (int i = 0; i < 3; i++)
        {
            RunBlocking();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>Makes one that stops the program for all of its work.</summary>
    public static void RunBlocking() => GC.Collect(2, GCCollectionMode.Forced, blocking: true);

    /// <summary>Makes one as the runtime does of itself, which stops the program for a part of its work.</summary>
    /// <exception cref="TimeoutException">It did not end within ten seconds.</exception>
    public static void RunConcurrent()
    {
        long last = GC.GetGCMemoryInfo(GCKind.Background).Index;
        GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        if (!SpinWait.SpinUntil(() => GC.GetGCMemoryInfo(GCKind.Background).Index != last, TimeSpan.FromSeconds(10)))
            throw new TimeoutException("The concurrent collection did not end.");
    }
}
