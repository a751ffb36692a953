using System.Buffers;

namespace Both;

/// <summary>A project that references the runtime and, as its template did, the analyzers too.</summary>
public static class Checksum
{
    public static int Of(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        int length = stream.Read(buffer, 0, buffer.Length);
        ArrayPool<byte>.Shared.Return(buffer);
        return Sum(buffer.AsSpan(0, length)); // expect PGM5002
    }

    public static void Discard(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        stream.ReadExactly(buffer, 0, 16);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(buffer); // expect PGM5001
    }

    public static int Correct(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            return Sum(buffer.AsSpan(0, stream.Read(buffer, 0, buffer.Length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
            sum += value;
        return sum;
    }
}
