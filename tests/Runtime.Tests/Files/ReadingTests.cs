using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Reading a file through the cache.</summary>
public sealed class ReadingTests
{
    private const int PageSize = CacheScene.PageSize;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, PageSize)]
    [InlineData(PageSize - 1, 2)]
    [InlineData(100, 5 * PageSize)]
    [InlineData(0, 16 * PageSize)]
    public async Task A_reader_sees_the_bytes_of_the_source(int offset, int length)
    {
        await using var scene = new CacheScene();

        Assert.Equal(scene.Content[offset..(offset + length)], await scene.ReadAsync(offset, length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_across_the_end_is_short(bool tellsLength)
    {
        await using var scene = new CacheScene(filePages: 2, extraBytes: 10, tellsLength: tellsLength);

        Assert.Equal(scene.Content[PageSize..], await scene.ReadAsync(PageSize, 10 * PageSize));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_past_the_end_is_empty(bool tellsLength)
    {
        await using var scene = new CacheScene(filePages: 2, tellsLength: tellsLength);

        Assert.Empty(await scene.ReadAsync(20 * PageSize, 1));
    }

    [Fact]
    public async Task A_read_at_the_last_possible_offset_is_empty()
    {
        await using var scene = new CacheScene();

        Assert.Empty(await scene.ReadAsync(long.MaxValue, 1));
    }

    [Fact]
    public async Task A_file_of_unknown_length_learns_it_at_its_end()
    {
        await using var scene = new CacheScene(filePages: 3, extraBytes: 7, tellsLength: false);
        Assert.Null(scene.File.Length);

        await scene.ReadAsync(0, 100 * PageSize);

        Assert.Equal(scene.Content.Length, scene.File.Length);
    }

    [Fact]
    public async Task A_second_read_asks_the_source_for_nothing()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, PageSize);

        await scene.ReadAsync(0, PageSize);

        Assert.Equal([(0, PageSize)], scene.Source.Requests);
    }

    [Fact]
    public async Task A_read_of_several_missing_pages_is_one_request()
    {
        await using var scene = new CacheScene(options: new CachedFileOptions { MaxReadahead = 8 * PageSize });

        await scene.ReadAsync(4 * PageSize, 3 * PageSize);

        Assert.Equal([(4L * PageSize, 3 * PageSize)], scene.Source.Requests);
    }

    [Fact]
    public async Task A_hit_allocates_nothing()
    {
        await using var scene = new CacheScene(guard: false);
        byte[] bytes = new byte[3 * PageSize];
        await scene.File.ReadAsync(bytes, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            await scene.File.ReadAsync(bytes, 0);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Trying_to_read_a_missing_page_asks_the_source_for_nothing()
    {
        await using var scene = new CacheScene();

        Assert.False(scene.File.TryRead(new byte[1], 0, out _));
        Assert.Empty(scene.Source.Requests);
    }

    [Fact]
    public async Task A_negative_offset_is_refused_by_name()
    {
        await using var scene = new CacheScene();

        Assert.Equal("offset", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => scene.ReadAsync(-1, 1))).ParamName);
    }

    [Fact]
    public async Task A_failure_of_the_source_reaches_the_reader_with_its_cause()
    {
        await using var scene = new CacheScene();
        var cause = new TimeoutException("The line is dead.");
        scene.Source.Answer = (_, _) => throw cause;

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 1));

        Assert.Same(cause, error.InnerException);
    }

    [Fact]
    public async Task A_failure_is_not_cached()
    {
        await using var scene = new CacheScene();
        scene.Source.Answer = (_, _) => throw new TimeoutException();
        await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 1));

        scene.Source.Answer = null;

        Assert.Equal(scene.Content[..1], await scene.ReadAsync(0, 1));
    }

    [Fact]
    public async Task A_short_reply_inside_the_source_is_a_failure_and_not_the_end()
    {
        await using var scene = new CacheScene();
        scene.Source.Answer = (request, _) =>
        {
            request.Write(scene.Content.AsSpan(0, 10));
            return default;
        };

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, PageSize));

        Assert.IsType<EndOfStreamException>(error.InnerException);
        Assert.Equal(scene.Content.Length, scene.File.Length);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_fails_the_read()
    {
        await using var scene = new CacheScene();
        scene.Source.Answer = (_, _) => default;

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 1));

        Assert.Contains("without answering", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_answers_twice_is_told_so()
    {
        await using var scene = new CacheScene();
        InvalidOperationException? error = null;
        scene.Source.Answer = (request, _) =>
        {
            scene.Source.Reply(request);
            error = Assert.Throws<InvalidOperationException>(() => scene.Source.Reply(request));
            return default;
        };

        Assert.Equal(scene.Content[..1], await scene.ReadAsync(0, 1));
        Assert.NotNull(error);
    }

    [Fact]
    public async Task A_request_that_is_over_cannot_be_answered()
    {
        await using var scene = new CacheScene();
        SourceRequest? kept = null;
        scene.Source.Answer = (request, _) =>
        {
            kept = request;
            scene.Source.Reply(request);
            return default;
        };
        await scene.ReadAsync(0, 1);
        await scene.File.DisposeAsync();

        Assert.Throws<InvalidOperationException>(() => kept!.Offset);
    }

    [Fact]
    public async Task Pages_that_the_source_received_into_the_arena_are_moved()
    {
        await using var scene = new CacheScene(options: new CachedFileOptions { MaxReadahead = 4 * PageSize });
        int moved = 0;
        scene.Source.Answer = async (request, cancellationToken) =>
        {
            for (int at = 0; at < request.Length; at += PageSize)
            {
                PageMove.Pages.Page page = await request.AllocatePageAsync(cancellationToken);
                scene.Content.AsSpan((int)request.Offset + at, PageSize).CopyTo(page.Span);
                request.Pipe.Gift(page, PageSize);
            }

            moved += request.Splice(request.Length).Moved;
        };

        Assert.Equal(scene.Content[PageSize..(4 * PageSize)], await scene.ReadAsync(PageSize, 3 * PageSize));
        Assert.Equal(3, moved);
    }
}
