using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4002, PGM4003: of an amount that is never asked whether it is less than nothing, not to be more is to be zero; and what comes upon a condition, or without a name, is owed as well.</summary>
public static class PGM4003Amounts
{
    public static async Task<bool> GivenOrReleasedGood(PageArena arena, PagePipe pipe, Stream stream, CancellationToken token)
    {
        Page page = arena.Allocate();
        int count = 0;
        try
        {
            count = await stream.ReadAsync(page.Memory, token);
            if (count > 0)
                pipe.Gift(page, count);
        }
        finally
        {
            if (count == 0)
                page.Release();
        }

        return count > 0;
    }

    public static void MirroredGood(PageArena arena, PagePipe pipe, Stream stream)
    {
        Page page = arena.Allocate();
        int count = stream.Read(page.Span);
        if (0 < count)
            pipe.Gift(page, count);
        if (0 == count)
            page.Release();
    }

    public static void LessIsAskedForBad(PageArena arena, PagePipe pipe, Stream stream)
    {
        Page page = arena.Allocate(); // PGM4003
        int count = stream.Read(page.Span);
        if (count < 0)
            Console.WriteLine("failed");
        if (count > 0)
            pipe.Gift(page, count);
        else if (count == 0)
            page.Release();
    }

    public static void GivenAndReleasedBad(PageArena arena, PagePipe pipe, Stream stream)
    {
        Page page = arena.Allocate();
        int count = stream.Read(page.Span);
        if (count > 0)
            pipe.Gift(page, count);
        if (count != 0)
            page.Release(); // PGM4002
        else
            page.Release();
    }

    private static Page? Find(AddressSpace space, long index) => space.TryFind(index, out Page? page) ? page : null;

    public static int FoundUponAConditionBad(AddressSpace space)
    {
        Page? page = Find(space, 3); // PGM4003
        return page is null ? 0 : page.Size;
    }

    public static int FoundUponAConditionGood(AddressSpace space)
    {
        using Page? page = Find(space, 3);
        return page is null ? 0 : page.Size;
    }

    private static Page? FindOrKnown(AddressSpace space, long index, Page known) => space.TryFind(index, out Page? page) ? page : known;

    public static int FoundOrKnownGood(AddressSpace space, Page known)
    {
        Page? page = FindOrKnown(space, 3, known);
        return page is null ? 0 : page.Size;
    }

    public static async Task<int> AwaitedWithoutANameBad(CachedFile file) => (await file.GetPagesAsync(0, 100)).Length; // PGM4003

    public static async Task AwaitedAndDroppedBad(CachedFile file)
    {
        await file.GetPagesAsync(0, 100); // PGM4003
    }

    public static async Task<PageLease> AwaitedAndReturnedGood(CachedFile file) => await file.GetPagesAsync(0, 100);

    public static async Task<int> AwaitedByUsingGood(CachedFile file)
    {
        using (PageLease lease = await file.GetPagesAsync(0, 100))
            return lease.Length;
    }

    public static int FoundAndKeptByAHelperBad(AddressSpace space)
    {
        Page? page = FindAndKeep(space, 3); // PGM4003
        return page is null ? 0 : page.Size;
    }

    public static int FoundAndKeptByAHelperGood(AddressSpace space)
    {
        using Page? page = FindAndKeep(space, 3);
        return page is null ? 0 : page.Size;
    }

    private static Page? FindAndKeep(AddressSpace space, long index)
    {
        Page? result = space.TryFind(index, out Page? page) ? page : null;
        return result;
    }
}
