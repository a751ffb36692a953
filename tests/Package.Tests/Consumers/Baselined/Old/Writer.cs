using System.Buffers;

namespace Baselined.Old;

public static class Writer
{
    public static void ReturnTwice()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
