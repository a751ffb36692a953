using Microsoft.Extensions.Time.Testing;
using PageMove.Files;
using PageMove.Pages;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>One memory limit for all files.</summary>
public sealed class MemoryTests
{
    private const int PageSize = CacheScene.PageSize;

    [Fact]
    public async Task A_file_larger_than_the_memory_is_read_whole()
    {
        await using var scene = new CacheScene(filePages: 100, cachePages: 16);

        Assert.Equal(scene.Content, await scene.ReadAsync(0, scene.Content.Length));
        Assert.True(scene.Cache.ResidentBytes <= scene.Cache.MemoryLimit);
    }

    [Fact]
    public async Task Another_file_takes_the_memory_that_the_first_uses_no_more()
    {
        await using var scene = new CacheScene(filePages: 16, cachePages: 16);
        await scene.ReadAsync(0, 16 * PageSize);
        byte[] content = Pattern.Of(seed: 7, 16 * PageSize);
        CachedFile other = scene.Cache.Open(new ScriptedSource(content));

        byte[] read = new byte[content.Length];
        await other.ReadAsync(read, 0);

        Assert.Equal(content, read);
    }

    [Fact]
    public async Task A_short_last_page_shows_nothing_of_the_file_that_had_its_frame()
    {
        await using var scene = new CacheScene(filePages: 16, cachePages: 8, guard: false);
        await scene.ReadAsync(0, 16 * PageSize);
        CachedFile other = scene.Cache.Open(new ScriptedSource([1, 2, 3]));

        using PageLease lease = await other.GetPagesAsync(0, 3);
        Assert.True(other.Space.TryFind(0, out Page? page));
        using (page)
            Assert.Equal(-1, page.Span[3..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public async Task When_leases_hold_every_page_a_reader_waits_for_the_first_to_end()
    {
        await using var scene = new CacheScene(filePages: 16, cachePages: 8);
        PageLease first = await scene.File.GetPagesAsync(0, 4 * PageSize);
        PageLease second = await scene.File.GetPagesAsync(4 * PageSize, 4 * PageSize);
        Task<byte[]> reader = scene.ReadAsync(8 * PageSize, PageSize);
        Assert.False(reader.IsCompleted);

        first.Dispose();

        Assert.Equal(scene.Content[(8 * PageSize)..(9 * PageSize)], await reader);
        second.Dispose();
    }

    [Fact]
    public async Task A_reader_who_waited_too_long_for_memory_is_told_who_has_it()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var scene = new CacheScene(cachePages: 8, cacheOptions: new PageCacheOptions { MemoryTimeout = TimeSpan.FromSeconds(2), TimeProvider = clock });
        using PageLease first = await scene.File.GetPagesAsync(0, 4 * PageSize);
        using PageLease second = await scene.File.GetPagesAsync(4 * PageSize, 4 * PageSize);

        Task<byte[]> reader = scene.ReadAsync(8 * PageSize, PageSize);
        while (!reader.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("2 leases are outstanding", (await Assert.ThrowsAsync<IOException>(() => reader)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_memory_can_be_cancelled()
    {
        await using var scene = new CacheScene(cachePages: 8);
        using PageLease first = await scene.File.GetPagesAsync(0, 4 * PageSize);
        using PageLease second = await scene.File.GetPagesAsync(4 * PageSize, 4 * PageSize);
        using var impatience = new CancellationTokenSource();
        Task reader = scene.File.ReadAsync(new byte[1], 8 * PageSize, impatience.Token).AsTask();

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);
    }

    [Fact]
    public async Task Trimming_gives_memory_to_others()
    {
        await using var scene = new CacheScene(filePages: 16, cachePages: 16);
        await scene.ReadAsync(0, 16 * PageSize);
        int before = scene.Arena.FreePageCount;

        Assert.Equal(3 * PageSize, scene.Cache.Trim((2 * PageSize) + 1));
        Assert.Equal(before + 3, scene.Arena.FreePageCount);
    }

    [Fact]
    public async Task Who_allocates_from_a_full_arena_gets_a_page_of_the_cache()
    {
        await using var scene = new CacheScene(filePages: 16, cachePages: 16);
        await scene.ReadAsync(0, 16 * PageSize);
        List<Page> pages = [];
        for (int i = 0; i < 16; i++)
            pages.Add(scene.Arena.Allocate());

        Assert.Equal(0, scene.Cache.ResidentBytes);
        pages.ForEach(page => page.Release());
    }

    [Theory]
    [InlineData(7 * PageSize, PageSize, "MemoryLimit")]
    [InlineData(-1, PageSize, "MemoryLimit")]
    [InlineData(1024 * 1024, 5000, "PageSize")]
    [InlineData(1024 * 1024, 0, "PageSize")]
    public void Options_out_of_range_are_refused_by_name(long memoryLimit, int pageSize, string name)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PageCache(new PageCacheOptions { MemoryLimit = memoryLimit, PageSize = pageSize }));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arena_of_too_few_pages_is_refused()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 7 });

        Assert.Contains("8 pages", Assert.Throws<ArgumentOutOfRangeException>(() => new PageCache(new PageCacheOptions { Arena = arena })).Message, StringComparison.Ordinal);
    }
}
