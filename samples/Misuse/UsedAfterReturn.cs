using System.Buffers;
using System.IO;

namespace Misuse;

internal static class UsedAfterReturn
{
    // What is written here lands in the array of whoever rents it next.
    public static byte First(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        stream.ReadExactly(buffer, 0, 1);
        ArrayPool<byte>.Shared.Return(buffer);
        return buffer[0]; // PGM5002
    }
}
