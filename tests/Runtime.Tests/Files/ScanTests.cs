using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>A file that is read once from the start to the end drives nothing out that is read again and again.</summary>
public sealed class ScanTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task Pages_of_a_scan_stay_inactive()
    {
        await using var scene = new CacheScene(filePages: 16, options: new CachedFileOptions { MaxReadahead = 4 * PageSize });

        await scene.ReadAsync(0, 16 * PageSize);

        Assert.Equal(0, ActiveAfterReclaim(scene));
    }

    [Fact]
    public async Task A_stream_that_is_read_in_small_pieces_is_a_scan_too()
    {
        await using var scene = new CacheScene(filePages: 16, options: new CachedFileOptions { MaxReadahead = 4 * PageSize });
        using Stream stream = scene.File.AsStream();
        byte[] piece = new byte[100];
        while (await stream.ReadAsync(piece) > 0)
        {
        }

        Assert.Equal(0, ActiveAfterReclaim(scene));
    }

    [Fact]
    public async Task A_page_that_is_read_again_outlives_a_scan()
    {
        await using var scene = new CacheScene(filePages: 100, cachePages: 16);
        await scene.ReadAsync(0, 1);
        await scene.ReadAsync(0, 1);

        for (int page = 1; page < 100; page++)
            await scene.ReadAsync(page * PageSize, 1);

        Assert.True(scene.File.TryRead(new byte[1], 0, out _));
    }

    // What was read again survives a round of reclaim, as it becomes active.
    private static int ActiveAfterReclaim(CacheScene scene)
    {
        scene.Cache.Trim(PageSize);
        return scene.Cache.Lru.ActiveCount;
    }
}
