using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Reading ahead of readers, on their behalf and by their advice.</summary>
public sealed class PrefetchTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task A_sequential_reader_finds_its_pages_there()
    {
        await using var scene = new CacheScene(options: new CachedFileOptions { MaxReadahead = 8 * PageSize });

        for (int i = 0; i < 16; i++)
            Assert.Equal(scene.Content[(i * PageSize)..((i + 1) * PageSize)], await scene.ReadAsync(i * PageSize, PageSize));

        Assert.Equal([2, 4, 8, 2], scene.Source.Requests.OrderBy(request => request.Offset).Select(request => request.Length / PageSize));
    }

    [Fact]
    public async Task A_random_reader_reads_nothing_else()
    {
        await using var scene = new CacheScene(options: new CachedFileOptions { MaxReadahead = 8 * PageSize });

        await scene.ReadAsync(5 * PageSize, 10);
        await scene.ReadAsync(11 * PageSize, 10);
        await scene.ReadAsync(8 * PageSize, 10);

        Assert.All(scene.Source.Requests, request => Assert.Equal(PageSize, request.Length));
    }

    [Fact]
    public async Task A_prefetched_range_is_one_request_and_then_cached()
    {
        await using var scene = new CacheScene(options: new CachedFileOptions { MaxReadahead = 8 * PageSize });

        scene.File.Prefetch(PageSize, 4 * PageSize);

        Assert.Equal(scene.Content[PageSize..(5 * PageSize)], await scene.ReadAsync(PageSize, 4 * PageSize));
        Assert.Equal([(PageSize, 4 * PageSize)], scene.Source.Requests);
    }

    [Fact]
    public async Task Prefetching_more_than_fits_is_a_hint_that_is_dropped()
    {
        await using var scene = new CacheScene(filePages: 100, cachePages: 16, options: new CachedFileOptions { MaxReadahead = 2 * PageSize });

        scene.File.Prefetch(0, long.MaxValue);

        Assert.Equal(scene.Content, await scene.ReadAsync(0, scene.Content.Length));
    }

    [Fact]
    public async Task A_failed_prefetch_fails_no_reader()
    {
        await using var scene = new CacheScene();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (_, _) =>
        {
            scene.Source.Answer = null;
            asked.SetResult();
            await go.Task;
            throw new TimeoutException();
        };
        scene.File.Prefetch(0, PageSize);
        await asked.Task;

        Task<byte[]> reader = scene.ReadAsync(0, 10);
        go.SetResult();

        Assert.Equal(scene.Content[..10], await reader);
    }
}
