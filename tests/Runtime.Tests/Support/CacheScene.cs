using PageMove.Files;
using PageMove.Pages;

namespace Runtime.Tests.Support;

/// <summary>A cache in guard mode with one file over a scripted source. Its end checks that every page came back.</summary>
internal sealed class CacheScene : IAsyncDisposable
{
    internal const int PageSize = PageArena.MinPageSize;

    internal CacheScene(int filePages = 16, int cachePages = 64, int extraBytes = 0, bool tellsLength = true, bool guard = true, CachedFileOptions? options = null, PageCacheOptions? cacheOptions = null)
    {
        Arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = cachePages, Guard = guard });
        Cache = new PageCache(new PageCacheOptions
        {
            Arena = Arena,
            MemoryTimeout = cacheOptions?.MemoryTimeout ?? TimeSpan.FromMinutes(1),
            TimeProvider = cacheOptions?.TimeProvider ?? TimeProvider.System,
        });
        Source = new ScriptedSource(Pattern.Of(seed: 1, (filePages * PageSize) + extraBytes), tellsLength);
        File = Cache.Open(Source, options ?? new CachedFileOptions { Name = "scene", MaxReadahead = 0 });
    }

    internal PageArena Arena { get; }

    internal PageCache Cache { get; }

    internal ScriptedSource Source { get; }

    internal CachedFile File { get; }

    internal byte[] Content => Source.Content;

    internal async Task<byte[]> ReadAsync(long offset, int length)
    {
        byte[] bytes = new byte[length];
        int read = await File.ReadAsync(bytes, offset);
        return bytes[..read];
    }

    public async ValueTask DisposeAsync()
    {
        await Cache.DisposeAsync();
        Assert.Equal([], Arena.DescribeOutstandingPages());
        ((IDisposable)Arena).Dispose();
    }
}
