using System.Collections.Generic;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Locking;

/// <summary>PGM2003, PGM4003: who yields may never be asked to go on, and then only its finally blocks are done.</summary>
public static class PGM2003Yields
{
    public static IEnumerable<byte> LockedOverYieldBad(Page page)
    {
        page.Lock(); // PGM2003
        for (int i = 0; i < page.Size; i++)
            yield return page.Span[i];
        page.Unlock();
    }

    public static IEnumerable<byte> LockedOverYieldGood(Page page)
    {
        page.Lock();
        try
        {
            for (int i = 0; i < page.Size; i++)
                yield return page.Span[i];
        }
        finally
        {
            page.Unlock();
        }
    }

    public static IEnumerable<byte> UnlockedBeforeYieldGood(Page page)
    {
        page.Lock();
        byte[] bytes = page.Span.ToArray();
        page.Unlock();
        foreach (byte value in bytes)
            yield return value;
    }

    public static IEnumerable<long> HeldOverYieldBad(AddressSpace space, int count)
    {
        for (long i = 0; i < count; i++)
        {
            if (!space.TryFind(i, out Page? page)) // PGM4003
                continue;
            yield return page.Index;
            page.Release();
        }
    }

    public static IEnumerable<long> HeldOverYieldGood(AddressSpace space, int count)
    {
        for (long i = 0; i < count; i++)
        {
            if (!space.TryFind(i, out Page? page))
                continue;
            using (page)
                yield return page.Index;
        }
    }

    public static IEnumerable<Page> YieldedItselfGood(AddressSpace space, int count)
    {
        for (long i = 0; i < count; i++)
        {
            if (space.TryFind(i, out Page? page))
                yield return page;
        }
    }

    public static async IAsyncEnumerable<int> LeasedOverYieldBad(CachedFile file)
    {
        PageLease lease = await file.GetPagesAsync(0, 4096); // PGM4003
        for (int i = 0; i < lease.Length; i++)
            yield return i;
        lease.Dispose();
    }

    public static async IAsyncEnumerable<int> LeasedOverYieldGood(CachedFile file)
    {
        using PageLease lease = await file.GetPagesAsync(0, 4096);
        for (int i = 0; i < lease.Length; i++)
            yield return i;
    }

    public static IEnumerable<int> BreaksBad(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer)) // PGM4003
        {
            if (buffer.Length == 0)
                yield break;
            int length = buffer.Length;
            buffer.Release();
            yield return length;
        }
    }

    public static IEnumerable<int> BreaksGood(PagePipe pipe)
    {
        while (pipe.TryTake(out PipeBuffer? buffer))
        {
            int length = buffer.Length;
            buffer.Release();
            if (length == 0)
                yield break;
            yield return length;
        }
    }
}
