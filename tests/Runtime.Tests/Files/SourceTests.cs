using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PageMove.Diagnostics;
using PageMove.Files;
using PageMove.Pages;
using PageMove.Pipes;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Sources that misbehave, and observers that throw: no reader waits for ever, and none sees another one's failure.</summary>
public sealed class SourceTests
{
    private const int PageSize = CacheScene.PageSize;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_source_that_can_answer_nothing_is_refused_by_name(int maxConcurrentReads)
    {
        await using var scene = new CacheScene();
        await using var source = new UnableSource(maxConcurrentReads);

        ArgumentException error = Assert.Throws<ArgumentException>(() => scene.Cache.Open(source));

        Assert.Contains(nameof(PageSource.MaxConcurrentReads), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_cannot_tell_its_length_any_more_fails_the_read()
    {
        await using var scene = new CacheScene();
        var source = new ForgetfulSource();
        CachedFile file = scene.Cache.Open(source);
        source.HasForgotten = true;

        IOException error = await Assert.ThrowsAsync<IOException>(async () => await file.ReadAsync(new byte[1], 0).AsTask().WaitAsync(Patience));

        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task A_length_that_is_told_while_the_file_is_closed_keeps_nobody_waiting()
    {
        await using var scene = new CacheScene();
        var closing = new TaskCompletionSource<Task>();
        scene.Source.Answer = (request, _) =>
        {
            // The reader may be told before the call comes back.
            closing.SetResult(scene.File.DisposeAsync().AsTask());
            request.ReportLength(PageSize);
            throw new TimeoutException();
        };

        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.ReadAsync(0, 1).WaitAsync(Patience));
        await (await closing.Task.WaitAsync(Patience)).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_short_splice_from_a_pipe_of_the_source_s_own_takes_its_bytes_along()
    {
        await using var scene = new CacheScene();
        using var pipe = new PagePipe(scene.Arena, capacity: 4);
        scene.Source.Answer = (request, _) =>
        {
            pipe.Write("short"u8);
            pipe.Write("next"u8);
            request.Splice(pipe, 5);
            return default;
        };

        await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 1));

        byte[] left = new byte[10];
        Assert.Equal("next"u8.ToArray(), left[..pipe.Read(left)]);
    }

    [Fact]
    public async Task A_late_failure_of_a_request_that_was_given_up_is_not_the_next_one_s()
    {
        await using var scene = new CacheScene();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var askedAgain = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goFirst = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var firstFailed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int requests = 0;
        scene.Source.Answer = async (request, _) =>
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                asked.SetResult();
                await goFirst.Task;
                request.Fail(new TimeoutException("The first one's."));
                firstFailed.SetResult();
                return;
            }

            askedAgain.TrySetResult();
            await firstFailed.Task;
            request.Fail(new TimeoutException("The second one's."));
        };
        Task<byte[]> reader = scene.ReadAsync(0, 1);
        await asked.Task;
        scene.File.Invalidate();
        await askedAgain.Task;
        goFirst.SetResult();

        IOException error = await Assert.ThrowsAsync<IOException>(() => reader.WaitAsync(Patience));

        Assert.Equal("The second one's.", error.InnerException!.Message);
    }

    [Fact]
    public async Task A_source_whose_disposal_fails_keeps_no_other_file_open()
    {
        using var arena = new PageArena(new PageArenaOptions { PageCount = 16, Guard = true });
        var cache = new PageCache(new PageCacheOptions { Arena = arena });
        cache.Open(new UndisposableSource());
        var other = new ScriptedSource(new byte[10]);
        CachedFile file = cache.Open(other);
        cache.Open(new UndisposableSource());
        await file.ReadAsync(new byte[1], 0);

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(async () => await cache.DisposeAsync());

        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.True(other.IsDisposed);
        Assert.Equal(arena.PageCount, arena.FreePageCount);
    }

    [Fact]
    public async Task A_logger_that_throws_keeps_no_reader_waiting()
    {
        await using var cache = new PageCache(new PageCacheOptions { PageSize = PageSize, MemoryLimit = 16 * PageSize, LoggerFactory = new ThrowingLoggerFactory() });
        var source = new ScriptedSource(new byte[10]) { Answer = (_, _) => throw new TimeoutException() };
        CachedFile file = cache.Open(source);

        await Assert.ThrowsAsync<IOException>(async () => await file.ReadAsync(new byte[1], 0).AsTask().WaitAsync(Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listener_of_spans_that_throws_keeps_no_reader_waiting(bool atStart)
    {
        using var reader = new Activity("reader that is listened to");
        reader.SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PageMoveTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == reader.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = _ => Throw(atStart),
            ActivityStopped = _ => Throw(!atStart),
        };
        ActivitySource.AddActivityListener(listener);
        await using var scene = new CacheScene();

        Assert.Equal(scene.Content[..1], await scene.ReadAsync(0, 1).WaitAsync(Patience));

        static void Throw(bool now)
        {
            if (now)
                throw new InvalidOperationException("A listener's.");
        }
    }

    [Fact]
    public async Task Reading_ahead_stops_at_the_last_page_that_there_can_be()
    {
        await using var scene = new CacheScene(tellsLength: false, options: new CachedFileOptions { MaxReadahead = 4 * PageSize });
        scene.Source.Answer = (request, _) =>
        {
            request.Write(new byte[request.Length]);
            return default;
        };
        const long LastPage = long.MaxValue / PageSize;

        for (long page = LastPage - 11; page <= LastPage; page++)
            Assert.Single(await scene.ReadAsync(page * PageSize, 1));
    }

    [Fact]
    public async Task A_disposed_file_says_so_for_an_empty_range_too()
    {
        await using var scene = new CacheScene();
        await scene.File.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => scene.File.Invalidate(0, 0));
        Assert.Throws<ObjectDisposedException>(() => scene.File.Prefetch(0, 0));
    }

    [Fact]
    public async Task Prefetching_an_endless_source_ends()
    {
        await using var scene = new CacheScene(cachePages: 16, tellsLength: false, options: new CachedFileOptions { MaxReadahead = 2 * PageSize });
        long asked = 0;
        scene.Source.Answer = (request, _) =>
        {
            Interlocked.Add(ref asked, request.Length);
            request.Write(new byte[request.Length]);
            return default;
        };

        await Task.Run(() => scene.File.Prefetch(0, long.MaxValue)).WaitAsync(Patience);

        Assert.True(Interlocked.Read(ref asked) <= 8 * PageSize);
    }

    [Fact]
    public async Task A_seek_past_the_largest_position_is_refused_by_name()
    {
        await using var scene = new CacheScene();
        using Stream stream = scene.File.AsStream();
        stream.Position = 10;

        Assert.Equal("offset", Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(long.MaxValue, SeekOrigin.Current)).ParamName);
    }

    private sealed class UnableSource(int maxConcurrentReads) : PageSource
    {
        public override int MaxConcurrentReads => maxConcurrentReads;

        public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class ForgetfulSource : PageSource
    {
        internal bool HasForgotten { get; set; }

        public override long? Length => HasForgotten ? throw new TimeoutException() : 10;

        public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
        {
            request.Write(new byte[10]);
            return default;
        }
    }

    private sealed class UndisposableSource : PageSource
    {
        public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new TimeoutException();
        }
    }

    private sealed class ThrowingLoggerFactory : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("The log is full.");

        public void Dispose()
        {
        }
    }
}
