using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using PageMove.Pages;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

public sealed class PipeReaderSourceTests
{
    private const int PageSize = SourceScene.PageSize;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(PageSize, 1, 0)]
    [InlineData(PageSize + 1, 1, 1)]
    [InlineData(20 * PageSize, 20, 0)]
    public async Task Bytes_that_a_pipe_received_into_pages_are_moved_where_they_fill_one_and_else_copied(int length, int moved, int copied)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader));
        await WriteAsync(pipe, content);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((moved, copied), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task Bytes_that_do_not_begin_where_a_page_of_the_file_begins_are_copied()
    {
        byte[] content = Pattern.Of(seed: 2, 6 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader));
        await WriteAsync(pipe, [1, 2, 3, .. content]);
        await pipe.Writer.CompleteAsync();
        ReadResult header = await pipe.Reader.ReadAsync();
        pipe.Reader.AdvanceTo(header.Buffer.GetPosition(3));

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((0, 6), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_page_that_the_writer_fills_bit_by_bit_is_waited_for_and_moved()
    {
        byte[] content = Pattern.Of(seed: 3, PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader), windowPages: 1);
        await WriteAsync(pipe, content[..1000]);
        Task<byte[]> reading = scene.ReadAsync(0, PageSize);
        await WriteAsync(pipe, content[1000..3000]);
        await WriteAsync(pipe, content[3000..]);

        Assert.Equal(content, await reading);
        Assert.Equal((1, 0), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_page_that_is_larger_than_the_pipes_bound_is_waited_for_all_the_same()
    {
        byte[] content = Pattern.Of(seed: 4, 2 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena, pause: 512)).Reader), windowPages: 2);
        Task<byte[]> reading = scene.ReadAsync(0, content.Length);
        foreach (byte[] piece in content.Chunk(700))
            await WriteAsync(pipe, piece);

        Assert.Equal(content, await reading);
        Assert.Equal((2, 0), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_page_that_the_writer_leaves_unfilled_is_copied()
    {
        byte[] content = Pattern.Of(seed: 5, 1000 + PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader));
        await WriteAsync(pipe, content[..1000]);
        content.AsMemory(1000).CopyTo(pipe.Writer.GetMemory(PageSize));
        pipe.Writer.Advance(PageSize);
        await pipe.Writer.FlushAsync();
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, 2 * PageSize));
        Assert.Equal((0, 2), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_page_that_somebody_still_refers_to_is_copied()
    {
        byte[] content = Pattern.Of(seed: 6, 2 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader));
        Assert.True(MemoryMarshal.TryGetMemoryManager<byte, Page>(pipe.Writer.GetMemory(PageSize), out Page? page));
        page.AddReference();
        await WriteAsync(pipe, content);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((1, 1), await scene.ReceiptsAsync());
        page.Release();
    }

    [Fact]
    public async Task Bytes_in_memory_of_another_pool_are_copied_into_pages()
    {
        byte[] content = Pattern.Of(seed: 7, (9 * PageSize) + 11);
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 3000, pauseWriterThreshold: 0));
        await using var scene = new SourceScene(_ => new PipeReaderSource(pipe.Reader));
        foreach (byte[] piece in content.Chunk(1234))
            await WriteAsync(pipe, piece);

        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, content.Length + 1));
    }

    [Fact]
    public async Task Pages_of_another_arena_stay_there()
    {
        byte[] content = Pattern.Of(seed: 8, 4 * PageSize);
        using var other = new PageArena(new PageArenaOptions { PageCount = 8, Guard = true });
        Pipe pipe = PipeOver(other);
        await using var scene = new SourceScene(_ => new PipeReaderSource(pipe.Reader));
        await WriteAsync(pipe, content);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal(8, other.FreePageCount);
    }

    [Fact]
    public async Task More_small_pieces_than_the_pipe_of_the_answer_holds_are_read_whole()
    {
        byte[] content = Pattern.Of(seed: 9, 4 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader), windowPages: 4, cachePages: 256);
        foreach (byte[] piece in content.Chunk(150))
        {
            piece.CopyTo(pipe.Writer.GetMemory(PageSize));
            pipe.Writer.Advance(piece.Length);
            await pipe.Writer.FlushAsync();
        }

        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
    }

    [Fact]
    public async Task A_writer_that_completes_with_an_error_is_a_failure_and_not_the_end()
    {
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader));
        await WriteAsync(pipe, new byte[100]);
        await pipe.Writer.CompleteAsync(new InvalidDataException("The peer vanished."));

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, PageSize));

        Assert.Equal("The peer vanished.", error.InnerException?.Message);
    }

    [Fact]
    public async Task What_came_for_a_cancelled_read_is_kept_for_the_next_one()
    {
        byte[] content = Pattern.Of(seed: 10, 2 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader), windowPages: 2);
        await WriteAsync(pipe, content[..(PageSize + 10)]);
        using var cancellation = new CancellationTokenSource();
        Task<byte[]> cancelled = scene.ReadAsync(0, 2 * PageSize, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await WriteAsync(pipe, content[(PageSize + 10)..]);

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((2, 0), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_reader_whose_read_is_cancelled_by_others_fails_this_read_only()
    {
        byte[] content = Pattern.Of(seed: 11, PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader), windowPages: 1);
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<Exception>(() => scene.ReadAsync(0, PageSize));
        await WriteAsync(pipe, content);

        Assert.Equal(content, await scene.ReadAsync(0, PageSize));
    }

    [Fact]
    public async Task It_is_read_forward_only()
    {
        byte[] content = Pattern.Of(seed: 12, 4 * PageSize);
        Pipe pipe = null!;
        await using var scene = new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader), windowPages: 1);
        await WriteAsync(pipe, content);
        await pipe.Writer.CompleteAsync();
        Assert.Equal(content[(2 * PageSize)..(3 * PageSize)], await scene.ReadAsync(2 * PageSize, PageSize));

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(PageSize, PageSize));

        Assert.IsType<NotSupportedException>(error.InnerException);
    }

    [Fact]
    public async Task The_source_completes_its_reader()
    {
        Pipe pipe = null!;
        await using (new SourceScene(arena => new PipeReaderSource((pipe = PipeOver(arena)).Reader)))
        {
        }

        Assert.True((await pipe.Writer.FlushAsync()).IsCompleted);
        Assert.Throws<ArgumentNullException>("reader", () => new PipeReaderSource(null!));
    }

    private static Pipe PipeOver(PageArena arena, int pause = 0) =>
        new(new PipeOptions(arena, minimumSegmentSize: PageSize, pauseWriterThreshold: pause, resumeWriterThreshold: Math.Max(pause / 2, 1)));

    private static async Task WriteAsync(Pipe pipe, byte[] bytes)
    {
        // As a receiver does: it fills what it is given.
        for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty;)
        {
            Memory<byte> memory = pipe.Writer.GetMemory(1);
            int count = Math.Min(memory.Length, rest.Length);
            rest[..count].CopyTo(memory);
            pipe.Writer.Advance(count);
            rest = rest[count..];
        }

        await pipe.Writer.FlushAsync();
    }
}
