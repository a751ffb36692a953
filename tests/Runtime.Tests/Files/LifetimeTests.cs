using Microsoft.Extensions.Time.Testing;
using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>The end of files and caches, and sources that never answer.</summary>
public sealed class LifetimeTests
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Disposing_the_file_disposes_its_source_once()
    {
        await using var scene = new CacheScene();

        await scene.File.DisposeAsync();
        await scene.File.DisposeAsync();

        Assert.True(scene.Source.IsDisposed);
    }

    [Fact]
    public async Task Disposing_the_cache_disposes_its_files()
    {
        var scene = new CacheScene();
        await scene.ReadAsync(0, 1);

        await scene.DisposeAsync();

        Assert.True(scene.Source.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => scene.File.TryRead(new byte[1], 0, out _));
    }

    [Fact]
    public async Task A_disposed_file_gives_its_memory_back()
    {
        await using var scene = new CacheScene();
        await scene.ReadAsync(0, scene.Content.Length);

        await scene.File.DisposeAsync();

        Assert.Equal(scene.Arena.PageCount, scene.Arena.FreePageCount);
    }

    [Fact]
    public async Task A_reader_that_waits_sees_that_the_file_was_disposed()
    {
        await using CacheScene scene = SlowScene();
        Task<byte[]> reader = scene.ReadAsync(0, 10);
        await _asked.Task;

        scene.File.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
        _go.SetResult();
    }

    [Fact]
    public async Task The_source_is_disposed_after_its_answer_in_progress()
    {
        await using CacheScene scene = SlowScene();
        Task<byte[]> reader = scene.ReadAsync(0, 10);
        await _asked.Task;

        Task closing = scene.File.DisposeAsync().AsTask();
        Assert.False(scene.Source.IsDisposed);
        _go.SetResult();
        await closing;

        Assert.True(scene.Source.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
    }

    [Fact]
    public async Task A_source_that_never_answers_fails_the_read_after_the_time_limit()
    {
        var clock = new FakeTimeProvider();
        await using var scene = new CacheScene(
            options: new CachedFileOptions { ReplyTimeout = TimeSpan.FromSeconds(5), MaxReadahead = 0 },
            cacheOptions: new PageCacheOptions { TimeProvider = clock });
        scene.Source.Answer = async (request, _) =>
        {
            _asked.TrySetResult();
            await _go.Task;
            scene.Source.Reply(request);
        };
        Task<byte[]> reader = scene.ReadAsync(0, 10);
        await _asked.Task;

        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Contains("in time", (await Assert.ThrowsAsync<IOException>(() => reader)).Message, StringComparison.Ordinal);
        _go.SetResult();
    }

    [Fact]
    public async Task A_disposed_cache_opens_nothing()
    {
        var scene = new CacheScene();
        await scene.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => scene.Cache.Open(new ScriptedSource([1])));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_by_name()
    {
        await using var scene = new CacheScene();

        Assert.Throws<ArgumentOutOfRangeException>(() => scene.Cache.Open(new ScriptedSource([1]), new CachedFileOptions { MaxReadahead = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => scene.Cache.Open(new ScriptedSource([1]), new CachedFileOptions { MaxConcurrentReads = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => scene.Cache.Open(new ScriptedSource([1]), new CachedFileOptions { ReplyTimeout = TimeSpan.Zero }));
    }

    private CacheScene SlowScene()
    {
        var scene = new CacheScene();
        scene.Source.Answer = async (request, _) =>
        {
            _asked.TrySetResult();
            await _go.Task;
            scene.Source.Reply(request);
        };
        return scene;
    }
}
