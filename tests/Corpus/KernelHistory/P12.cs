using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>Bytes are decrypted where they lie, in a page that came through a pipe and is still in somebody's cache.</summary>
public static class P12
{
    public static void Broken([Requires(State.Confirmed)] PipeBuffer buffer, byte key)
    {
        foreach (ref byte value in buffer.Page.Span.Slice(buffer.Offset, buffer.Length))
            value ^= key; // PGM4005
    }

    public static void Repaired([Requires(State.Confirmed)] PipeBuffer buffer, byte key, Page copy)
    {
        buffer.Map().CopyTo(copy.Span);
        foreach (ref byte value in copy.Span[..buffer.Length])
            value ^= key;
    }
}
