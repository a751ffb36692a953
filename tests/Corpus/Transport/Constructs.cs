using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Files;
using PageMove.Moving;
using PageMove.Pages;
using PageMove.Pipes;
using PageMove.Requests;

namespace Corpus.Transport;

/// <summary>Constructs of the language that the rules' own files leave out.</summary>
public static class Constructs
{
    public static bool ExceptionFilterBad(Page page, Stream stream)
    {
        page.Lock(); // PGM2003
        try
        {
            stream.ReadExactly(page.Span);
        }
        catch (IOException error) when (error.HResult == 5)
        {
            return false;
        }

        page.Unlock();
        return true;
    }

    public static bool ExceptionFilterGood(Page page, Stream stream)
    {
        page.Lock();
        try
        {
            stream.ReadExactly(page.Span);
            return true;
        }
        catch (IOException error) when (error.HResult == 5)
        {
            return false;
        }
        finally
        {
            page.Unlock();
        }
    }

    public static void ArgumentWithChoiceBad(PipeBuffer buffer, bool whole)
    {
        buffer.Release();
        Console.WriteLine(whole ? buffer.Length : 0); // PGM4001
    }

    public static void ArgumentWithChoiceGood(PagePipe pipe, Page? first, Page second)
    {
        Choose(first ?? second, pipe.Count > 0 ? 1 : 2);
        second.Release();
    }

    public static async Task AwaitUsingBad(CachedFile file, Stream log)
    {
        await using (log)
        {
            PageLease lease = await file.GetPagesAsync(0, 1);
            lease.Dispose();
            Console.WriteLine(lease.Offset); // PGM4001
        }
    }

    public static void LockOnObjectGood(object gate, Page page)
    {
        lock (gate)
        {
            page.Lock();
            page.MarkDirty();
            page.Unlock();
        }
    }

    public static bool HandlerBad(PipeBuffer buffer, Span<char> text)
    {
        buffer.Release();
        return text.TryWrite($"{buffer.Length} bytes", out _); // PGM4001
    }

    public static void HandlerGood(PipeBuffer buffer, StringBuilder text)
    {
        text.Append($"{buffer.Length} bytes at {buffer.Offset}");
        buffer.Release();
    }

    public static int InParameterBad(in PageLease lease)
    {
        lease.Dispose();
        return lease.Length; // PGM4001
    }

    public static int InParameterGood(in PageLease lease)
    {
        int length = lease.Length;
        lease.Dispose();
        return length;
    }

    public static void RefStructBad(Page page)
    {
        using PageWindow window = new(page.Span);
        page.Lock(); // PGM2003
        if (window.IsEmpty)
            return;
        page.Unlock();
    }

    public static int CopyOfStructBad(PageLease lease)
    {
        Extent extent = new(lease.Offset, lease.Length);
        Extent copy = extent;
        lease.Dispose();
        copy.Length += lease.Length; // PGM4001
        return copy.Length + extent.Length;
    }

    public static int CopyOfStructGood(PageLease lease)
    {
        Extent extent = new(lease.Offset, lease.Length);
        Extent copy = extent;
        copy.Length++;
        lease.Dispose();
        return copy.Length;
    }

    public static T GenericGood<T>(AddressSpace space, Func<PageFlags, T> read, T otherwise)
    {
        if (!space.TryFind(0, out Page? page))
            return otherwise;
        using (page)
            return read(page.Flags);
    }

    public static int ExtensionBad(this PipeBuffer buffer)
    {
        buffer.Release();
        return buffer.Offset; // PGM4001
    }

    public static int ExtensionGood(this PipeBuffer buffer)
    {
        int offset = buffer.Offset;
        buffer.Release();
        return offset;
    }

    private static void Choose(Page page, int weight) => Console.WriteLine(page.Index + weight);

    private readonly ref struct PageWindow(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public bool IsEmpty => _bytes.IsEmpty;

        public void Dispose()
        {
        }
    }

    private struct Extent(long offset, int length)
    {
        public long Offset = offset;
        public int Length = length;
    }
}

/// <summary>A class in two parts, with what its members say of its fields.</summary>
public sealed partial class TwoParts : IDisposable
{
    private Page? _page;

    public void LoadGood(AddressSpace space)
    {
        Ensure(space);
        _page.Lock();
        _page.MarkDirty();
        _page.Unlock();
        Drop();
    }

    public void DroppedTwiceGood(AddressSpace space)
    {
        Ensure(space);
        _page.Release();
        _page = null;
        Ensure(space);
        _page.Release();
        _page = null;
    }

    public int DroppedBad(AddressSpace space)
    {
        Ensure(space);
        _page.Release();
        return _page.Size; // PGM4001
    }

    public void Dispose() => Drop();
}

public sealed partial class TwoParts
{
    [MemberNotNull(nameof(_page))]
    private void Ensure(AddressSpace space)
    {
        if (_page is null && !space.TryFind(0, out _page))
            throw new InvalidOperationException();
    }

    private void Drop()
    {
        _page?.Release();
        _page = null;
    }
}

/// <summary>A base whose steps are filled in.</summary>
public abstract class Steps
{
    protected abstract bool Apply(Page page);
}

/// <summary>One that leaves its page locked, and one that does not.</summary>
public sealed class FilledSteps : Steps
{
    protected override bool Apply(Page page)
    {
        page.Lock(); // PGM2003
        if (page.MapCount > 0)
            return false;
        page.MarkDirty();
        page.Unlock();
        return true;
    }
}
