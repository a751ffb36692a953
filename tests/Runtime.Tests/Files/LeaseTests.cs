using System.Buffers;
using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Leases of cached pages.</summary>
public sealed class LeaseTests
{
    private const int PageSize = CacheScene.PageSize;

    [Theory]
    [InlineData(0, PageSize)]
    [InlineData(10, 5)]
    [InlineData(PageSize - 3, 6)]
    [InlineData(50, 4 * PageSize)]
    public async Task A_lease_shows_the_bytes_of_the_range(int offset, int length)
    {
        await using var scene = new CacheScene();

        using PageLease lease = await scene.File.GetPagesAsync(offset, length);

        Assert.Equal(scene.Content[offset..(offset + length)], lease.Sequence.ToArray());
        Assert.Equal((offset, length), (lease.Offset, lease.Length));
    }

    [Fact]
    public async Task A_lease_across_the_end_is_short()
    {
        await using var scene = new CacheScene(filePages: 2, extraBytes: 5);

        using PageLease lease = await scene.File.GetPagesAsync(2 * PageSize, 3 * PageSize);

        Assert.Equal(scene.Content[(2 * PageSize)..], lease.Sequence.ToArray());
    }

    [Fact]
    public async Task A_lease_past_the_end_is_empty()
    {
        await using var scene = new CacheScene(filePages: 2);

        using PageLease lease = await scene.File.GetPagesAsync(2 * PageSize, 10);

        Assert.Equal((0, true), (lease.Length, lease.Sequence.IsEmpty));
    }

    [Fact]
    public async Task A_lease_is_the_cached_memory_itself()
    {
        await using var scene = new CacheScene(guard: false);
        using PageLease one = await scene.File.GetPagesAsync(0, 10);
        using PageLease other = await scene.File.GetPagesAsync(0, 10);

        Assert.True(one.Sequence.FirstSpan == other.Sequence.FirstSpan);
    }

    [Fact]
    public async Task A_lease_of_cached_pages_allocates_nothing()
    {
        await using var scene = new CacheScene(guard: false);
        (await scene.File.GetPagesAsync(0, 3 * PageSize)).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
        {
            ValueTask<PageLease> lease = scene.File.GetPagesAsync(0, 3 * PageSize);
            Assert.True(lease.IsCompletedSuccessfully);
            (await lease).Dispose();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task A_second_dispose_does_nothing()
    {
        await using var scene = new CacheScene(guard: false);
        PageLease lease = await scene.File.GetPagesAsync(0, 10);
        lease.Dispose();
        using PageLease next = await scene.File.GetPagesAsync(0, 10);

        lease.Dispose();

        Assert.Equal(scene.Content[..10], next.Sequence.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stale_lease_throws_though_its_parts_serve_another(bool guard)
    {
        await using var scene = new CacheScene(guard: guard);
        PageLease lease = await scene.File.GetPagesAsync(0, 10);
        lease.Dispose();
        using PageLease next = await scene.File.GetPagesAsync(0, 10);

        Assert.Throws<ObjectDisposedException>(() => lease.Sequence);
    }

    [Fact]
    public async Task In_guard_mode_memory_of_a_stale_lease_throws_with_the_place_of_its_dispose()
    {
        await using var scene = new CacheScene();
        PageLease lease = await scene.File.GetPagesAsync(0, 10);
        ReadOnlyMemory<byte> memory = lease.Sequence.First;
        lease.Dispose();
        await scene.ReadAsync(0, 1);

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => memory.Span[0]);

        Assert.Contains(nameof(In_guard_mode_memory_of_a_stale_lease_throws_with_the_place_of_its_dispose), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_on_lease_is_not_reclaimed()
    {
        await using var scene = new CacheScene();
        using PageLease lease = await scene.File.GetPagesAsync(0, PageSize);

        scene.Cache.Trim(long.MaxValue);

        Assert.Equal(scene.Content[..PageSize], lease.Sequence.ToArray());
        Assert.Equal(PageSize, scene.Cache.ResidentBytes);
    }

    [Fact]
    public async Task A_lease_outlives_the_file()
    {
        await using var scene = new CacheScene();
        using PageLease lease = await scene.File.GetPagesAsync(0, PageSize);

        await scene.File.DisposeAsync();

        Assert.Equal(scene.Content[..PageSize], lease.Sequence.ToArray());
    }

    [Fact]
    public async Task Disposing_a_guarded_cache_lists_the_outstanding_leases()
    {
        var scene = new CacheScene();
        PageLease lease = await scene.File.GetPagesAsync(10, 20);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(scene.Cache.Dispose);

        Assert.Contains("scene: bytes 10 to 30", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Disposing_a_guarded_cache_lists_the_outstanding_leases), error.Message, StringComparison.Ordinal);
        lease.Dispose();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_longer_than_half_the_memory_is_refused_by_name()
    {
        await using var scene = new CacheScene(cachePages: 8);

        Assert.Equal("length", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await scene.File.GetPagesAsync(0, 5 * PageSize))).ParamName);
    }

    [Fact]
    public async Task A_lease_that_fails_in_the_middle_gives_its_pages_back()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, PageSize);
        scene.Source.Answer = (_, _) => throw new TimeoutException();

        await Assert.ThrowsAsync<IOException>(async () => await scene.File.GetPagesAsync(0, 2 * PageSize));

        Assert.Equal(0, scene.Cache.OutstandingLeaseCount);
    }
}
