using System.Diagnostics;
using PageMove.Files;
using PageMove.Pages;

namespace PageMove.Soak;

/// <summary>
/// Files behind a <see cref="PageCache"/> that holds a part of them, over sources that move, copy, fail, dawdle and end early; readers who copy, lease, stream and give up; and somebody who
/// invalidates, truncates, trims and closes files all the while. What a byte is says where it belongs.
/// </summary>
internal sealed class CacheWorld(int seed)
{
    private const int PageSize = PageArena.MinPageSize;
    private const int FileCount = 3;
    private const int FileLength = (96 * PageSize) + 1234;
    private const int MostBytes = 6 * PageSize;
    private const int Readers = 6;

    private readonly CachedFile[] _files = new CachedFile[FileCount];
    private readonly Lock _gate = new();
    private long _reads;
    private long _failures;
    private long _cancellations;
    private long _changes;
    private long _spoiled;
    private string? _failure;

    internal async Task<CacheSoakReport> RunAsync(TimeSpan duration, CancellationToken interruption)
    {
        var clock = Stopwatch.StartNew();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        end.CancelAfter(duration);
        using var arena = new PageArena(new PageArenaOptions { PageSize = PageSize, PageCount = 160 });
        var cache = new PageCache(new PageCacheOptions { Name = "soak", Arena = arena, MemoryTimeout = TimeSpan.FromMinutes(1) });
        for (int file = 0; file < FileCount; file++)
            _files[file] = Open(cache, file);

        IEnumerable<Task> readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAsync(new Random(seed + reader), end), CancellationToken.None));
        await Task.WhenAll(readers.Append(Task.Run(() => Change(new Random(seed - 1), cache, end), CancellationToken.None)));
        CacheStatistics statistics = cache.GetStatistics();
        await cache.DisposeAsync();
        return new CacheSoakReport
        {
            Seed = seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Reads = _reads,
            Failures = _failures,
            Cancellations = _cancellations,
            Changes = _changes,
            Moved = statistics.Replies.Moved,
            Copied = statistics.Replies.Copied,
            Evicted = statistics.Evictions,
            Spoiled = _spoiled,
            Missing = arena.PageCount - arena.FreePageCount,
            Leases = cache.OutstandingLeaseCount,
            Failure = _failure,
        };
    }

    /// <summary>The byte of a file at a place.</summary>
    internal static byte ByteAt(int file, long offset) => (byte)((offset * 31) + (offset >> 12) + (file * 101));

    private static CachedFile Open(PageCache cache, int file) =>
        cache.Open(new MoodySource(file, FileLength), new CachedFileOptions { Name = $"file {file}", MaxReadahead = 8 * PageSize });

    private async Task ReadAsync(Random random, CancellationTokenSource end)
    {
        byte[] bytes = new byte[MostBytes];
        while (!end.IsCancellationRequested)
        {
            int file = random.Next(FileCount);
            long offset = random.Next(FileLength + PageSize);
            int length = random.Next(1, MostBytes);
            using var impatience = new CancellationTokenSource();
            if (random.Next(8) == 0)
                impatience.CancelAfter(TimeSpan.FromMilliseconds(random.Next(3)));

            try
            {
                await ReadAsync(random.Next(3), file, offset, bytes.AsMemory(0, length), impatience.Token);
                Interlocked.Increment(ref _reads);
            }
            catch (OperationCanceledException) when (impatience.IsCancellationRequested)
            {
                Interlocked.Increment(ref _cancellations);
            }
            catch (Exception error) when (error is IOException { InnerException: MoodyException } or ObjectDisposedException)
            {
                Interlocked.Increment(ref _failures);
            }
            catch (Exception error)
            {
                Fail(error, end);
            }
        }
    }

    private async ValueTask ReadAsync(int way, int file, long offset, Memory<byte> bytes, CancellationToken impatience)
    {
        CachedFile cached = Volatile.Read(ref _files[file]);
        switch (way)
        {
            case 0:
                int read = await cached.ReadAsync(bytes, offset, impatience);
                Check(file, offset, bytes.Span[..read]);
                break;

            case 1:
                using (PageLease lease = await cached.GetPagesAsync(offset, bytes.Length, impatience))
                {
                    // Whatever happens to the file in the meantime, the lease stays as it is.
                    await Task.Yield();
                    long at = offset;
                    foreach (ReadOnlyMemory<byte> part in lease.Sequence)
                    {
                        Check(file, at, part.Span);
                        at += part.Length;
                    }
                }

                break;

            default:
                using (Stream stream = cached.AsStream())
                {
                    stream.Position = offset;
                    int streamed = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, impatience);
                    Check(file, offset, bytes.Span[..streamed]);
                }

                break;
        }
    }

    private void Change(Random random, PageCache cache, CancellationTokenSource end)
    {
        SpinWait pause = default;
        while (!end.IsCancellationRequested)
        {
            int file = random.Next(FileCount);
            try
            {
                Change(random.Next(20), random, cache, file);
                _changes++;
            }
            catch (Exception error)
            {
                Fail(error, end);
            }

            for (int i = random.Next(200); i > 0; i--)
                pause.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Change(int way, Random random, PageCache cache, int file)
    {
        CachedFile cached = _files[file];
        switch (way)
        {
            case 0:
                cached.Truncate(random.Next(FileLength));
                cached.Truncate(FileLength);
                break;

            case 1:
                cached.Dispose();
                Volatile.Write(ref _files[file], Open(cache, file));
                break;

            case 2 or 3:
                cache.Trim(random.Next(20 * PageSize));
                break;

            case 4 or 5:
                cached.Prefetch(random.Next(FileLength), random.Next(20 * PageSize));
                break;

            default:
                cached.Invalidate(random.Next(FileLength), random.Next(10 * PageSize));
                break;
        }
    }

    private void Check(int file, long offset, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != ByteAt(file, offset + i))
            {
                Interlocked.Increment(ref _spoiled);
                return;
            }
        }
    }

    private void Fail(Exception error, CancellationTokenSource end)
    {
        lock (_gate)
            _failure ??= error.ToString();

        end.Cancel();
    }
}
