using System.Diagnostics.CodeAnalysis;
using PageMove.Caching;
using PageMove.Contracts;
using PageMove.Pages;

namespace PageMove.Pipes;

/// <summary>A bounded queue of pipe buffers (the kernel's <c>pipe_inode_info</c>). Thread-safe for any number of writers and readers.</summary>
public sealed class PagePipe : IDisposable
{
    /// <summary>Makes an empty pipe.</summary>
    /// <param name="arena">Where written bytes find their pages.</param>
    /// <param name="capacity">Buffers that fit, at least one.</param>
    public PagePipe(PageArena arena, int capacity) => throw new NotImplementedException();

    /// <summary>Buffers that fit.</summary>
    public int Capacity { get; }

    /// <summary>Buffers that wait to be taken.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>Whether the writer declared that nothing more will come.</summary>
    public bool IsCompleted => throw new NotImplementedException();

    /// <summary>Copies bytes into the pipe's own pages.</summary>
    /// <returns>The bytes written, fewer than given when the pipe is full or the arena has no page left.</returns>
    /// <exception cref="InvalidOperationException">The pipe was completed.</exception>
    public int Write(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>Copies bytes into the pipe's own pages, waiting while the pipe is full.</summary>
    /// <exception cref="InvalidOperationException">The pipe was completed, or the arena has no page left though the pipe has room.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some of the bytes may have been written.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Copies bytes out of the pipe and consumes them.</summary>
    /// <returns>The bytes read; 0 when the pipe is empty.</returns>
    public int Read(Span<byte> destination) => throw new NotImplementedException();

    /// <summary>Gives a page away: the caller's reference is the pipe's from here on, and the page may be stolen (law 15).</summary>
    /// <param name="page">The page; nobody may write it any more.</param>
    /// <param name="length">Bytes of content from the page's start, 1 to its size.</param>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed; the caller keeps the page.</exception>
    public void Gift([Transfers] Page page, int length) => throw new NotImplementedException();

    /// <summary>As <see cref="Gift"/>; when the pipe is full the caller keeps the page.</summary>
    public bool TryGift([Produces(State.Released, When = true)] Page page, int length) => throw new NotImplementedException();

    /// <summary>Lends a page: the pipe takes a reference of its own and the page is never stolen (law 15).</summary>
    /// <param name="page">The page; it must not be written before the pipe let go of it.</param>
    /// <param name="length">Bytes of content from the page's start, 1 to its size.</param>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed.</exception>
    public void Lend(Page page, int length) => throw new NotImplementedException();

    /// <summary>As <see cref="Lend"/>; <see langword="false"/> when the pipe is full.</summary>
    public bool TryLend(Page page, int length) => throw new NotImplementedException();

    /// <summary>Appends a buffer of any kind; the caller's reference is the pipe's from here on.</summary>
    /// <exception cref="InvalidOperationException">The pipe is full or was completed; the caller keeps the page.</exception>
    public void Append([Transfers] Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags = PipeBufferFlags.None) =>
        throw new NotImplementedException();

    /// <summary>As <see cref="Append"/>; when the pipe is full the caller keeps the page.</summary>
    public bool TryAppend(
        [Produces(State.Released, When = true)] Page page, int offset, int length, PipeBufferOperations operations, PipeBufferFlags flags = PipeBufferFlags.None) =>
        throw new NotImplementedException();

    /// <summary>Appends cached pages of a file without copying them.</summary>
    /// <param name="source">The file's cache.</param>
    /// <param name="firstIndex">The first page wanted.</param>
    /// <param name="pageCount">Pages wanted.</param>
    /// <returns>The pages appended: up to the first one that is not cached, the end of the file, or the pipe's capacity.</returns>
    public int SpliceFrom(AddressSpace source, long firstIndex, int pageCount) => throw new NotImplementedException();

    /// <summary>Appends the first bytes of this pipe to another one without consuming them; both share the pages.</summary>
    /// <returns>The bytes duplicated.</returns>
    public int Tee(PagePipe destination, int byteCount) => throw new NotImplementedException();

    /// <summary>Moves the first bytes of this pipe to another one.</summary>
    /// <returns>The bytes moved.</returns>
    public int SpliceTo(PagePipe destination, int byteCount) => throw new NotImplementedException();

    /// <summary>Takes the first buffer out of the pipe; the caller owns it. It counts towards the capacity until it is released.</summary>
    public bool TryTake([NotNullWhen(true), Produces(State.Held, When = true), Produces(State.Unconfirmed, When = true)] out PipeBuffer? buffer) =>
        throw new NotImplementedException();

    /// <summary>Takes the first buffer, waiting for one. <see langword="null"/>: the pipe was completed and is empty.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before a buffer came.</exception>
    public ValueTask<PipeBuffer?> TakeAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Waits until a buffer can be appended.</summary>
    public ValueTask WaitForSpaceAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Declares that nothing more will come.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <summary>Completes the pipe and releases every buffer that was not taken.</summary>
    public void Dispose() => throw new NotImplementedException();
}
