using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using PageMove.Pages;
using PageMove.Pipes;

namespace Corpus.Lifetime;

/// <summary>PGM4001, PGM4002: what comes out of a pair, a node or a deconstructed tuple of a collection arrives with one claim, as out of the collection itself.</summary>
public sealed class PGM4001Collections
{
    private readonly Queue<(Page Page, int Length)> _queue = [];
    private readonly LinkedList<Page> _order = [];
    private readonly Dictionary<long, Page> _pages = [];
    private readonly SortedDictionary<long, Page> _sorted = [];
    private Page? _last;

    public long DequeuedPairBad()
    {
        if (!_queue.TryDequeue(out (Page Page, int Length) item))
            return -1;
        item.Page.Release();
        return item.Page.Index; // PGM4001
    }

    public long DequeuedPairGood()
    {
        if (!_queue.TryDequeue(out (Page Page, int Length) item))
            return -1;
        long index = item.Page.Index;
        item.Page.Release();
        return index + item.Length;
    }

    public long NamedPartBad()
    {
        long sum = 0;
        foreach ((Page Page, int Length) item in _queue)
        {
            Page page = item.Page;
            page.Release();
            sum += page.Index; // PGM4001
        }

        return sum;
    }

    public long NamedPartGood(PagePipe pipe)
    {
        long sum = 0;
        while (_queue.TryDequeue(out (Page Page, int Length) item))
        {
            Page page = item.Page;
            page.AddReference();
            pipe.Append(page, 0, item.Length, PrivatePageBuffer.Instance);
            sum += page.Index;
            page.Release();
        }

        return sum;
    }

    public long PartReadTwiceGood(PagePipe pipe)
    {
        long sum = 0;
        while (_queue.TryDequeue(out (Page Page, int Length) item))
        {
            item.Page.AddReference();
            Page page = item.Page;
            pipe.Append(page, 0, item.Length, PrivatePageBuffer.Instance);
            sum += page.Index;
            item.Page.Release();
        }

        return sum;
    }

    public static long LiteralGood(Page page)
    {
        page.AddReference();
        (Page Page, int Length) pair = (page, 3);
        Page other = pair.Page;
        other.Release();
        long index = other.Index + pair.Length;
        page.Release();
        return index;
    }

    public long DeconstructedBad()
    {
        (Page page, int length) = _queue.Dequeue();
        page.Release();
        return page.Index + length; // PGM4001
    }

    public long DeconstructedGood(PagePipe pipe)
    {
        (Page page, int length) = _queue.Dequeue();
        if (!pipe.TryGift(page, length))
            page.Release();
        return length;
    }

    public static async Task DeconstructedFromAChannelBad(ChannelReader<(Page Page, int Length)> reader, Stream stream)
    {
        await foreach ((Page page, int length) in reader.ReadAllAsync())
        {
            Memory<byte> bytes = page.Memory[..length];
            page.Release();
            await stream.WriteAsync(bytes); // PGM4001
        }
    }

    public static async Task DeconstructedFromAChannelGood(ChannelReader<(Page Page, int Length)> reader, Stream stream)
    {
        await foreach ((Page page, int length) in reader.ReadAllAsync())
        {
            await stream.WriteAsync(page.Memory[..length]);
            page.Release();
        }
    }

    public void DeconstructedAndLockedBad()
    {
        foreach ((long index, Page page) in _pages)
        {
            page.Lock(); // PGM2003
            if (index == 0)
                continue;
            page.MarkDirty();
            page.Unlock();
        }
    }

    public void DeconstructedAndLockedGood()
    {
        foreach ((long _, Page page) in _pages)
            page.Lock();
        foreach ((long _, Page page) in _pages)
            page.Unlock();
    }

    public static void SwappedGood(Page first, Page second)
    {
        (first, second) = (second, first);
        first.Release();
        second.MarkDirty();
        second.Release();
    }

    public void NodeBad()
    {
        Page page = _order.First!.Value;
        page.Release();
        page.MarkDirty(); // PGM4001
    }

    public void NodeGood()
    {
        for (LinkedListNode<Page>? node = _order.First; node is not null; node = node.Next)
        {
            node.Value.MarkDirty();
            node.Value.Release();
        }
    }

    public void PairBad()
    {
        foreach (KeyValuePair<long, Page> pair in _pages)
        {
            pair.Value.Release();
            pair.Value.Release(); // PGM4002
        }
    }

    public void PairGood()
    {
        foreach (KeyValuePair<long, Page> pair in _pages)
            pair.Value.Release();
    }

    public void ValuesBad()
    {
        foreach (Page page in _pages.Values)
        {
            page.Release();
            page.MarkDirty(); // PGM4001
        }
    }

    public void ValuesGood()
    {
        foreach (Page page in _pages.Values)
        {
            page.MarkDirty();
            page.Release();
        }
    }

    public bool RemovedByExtensionBad(long key)
    {
        if (!_sorted.Remove(key, out Page? page))
            return false;
        bool isDirty = (page.Flags & PageFlags.Dirty) != 0;
        page.Release();
        page.MarkDirty(); // PGM4001
        return isDirty;
    }

    public bool RemovedByExtensionGood(long key)
    {
        if (!_sorted.Remove(key, out Page? page))
            return false;
        bool isDirty = (page.Flags & PageFlags.Dirty) != 0;
        page.Release();
        return isDirty;
    }

