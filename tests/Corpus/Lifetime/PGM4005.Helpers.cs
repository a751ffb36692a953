using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4005: a helper that writes in any case writes for its caller, and a step of a foreach over what is at hand empties no pipe.</summary>
public static class PGM4005Helpers
{
    public static void PrivateMethodBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 8);
        Stamp(page); // PGM4005
    }

    public static void PrivateMethodGood(PagePipe pipe, Page page)
    {
        Stamp(page);
        pipe.Lend(page, 8);
    }

    public static void ReaderGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 8);
        Console.WriteLine(First(page));
    }

    public static void CalleeReadsIntoItBad(PagePipe pipe, Page page, Stream stream)
    {
        pipe.Lend(page, 8);
        Receive(page, stream); // PGM4005
    }

    public static void NotLentGood(PagePipe pipe, Page page, Stream stream)
    {
        if (!pipe.TryLend(page, 8))
            Receive(page, stream);
    }

    public static async Task LetGoMeanwhileGood(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 8);
        await pipe.WaitForSpaceAsync();
        Stamp(page);
    }

    public static void SharedBad(PipeBuffer buffer) => Stamp(buffer.Page); // PGM4005

    public static void StolenGood(PipeBuffer buffer)
    {
        if (buffer.Confirm() != ConfirmResult.Good || !buffer.TrySteal(out Page? page))
            return;
        Stamp(page);
        page.Unlock();
    }

    public static void HelperThatMayNotWriteGood(PagePipe pipe, Page page, bool isLast)
    {
        pipe.Lend(page, 8);
        StampUnless(page, isLast);
    }

    public static void LocalFunctionBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 8);
        Write(3); // PGM4005

        void Write(byte value) => page.Span[0] = value;
    }

    public static void LocalFunctionGood(PagePipe pipe, Page page)
    {
        Write(3);
        pipe.Lend(page, 8);

        void Write(byte value) => page.Span[0] = value;
    }

    public static void NextElementOfAnArrayBad(PagePipe pipe, Page page, byte[] values)
    {
        foreach (byte value in values)
        {
            page.Span[0] = value; // PGM4005
            pipe.Lend(page, 1);
        }
    }

    public static void NextElementOfAListBad(PagePipe pipe, Page page, List<byte> values)
    {
        foreach (byte value in values)
        {
            page.Span[0] = value; // PGM4005
            pipe.Lend(page, 1);
        }
    }

    public static void NextElementOfSomebodysGood(PagePipe pipe, Page page, IEnumerable<byte> values)
    {
        foreach (byte value in values)
        {
            page.Span[0] = value;
            pipe.Lend(page, 1);
        }
    }

    private static void Stamp(Page page) => page.Span[0] = 0x7F;

    private static byte First(Page page) => page.Span[0];

    private static void StampUnless(Page page, bool isLast)
    {
        if (!isLast)
            page.Span[0] = 1;
    }

    private static void Receive(Page page, Stream stream)
    {
        stream.ReadExactly(page.Span);
        page.MarkDirty();
    }

    public static void HelperOfAHelperBad(PagePipe pipe, Page page)
    {
        pipe.Lend(page, 8);
        StampFor(page); // PGM4005
    }

    private static void StampFor(Page page) => Stamp(page);
}
