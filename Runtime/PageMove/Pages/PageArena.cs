using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PageMove.Contracts;

namespace PageMove.Pages;

/// <summary>
/// A fixed number of pages of native, page-aligned memory (the kernel's <c>mem_map</c>). As a <see cref="MemoryPool{T}"/> it feeds
/// pipelines and sockets, so that received bytes already lie in pages that can be moved. Thread-safe; handing out and taking back
/// a page is lock-free and allocates nothing.
/// </summary>
/// <remarks>
/// Disposing the arena while pages are out defers freeing the memory to the release of the last of them.
/// </remarks>
public sealed class PageArena : MemoryPool<byte>
{
    /// <summary>The smallest page size, in bytes.</summary>
    public const int MinPageSize = 4096;

    /// <summary>The largest page size, in bytes.</summary>
    public const int MaxPageSize = 2 * 1024 * 1024;

    /// <summary>Allocates the memory, cleared, and makes the frames.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The page size or the page count is out of range.</exception>
    public PageArena(PageArenaOptions options) => throw new NotImplementedException();

    /// <summary>Bytes in a page.</summary>
    public int PageSize { get; }

    /// <summary>Pages in the arena, free or not.</summary>
    public int PageCount { get; }

    /// <summary>Whether the arena runs in guard mode (<see cref="PageArenaOptions.Guard"/>).</summary>
    public bool IsGuarded { get; }

    /// <summary>Pages that can be allocated at this moment.</summary>
    public int FreePageCount => throw new NotImplementedException();

    /// <inheritdoc/>
    public override int MaxBufferSize => PageSize;

    /// <summary>Takes a free page, with one reference and no flags; its content is undefined.</summary>
    /// <returns><see langword="false"/> when every page is in use.</returns>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public bool TryAllocate([NotNullWhen(true), Produces(State.Held, When = true)] out Page? page) => throw new NotImplementedException();

    /// <summary>Takes a free page, with one reference and no flags; its content is undefined.</summary>
    /// <exception cref="InvalidOperationException">Every page is in use.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    [return: Produces(State.Held)]
    public Page Allocate() => throw new NotImplementedException();

    /// <summary>Takes a free page as a memory owner; disposing it releases the page.</summary>
    /// <param name="minBufferSize">The bytes needed, at most <see cref="PageSize"/>; -1 for any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">More bytes are needed than a page has.</exception>
    /// <exception cref="InvalidOperationException">Every page is in use.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => throw new NotImplementedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => throw new NotImplementedException();
}
