using System.Buffers;
using System.IO;

namespace Misuse;

internal static class ReturnedTwice
{
    // The catch returns the array, and so does the finally: from then on two renters share it.
    public static void Skip(Stream stream, int count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            stream.ReadExactly(buffer, 0, count);
        }
        catch (EndOfStreamException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer); // PGM5001
        }
    }
}
