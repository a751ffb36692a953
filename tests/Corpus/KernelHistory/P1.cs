using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>A descriptor is used again field by field, and the rights of the buffer before stay with it.</summary>
/// <note>The descriptor is the program's own; the library's are initialised whole, and a buffer's flags are given in the call that makes it.</note>
public static class P1
{
    public static void Broken(ref Descriptor spare, Page page, int length, PagePipe pipe)
    {
        spare.Page = page;
        spare.Length = length;
        pipe.Append(spare.Page, 0, spare.Length, AnonymousBuffer.Instance, spare.Flags);
    }

    public static void Repaired(ref Descriptor spare, Page page, int length, PagePipe pipe)
    {
        spare = new Descriptor { Page = page, Length = length, Flags = PipeBufferFlags.None };
        pipe.Append(spare.Page, 0, spare.Length, AnonymousBuffer.Instance, spare.Flags);
    }

    public struct Descriptor
    {
        public required Page Page { get; set; }

        public int Length { get; set; }

        public PipeBufferFlags Flags { get; set; }
    }
}
