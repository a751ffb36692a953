using System.Buffers;

namespace Softened;

/// <summary>A project whose .editorconfig takes one rule as a warning and switches another off.</summary>
public static class Reader
{
    public static void Discard(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        stream.ReadExactly(buffer, 0, 16);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(buffer); // expect PGM5001
    }

    public static int First(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        stream.ReadExactly(buffer, 0, 16);
        ArrayPool<byte>.Shared.Return(buffer);
        return buffer[0];
    }
}
