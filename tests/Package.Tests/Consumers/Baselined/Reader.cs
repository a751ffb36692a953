using System.Buffers;

namespace Baselined;

public static class Reader
{
    public static void ReturnTwice()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(buffer); // expect PGM5001
    }
}
