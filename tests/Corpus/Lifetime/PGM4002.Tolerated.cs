using System;
using System.Threading.Tasks;
using PageMove.Files;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4002, PGM4001: what a helper does to an object that has ended already is wrong only where it would be wrong in the helper's place.</summary>
public static class PGM4002Tolerated
{
    public static void EndedBeforeGood(PipeBuffer buffer, bool isEmpty)
    {
        if (isEmpty)
            buffer.Release();
        Dispose(buffer);
    }

    public static void EndedBeforeBad(PipeBuffer buffer, bool isEmpty)
    {
        if (isEmpty)
            buffer.Release();
        Release(buffer); // PGM4002
    }

    public static void EndedAfterwardsBad(PipeBuffer buffer)
    {
        Dispose(buffer);
        buffer.Release(); // PGM4002
    }

    public static void UsedBeforeItsEndBad(PipeBuffer buffer, bool isEmpty)
    {
        if (isEmpty)
            buffer.Release();
        Tell(buffer); // PGM4001
    }

    public static async Task LeaseGood(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 1);
        try
        {
            Console.WriteLine(lease.Length);
            lease.Dispose();
        }
        finally
        {
            End(lease);
        }
    }

    public static void LocalFunctionGood(PipeBuffer buffer)
    {
        buffer.Release();
        Close();

        void Close() => buffer.Dispose();
    }

    public static void LocalFunctionBad(PipeBuffer buffer)
    {
        buffer.Release();
        Close(); // PGM4002

        void Close() => buffer.Release();
    }

    private static void Dispose(PipeBuffer buffer) => buffer.Dispose();

    private static void Release(PipeBuffer buffer) => buffer.Release();

    private static void Tell(PipeBuffer buffer) => Console.WriteLine(buffer.Length);

    private static void End(PageLease lease) => lease.Dispose();
}
