using System;
using System.IO;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4009: whoever asks for a further reference looks whether there was one.</summary>
public static class PGM4009
{
    public static void StraightLineBad(PipeBuffer buffer)
    {
        buffer.TryAddReference(); // PGM4009
    }

    public static bool StraightLineGood(PipeBuffer buffer) => buffer.TryAddReference();

    public static void DiscardBad(PipeBuffer buffer) => _ = buffer.TryAddReference(); // PGM4009

    public static void TakenForCertainGood(PipeBuffer buffer) => buffer.Page.AddReference();

    public static void BranchBad(PipeBuffer buffer, bool twice)
    {
        if (twice)
            buffer.TryAddReference(); // PGM4009
    }

    public static void BranchGood(PipeBuffer buffer, bool twice)
    {
        if (twice && !buffer.TryAddReference())
            throw new IOException();
    }

    public static int EarlyReturnBad(PipeBuffer buffer)
    {
        if (buffer.Length == 0)
            return 0;
        buffer.TryAddReference(); // PGM4009
        return buffer.Length;
    }

    public static int EarlyReturnGood(PipeBuffer buffer)
    {
        if (!buffer.TryAddReference())
            return 0;
        return buffer.Length;
    }

    public static void LoopBad(PipeBuffer[] buffers)
    {
        foreach (PipeBuffer buffer in buffers)
            buffer.TryAddReference(); // PGM4009
    }

    public static int LoopGood(PipeBuffer[] buffers)
    {
        int count = 0;
        foreach (PipeBuffer buffer in buffers)
            count += buffer.TryAddReference() ? 1 : 0;
        return count;
    }

    public static void TryFinallyBad(PipeBuffer buffer, Stream log)
    {
        try
        {
            log.Flush();
        }
        finally
        {
            buffer.TryAddReference(); // PGM4009
        }
    }

    public static bool TryFinallyGood(PipeBuffer buffer, Stream log)
    {
        bool got = false;
        try
        {
            got = buffer.TryAddReference();
        }
        finally
        {
            log.Flush();
        }

        return got;
    }

    public static void UsingBad(PipeBuffer buffer, Stream log)
    {
        using (log)
            buffer.TryAddReference(); // PGM4009
    }

    public static void UsingGood(PipeBuffer buffer, Stream log)
    {
        using (log)
            Console.WriteLine(buffer.TryAddReference());
    }

    public static void AliasBad(PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        bool got = alias.TryAddReference(); // PGM4009
    }

    public static bool AliasGood(PipeBuffer buffer)
    {
        PipeBuffer alias = buffer;
        bool got = alias.TryAddReference();
        return got;
    }

    public static void OutBad(PagePipe pipe, out PipeBuffer? buffer)
    {
        if (pipe.TryTake(out buffer))
            buffer.TryAddReference(); // PGM4009
    }

    public static bool OutGood(PagePipe pipe, out PipeBuffer? buffer) => pipe.TryTake(out buffer) && buffer.TryAddReference();

    public static void CorrelatedBad(PipeBuffer buffer, bool twice)
    {
        Console.WriteLine(twice);
        if (twice)
            buffer.TryAddReference(); // PGM4009
    }

    public static bool CorrelatedGood(PipeBuffer buffer)
    {
        bool got = buffer.TryAddReference();
        Console.WriteLine(buffer);
        return got;
    }

    public static async Task AsyncBad(PipeBuffer buffer)
    {
        await Task.Yield();
        buffer.TryAddReference(); // PGM4009
    }

    public static async Task<bool> AsyncGood(PipeBuffer buffer)
    {
        await Task.Yield();
        return buffer.TryAddReference();
    }

    public static void WrapperBad(PipeBuffer buffer)
    {
        TryDuplicate(buffer); // PGM4009
    }

    public static bool WrapperGood(PipeBuffer buffer) => TryDuplicate(buffer);

    public static void OfAPageBad(AddressSpace space)
    {
        if (!space.TryFind(0, out Page? page))
            return;
        page.TryAddReference(); // PGM4009
        page.Release();
    }

    [MustUse("PGM4009")]
    private static bool TryDuplicate(PipeBuffer buffer) => buffer.TryAddReference();
}
