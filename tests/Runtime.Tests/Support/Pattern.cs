namespace Runtime.Tests.Support;

/// <summary>Bytes that tell one seed from another at every place.</summary>
internal static class Pattern
{
    internal static byte[] Of(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
