namespace PageMove.Benchmarks;

/// <summary>Keys in the order in which they are asked for: a few often, most hardly ever (Zipf's law).</summary>
internal static class ZipfTrace
{
    /// <summary>The exponent.</summary>
    public const double Exponent = 0.99;

    /// <summary>Draws keys from 0 to <paramref name="keyCount"/>, the most wanted first.</summary>
    public static long[] Draw(int keyCount, int length, int seed)
    {
        double[] cumulated = new double[keyCount];
        double sum = 0;
        for (int key = 0; key < keyCount; key++)
            cumulated[key] = sum += 1 / Math.Pow(key + 1, Exponent);

        var random = new Random(seed);
        long[] trace = new long[length];
        for (int i = 0; i < length; i++)
        {
            int found = Array.BinarySearch(cumulated, random.NextDouble() * sum);
            trace[i] = Math.Min(found < 0 ? ~found : found, keyCount - 1);
        }

        return trace;
    }

    /// <summary>As <see cref="Draw"/>, and after every <paramref name="scanLength"/> keys as many that are never asked for again.</summary>
    public static long[] DrawWithScans(int keyCount, int length, int scanLength, int seed)
    {
        long[] wanted = Draw(keyCount, length / 2, seed);
        var trace = new List<long>(length);
        long scanned = keyCount;
        foreach (long[] part in wanted.Chunk(scanLength))
        {
            trace.AddRange(part);
            for (int i = 0; i < part.Length; i++)
                trace.Add(scanned++);
        }

        return [.. trace];
    }
}
