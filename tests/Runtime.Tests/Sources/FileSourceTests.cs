using Microsoft.Win32.SafeHandles;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

public sealed class FileSourceTests
{
    private const int PageSize = SourceScene.PageSize;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(PageSize - 1, 0, 1)]
    [InlineData(PageSize, 1, 0)]
    [InlineData(PageSize + 1, 1, 1)]
    [InlineData(20 * PageSize, 20, 0)]
    public async Task A_file_is_moved_page_by_page_and_its_tail_copied(int length, int moved, int copied)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath));

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((moved, copied), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_file_may_be_read_from_any_page_on()
    {
        byte[] content = Pattern.Of(seed: 2, 10 * PageSize);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath), windowPages: 2);

        Assert.Equal(content[(7 * PageSize)..(9 * PageSize)], await scene.ReadAsync(7 * PageSize, 2 * PageSize));
        Assert.Equal(content[(3 * PageSize)..(4 * PageSize)], await scene.ReadAsync(3 * PageSize, PageSize));
        Assert.Equal(0, (await scene.ReceiptsAsync()).Copied);
    }

    [Fact]
    public async Task More_pages_than_the_kernel_reads_into_at_once_are_read_by_several_reads()
    {
        byte[] content = Pattern.Of(seed: 3, (1030 * PageSize) + 5);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath), windowPages: 1100, cachePages: 9000, guard: false);

        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
        Assert.Equal((1030, 1), await scene.ReceiptsAsync());
    }

    [Fact]
    public async Task A_file_that_became_shorter_ends_where_it_ends_now()
    {
        byte[] content = Pattern.Of(seed: 4, 4 * PageSize);
        using var file = new TemporaryFile(content);
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath));
        file.SetLength(PageSize + 7);

        Assert.Equal(content[..(PageSize + 7)], await scene.ReadAsync(0, content.Length));
        Assert.Equal(PageSize + 7, scene.Source.Length);
    }

    [Fact]
    public async Task A_file_that_grew_is_read_up_to_the_length_that_was_told_until_it_is_told_anew()
    {
        byte[] content = Pattern.Of(seed: 5, 2 * PageSize);
        using var file = new TemporaryFile(content[..100]);
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath));
        File.WriteAllBytes(file.FilePath, content);

        Assert.Equal(content[..100], await scene.ReadAsync(0, content.Length));

        scene.File.Truncate(((FileSource)scene.Source).RefreshLength());
        Assert.Equal(content, await scene.ReadAsync(0, content.Length));
    }

    [Fact]
    public async Task A_closed_handle_is_a_failure_and_not_the_end()
    {
        using var file = new TemporaryFile(Pattern.Of(seed: 6, PageSize));
        SafeFileHandle handle = File.OpenHandle(file.FilePath);
        await using var scene = new SourceScene(_ => new FileSource(handle));
        handle.Dispose();

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, PageSize));

        Assert.IsType<ObjectDisposedException>(error.InnerException);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_source_closes_the_handle_that_it_owns(bool ownsHandle)
    {
        using var file = new TemporaryFile([1, 2, 3]);
        using SafeFileHandle handle = File.OpenHandle(file.FilePath);
        await using (new SourceScene(_ => new FileSource(handle, ownsHandle)))
        {
        }

        Assert.Equal(ownsHandle, handle.IsClosed);
    }

    [Fact]
    public async Task A_cancelled_read_leaves_no_page_behind()
    {
        using var file = new TemporaryFile(Pattern.Of(seed: 7, 4 * PageSize));
        await using var scene = new SourceScene(_ => new FileSource(file.FilePath));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.ReadAsync(0, PageSize, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_missing_file_is_told_at_once() =>
        Assert.Throws<FileNotFoundException>(() => new FileSource(Path.Combine(Path.GetTempPath(), "no such file")));

    [Fact]
    public void A_null_handle_is_refused() => Assert.Throws<ArgumentNullException>("handle", () => new FileSource(handle: null!));
}
