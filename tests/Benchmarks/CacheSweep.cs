namespace PageMove.Benchmarks;

/// <summary>Drives what the processor's caches hold out of them, as the rest of a server's work does between two replies.</summary>
internal static class CacheSweep
{
    private const int CacheLine = 64;
    private static readonly byte[] Elsewhere = new byte[128 * 1024 * 1024];

    /// <summary>Writes to 128 MiB of other memory.</summary>
    public static void Run()
    {
        for (int i = 0; i < Elsewhere.Length; i += CacheLine)
            Elsewhere[i]++;
    }
}