    public long LookedAtByExtensionGood(long key) => _sorted.GetValueOrDefault(key)?.Index ?? -1;

    public static (Page, Page) ReturnedInATupleBad(PageArena arena)
    {
        using Page first = arena.Allocate(); // earlier PGM4001
        Page second = arena.Allocate();
        return (first, second); // PGM4001
    }

    public static (Page, Page) ReturnedInATupleGood(PageArena arena)
    {
        Page first = arena.Allocate();
        Page second = arena.Allocate();
        return (first, second);
    }

    public static (Page, int) ReferencedAndReturnedInATupleGood(PageArena arena)
    {
        using Page page = arena.Allocate();
        page.AddReference();
        return (page, page.Size);
    }

    public static (Page, int) ReturnedInATupleUnlessItFailsGood(PageArena arena, Action<Page> fill)
    {
        Page page = arena.Allocate();
        bool isFilled = false;
        try
        {
            fill(page);
            isFilled = true;
            return (page, page.Size);
        }
        finally
        {
            if (!isFilled)
                page.Release();
        }
    }

    public static Page[] ReturnedInAnArrayBad(PageArena arena)
    {
        Page page = arena.Allocate();
        try
        {
            return new[] { page }; // PGM4001
        }
        finally
        {
            page.Release();
        }
    }

    public static List<Page> ReturnedInACollectionBad(PageArena arena)
    {
        using Page page = arena.Allocate();
        return [page]; // PGM4001
    }

    public static List<Page> ReturnedInACollectionGood(PageArena arena)
    {
        Page page = arena.Allocate();
        try
        {
            return [page];
        }
        finally
        {
            Console.WriteLine(page.Size);
        }
    }

    public static async Task<(Page, int)> ReturnedInATupleLaterBad(PageArena arena, Stream stream)
    {
        using Page page = arena.Allocate();
        int count = await stream.ReadAsync(page.Memory);
        return (page, count); // PGM4001
    }

    public async Task StreamBad(IAsyncEnumerable<Page> pages, PagePipe pipe)
    {
        await foreach (Page page in pages.ConfigureAwait(false))
        {
            pipe.Gift(page, page.Size);
            page.MarkDirty(); // PGM4001
        }
    }

    public async Task StreamGood(IAsyncEnumerable<Page> pages, PagePipe pipe)
    {
        await foreach (Page page in pages.ConfigureAwait(false))
        {
            page.MarkDirty();
            pipe.Gift(page, page.Size);
        }
    }

    public static long MemberOfAnotherBad(Entry entry)
    {
        Page page = entry.Page;
        page.Release();
        return page.Index; // PGM4001
    }

    public static long MemberOfAnotherGood(Entry entry)
    {
        Page page = entry.Page;
        long index = page.Index;
        page.Release();
        return index;
    }

    public static long SharedWithAnotherGood(Entry entry)
    {
        Page page = entry.Page;
        page.AddReference();
        page.Release();
        return page.Index;
    }

    public static long PinnedByItsOwnerGood(Entry entry)
    {
        Page page = entry.Page;
        entry.Pin();
        page.Release();
        return page.Index;
    }

    public static long FirstOfASequenceBad(IEnumerable<Page> pages)
    {
        Page page = pages.First();
        page.Release(); // earlier PGM4001
        return page.Index; // PGM4001
    }

    public long ExchangedBad()
    {
        Page? page = Interlocked.Exchange(ref _last, null);
        if (page is null)
            return -1;
        page.Release(); // earlier PGM4001
        return page.Index; // PGM4001
    }

    public long ReadFromASharedFieldBad()
    {
        Page? page = Volatile.Read(ref _last);
        page?.Release(); // earlier PGM4002
        page?.Release(); // PGM4002
        return 0;
    }

    public long ExchangedGood(Page next)
    {
        Page? page = Interlocked.Exchange(ref _last, next);
        if (page is null)
            return -1;
        long index = page.Index;
        page.Release();
        return index;
    }

    public bool PutUnlessThereIsOneGood(Page page)
    {
        page.AddReference();
        Page? other = Interlocked.CompareExchange(ref _last, page, null);
        if (other is null)
            return true;
        page.Release();
        return other == page;
    }

    public long LeftWhereItIsGood()
    {
        Page? page = Volatile.Read(ref _last);
        if (page is null || !page.TryAddReference())
            return -1;
        long index = page.Index;
        page.Release();
        return index + page.Size;
    }

    public sealed class Entry(Page page)
    {
        public Page Page { get; } = page;

        public void Pin() => Page.AddReference();
    }

    public static int PartOfAQueuedTupleBad(Queue<(string Name, Page Page)> queue)
    {
        Page page = queue.Dequeue().Page;
        page.Release(); // earlier PGM4001
        return page.Size; // PGM4001
    }

    public static int PartOfANodesTupleBad(LinkedListNode<(string Name, Page Page)> node)
    {
        Page page = node.Value.Page;
        page.Release(); // earlier PGM4001
        return page.Size; // PGM4001
    }

    public static int PartOfAQueuedTupleGood(Queue<(string Name, Page Page)> queue)
    {
        Page page = queue.Dequeue().Page;
        int size = page.Size;
        page.Release();
        return size;
    }
}
