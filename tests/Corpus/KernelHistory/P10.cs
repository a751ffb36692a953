using System.Buffers.Binary;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The length in a reply's header is corrected when the pipe has been lent the header already.</summary>
public static class P10
{
    private const int HeaderLength = 16;

    public static void Broken(PagePipe pipe, Page header, Page content, int length)
    {
        pipe.Lend(header, HeaderLength); // earlier PGM4005
        if (!pipe.TryLend(content, length))
            length = 0;
        BinaryPrimitives.WriteInt32LittleEndian(header.Span, HeaderLength + length); // PGM4005
    }

    public static bool Repaired(PagePipe pipe, Page header, Page content, int length)
    {
        if (pipe.Count + 2 > pipe.Capacity)
            return false;
        BinaryPrimitives.WriteInt32LittleEndian(header.Span, HeaderLength + length);
        pipe.Lend(header, HeaderLength);
        pipe.Lend(content, length);
        return true;
    }
}
