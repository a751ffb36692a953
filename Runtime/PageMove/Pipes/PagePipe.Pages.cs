using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <content>Pages that enter the pipe without being copied.</content>
public sealed partial class PagePipe
{
    private const string Full = "The pipe is full.";

    /// <summary>Gives a page away: the caller's reference is the pipe's from here on, and the page may be stolen (law 15).</summary>
    /// <param name="page">The page; nobody may write it any more.</param>
    /// <param name="length">Bytes of content from the page's start, 1 to its size.</param>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed; the caller keeps the page.</exception>
    public void Gift([Produces(State.Released, From = State.Held), Produces(State.Lent)] Page page, int length)
    {
        if (!TryGift(page, length))
            throw new InvalidOperationException(Full);
    }

    /// <summary>As <see cref="Gift"/>; <see langword="false"/> when the pipe is full: the caller keeps the page.</summary>
    public bool TryGift([Produces(State.Released, From = State.Held, When = true), Produces(State.Lent, When = true)] Page page, int length) =>
        TryAppend(page, 0, length, UserPageBuffer.Instance, PipeBufferFlags.Gift);

    /// <summary>Lends a page: the pipe takes a reference of its own and the page is never stolen (law 15).</summary>
    /// <param name="page">The page; it must not be written before the pipe let go of it.</param>
    /// <param name="length">Bytes of content from the page's start, 1 to its size.</param>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed.</exception>
    public void Lend([Produces(State.Lent)] Page page, int length)
    {
        if (!TryLend(page, length))
            throw new InvalidOperationException(Full);
    }

    /// <summary>As <see cref="Lend"/>; <see langword="false"/> when the pipe is full.</summary>
    public bool TryLend([Produces(State.Lent, When = true)] Page page, int length)
    {
        CheckPart(page, 0, length);
        lock (_gate)
        {
            ThrowIfCompleted();
            if (!HasRoom)
                return false;

            page.AddReference();
            Enqueue(page, 0, length, UserPageBuffer.Instance, PipeBufferFlags.None);
            return true;
        }
    }

    /// <summary>Appends a buffer of any kind; the caller's reference is the pipe's from here on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="offset">The first byte of the content in the page.</param>
    /// <param name="length">Bytes of content, 1 to what the page has from the offset on.</param>
    /// <param name="operations">The kind of buffer.</param>
    /// <param name="flags">Rights and facts.</param>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed; the caller keeps the page.</exception>
    public void Append([Produces(State.Released, From = State.Held)] Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags = PipeBufferFlags.None)
    {
        if (!TryAppend(page, offset, length, operations, flags))
            throw new InvalidOperationException(Full);
    }

    /// <summary>As <see cref="Append"/>; <see langword="false"/> when the pipe is full: the caller keeps the page.</summary>
    public bool TryAppend(
        [Produces(State.Released, From = State.Held, When = true)] Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags = PipeBufferFlags.None)
    {
        CheckPart(page, offset, length);
        ArgumentNullException.ThrowIfNull(operations);
        lock (_gate)
        {
            ThrowIfCompleted();
            if (!HasRoom)
                return false;

            Enqueue(page, offset, length, operations, flags);
            return true;
        }
    }

    /// <summary>Appends cached pages of a file without copying them.</summary>
    /// <param name="source">The file's cache.</param>
    /// <param name="firstIndex">The first page wanted.</param>
    /// <param name="pageCount">Pages wanted.</param>
    /// <returns>The pages appended: up to the first one that is not cached, the end of the file, or the pipe's capacity.</returns>
    public int SpliceFrom(AddressSpace source, long firstIndex, int pageCount)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(pageCount);
        for (int spliced = 0; spliced < pageCount; spliced++)
        {
            long index = firstIndex + spliced;
            int length = source.LengthOfPage(index);
            if (length == 0 || !source.TryFind(index, out Page? page))
                return spliced;

            bool appended = false;
            try
            {
                appended = TryAppend(page, 0, length, PageCacheBuffer.Instance);
            }
            finally
            {
                if (!appended)
                    page.Release();
            }

            if (!appended)
                return spliced;
        }

        return pageCount;
    }

    private static void CheckPart(Page page, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, page.Size - offset);
    }
}
