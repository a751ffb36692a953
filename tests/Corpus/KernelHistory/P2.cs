using System;
using System.IO;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.KernelHistory;

/// <summary>The caller's pages are in the pipe for longer than the call that lent them: whoever reads the pipe sees what the caller writes next.</summary>
/// <note>That a parameter is still lent at the return is nothing that its contract forbids: to lend it on is what most such methods are for. A page that is written in the same method is noticed (P10), memory that outlives its page, too (PGM4006).</note>
public static class P2
{
    public static void Broken(Stream source, Page callersPage, PagePipe pipe)
    {
        int count = source.Read(callersPage.Span);
        if (count > 0)
            pipe.Lend(callersPage, count);
    }

    public static void Repaired(Stream source, Page callersPage, PagePipe pipe)
    {
        Span<byte> bytes = callersPage.Span;
        int count = source.Read(bytes);
        if (count > 0 && pipe.Write(bytes[..count]) < count)
            throw new IOException("The pipe is full.");
    }
}
