using System.Security.Cryptography;
using PageMove.Files;
using PageMove.Sources;

namespace Quickstart;

/// <summary>Readers of a file through a cache that holds half of it: some from the start to the end, some here and there.</summary>
internal sealed class CacheReaders : IAsyncDisposable
{
    private const int SmallFile = 4 * 1024 * 1024;
    private const int MinPages = 16;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private readonly PageCache _cache;
    private readonly CachedFile _file;
    private readonly byte[] _digest;

    /// <summary>Opens the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="digest">Its SHA-256.</param>
    public CacheReaders(string path, byte[] digest)
    {
        using FileStream file = SourceFile.Open(path);
        int pageSize = file.Length < SmallFile ? 4096 : 64 * 1024;
        _cache = new PageCache(new PageCacheOptions { Name = "quickstart", PageSize = pageSize, MemoryLimit = Math.Max(file.Length / 2, MinPages * pageSize) });
        _file = _cache.Open(new FileSource(path), new CachedFileOptions { Name = Path.GetFileName(path) });
        _digest = digest;
    }

    /// <summary>Reads for two seconds, and to the end of what was begun.</summary>
    /// <returns>Whether every reader that came to the end saw the same bytes as are in the file.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(Duration);
        bool[] results = await Task.WhenAll(
            Task.Run(() => ReadThroughAsync(time.Token, cancellationToken)),
            Task.Run(() => ReadThroughAsync(time.Token, cancellationToken)),
            Task.Run(() => ReadHereAndThereAsync(new Random(1), time.Token, cancellationToken)),
            Task.Run(() => ReadHereAndThereAsync(new Random(2), time.Token, cancellationToken)));
        return Array.TrueForAll(results, same => same);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    private async Task<bool> ReadThroughAsync(CancellationToken time, CancellationToken cancellationToken)
    {
        do
        {
            using Stream stream = _file.AsStream();
            if (!CryptographicOperations.FixedTimeEquals(await SHA256.HashDataAsync(stream, cancellationToken), _digest))
                return false;
        }
        while (!time.IsCancellationRequested);
        return true;
    }

    private async Task<bool> ReadHereAndThereAsync(Random random, CancellationToken time, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[1000];
        while (!time.IsCancellationRequested)
        {
            // Most readers want the first tenth.
            double place = random.NextDouble() * (random.Next(10) == 0 ? 1 : 0.1);
            await _file.ReadAsync(bytes, (long)(place * _file.Length!.Value), cancellationToken);
        }

        return true;
    }
}
