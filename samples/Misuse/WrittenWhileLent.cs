using System.Buffers.Binary;
using PageMove.Pages;
using PageMove.Pipes;

namespace Misuse;

internal static class WrittenWhileLent
{
    // The pipe has the header, not a copy of it: its reader may have sent half of the old length already.
    public static void Answer(PagePipe pipe, Page header, int length)
    {
        pipe.Lend(header, 16);
        BinaryPrimitives.WriteInt32LittleEndian(header.Span, length); // PGM4005
    }
}
