using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

public sealed class StreamSourceTests
{
    private const int PageSize = SourceScene.PageSize;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(PageSize, true)]
    [InlineData((20 * PageSize) - 1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(PageSize, false)]
    [InlineData(PageSize + 1, false)]
    [InlineData((20 * PageSize) - 1, false)]
    public async Task A_stream_is_moved_page_by_page_and_its_tail_copied(int length, bool canSeek)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(content, piece: 1000, canSeek)));

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((length / PageSize, length % PageSize == 0 ? 0 : 1), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_stream_that_can_seek_is_read_from_any_page_on()
    {
        byte[] content = Pattern.Of(seed: 2, 8 * PageSize);
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(content, canSeek: true)), windowPages: 1);

        Assert.Equal(content[(5 * PageSize)..(6 * PageSize)], await scene.ReadAsync(5 * PageSize, PageSize));
        Assert.Equal(content[..PageSize], await scene.ReadAsync(0, PageSize));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_stream_that_breaks_is_a_failure_and_not_the_end(bool canSeek)
    {
        var stream = new ScriptedStream(Pattern.Of(seed: 3, 3 * PageSize), canSeek: canSeek) { FailsAt = PageSize + 10 };
        await using var scene = new SourceScene(_ => new StreamSource(stream));

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 3 * PageSize));

        Assert.Equal("The stream broke.", error.InnerException?.Message);
    }

    [Fact]
    public async Task A_stream_that_broke_for_a_moment_goes_on_where_it_was()
    {
        byte[] content = Pattern.Of(seed: 4, 3 * PageSize);
        var stream = new ScriptedStream(content) { FailsAt = PageSize + 10 };
        await using var scene = new SourceScene(_ => new StreamSource(stream));
        await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 3 * PageSize));
        stream.FailsAt = null;

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((3, 0), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_stream_that_ends_before_its_length_is_a_failure_and_not_the_end()
    {
        var stream = new ScriptedStream(Pattern.Of(seed: 5, 100), canSeek: true) { ClaimedLength = 200 };
        await using var scene = new SourceScene(_ => new StreamSource(stream));

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 200));

        Assert.IsType<EndOfStreamException>(error.InnerException);
    }

    [Fact]
    public async Task A_stream_that_became_shorter_ends_where_it_ends_now()
    {
        byte[] content = Pattern.Of(seed: 6, 100);
        var stream = new ScriptedStream(content, canSeek: true) { ClaimedLength = 200 };
        await using var scene = new SourceScene(_ => new StreamSource(stream));
        stream.ClaimedLength = 100;

        Assert.Equal(content, await scene.ReadAsync(0, 200));
        Assert.Equal(100, scene.Source.Length);
    }

    [Fact]
    public async Task A_forward_stream_that_ends_before_the_length_it_was_to_have_is_a_failure()
    {
        var options = new ForwardSourceOptions { Length = 200 };
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(Pattern.Of(seed: 7, 100)), options));

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 200));

        Assert.IsType<EndOfStreamException>(error.InnerException);
    }

    [Fact]
    public async Task A_forward_stream_is_read_no_further_than_the_length_it_was_to_have()
    {
        byte[] content = Pattern.Of(seed: 8, 300);
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(content), new ForwardSourceOptions { Length = 200 }));

        Assert.Equal(content[..200], await scene.ReadAsync(0, 300));
    }

    [Fact]
    public async Task A_forward_stream_is_never_read_backward()
    {
        byte[] content = Pattern.Of(seed: 9, 4 * PageSize);
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(content)), windowPages: 1);
        await scene.ReadAsync(2 * PageSize, PageSize);

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(PageSize, PageSize));

        Assert.Contains("only be read forward", Assert.IsType<NotSupportedException>(error.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(content[(3 * PageSize)..], await scene.ReadAsync(3 * PageSize, PageSize));
    }

    [Fact]
    public async Task A_forward_stream_skips_no_more_than_it_may()
    {
        byte[] content = Pattern.Of(seed: 10, 8 * PageSize);
        var options = new ForwardSourceOptions { MaxSkip = 3 * PageSize };
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(content, piece: 999), options), windowPages: 1);

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(4 * PageSize, PageSize));

        Assert.IsType<NotSupportedException>(error.InnerException);
        Assert.Equal(content[(3 * PageSize)..(4 * PageSize)], await scene.ReadAsync(3 * PageSize, PageSize));
    }

    [Fact]
    public async Task Past_the_end_of_a_forward_stream_there_is_nothing()
    {
        await using var scene = new SourceScene(_ => new StreamSource(new ScriptedStream(Pattern.Of(seed: 11, 100))), windowPages: 1);

        Assert.Empty(await scene.ReadAsync(2 * PageSize, PageSize));
    }

    [Theory, InlineData(10), InlineData(PageSize + 10), InlineData(2 * PageSize)]
    public async Task What_a_forward_stream_yielded_to_a_cancelled_read_is_kept_for_the_next_one(int stopsAt)
    {
        byte[] content = Pattern.Of(seed: 12, 3 * PageSize);
        var stream = new ScriptedStream(content) { StopsAt = stopsAt };
        await using var scene = new SourceScene(_ => new StreamSource(stream));
        using var cancellation = new CancellationTokenSource();
        Task<byte[]> cancelled = scene.ReadAsync(0, 3 * PageSize, cancellation.Token);
        await stream.Stopped.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        stream.StopsAt = null;

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((3, 0), await scene.ReceiptsAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_a_forward_stream_yielded_is_released_with_the_source(bool leaveOpen)
    {
        var stream = new ScriptedStream(Pattern.Of(seed: 13, 3 * PageSize)) { FailsAt = PageSize + 10 };
        await using (var scene = new SourceScene(_ => new StreamSource(stream, new ForwardSourceOptions { LeaveOpen = leaveOpen })))
            await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 3 * PageSize));

        Assert.Equal(!leaveOpen, stream.IsDisposed);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var closed = new MemoryStream();
        closed.Dispose();

        Assert.Throws<ArgumentNullException>("stream", () => new StreamSource(null!));
        Assert.Throws<ArgumentException>("stream", () => new StreamSource(closed));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new StreamSource(Stream.Null, new ForwardSourceOptions { Length = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new StreamSource(Stream.Null, new ForwardSourceOptions { MaxSkip = -1 }));
    }
}
