using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Diagnostics;

/// <summary>What is logged, and how much.</summary>
public sealed class LoggingTests
{
    private readonly LineLogger _log = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_failing_source_is_logged_once_a_second()
    {
        await using PageCache cache = Make();
        var source = new ScriptedSource(new byte[10]) { Answer = (_, _) => throw new TimeoutException("The line is dead.") };
        CachedFile file = cache.Open(source, new CachedFileOptions { Name = "dead" });

        for (int i = 0; i < 100; i++)
            await Assert.ThrowsAsync<IOException>(async () => await file.ReadAsync(new byte[1], 0));

        Assert.Single(_log.Lines, line => line.StartsWith("Warning: Reading dead at byte 0 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_next_line_tells_how_many_were_held_back()
    {
        await using PageCache cache = Make();
        var source = new ScriptedSource(new byte[10]) { Answer = (_, _) => throw new TimeoutException() };
        CachedFile file = cache.Open(source, new CachedFileOptions { Name = "dead" });
        for (int i = 0; i < 5; i++)
            await Assert.ThrowsAsync<IOException>(async () => await file.ReadAsync(new byte[1], 0));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<IOException>(async () => await file.ReadAsync(new byte[1], 0));

        Assert.Contains("4 more failures", _log.Lines.Last(line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_writes_no_line_a_page()
    {
        await using PageCache cache = Make();
        CachedFile file = cache.Open(new ScriptedSource(new byte[100 * 4096]), new CachedFileOptions { Name = "large" });

        await file.ReadAsync(new byte[100 * 4096], 0);

        Assert.Equal(["Debug: large was opened: 409600 bytes"], _log.Lines);
    }

    [Fact]
    public async Task Outstanding_leases_of_a_disposed_cache_are_logged()
    {
        PageCache cache = Make();
        CachedFile file = cache.Open(new ScriptedSource(new byte[10]));
        PageLease lease = await file.GetPagesAsync(0, 10);

        cache.Dispose();

        Assert.Contains(_log.Lines, line => line.Contains("1 leases are outstanding", StringComparison.Ordinal));
        lease.Dispose();
    }

    private PageCache Make() => new(
        new PageCacheOptions { PageSize = 4096, MemoryLimit = 256 * 4096, LoggerFactory = new LineLoggerFactory(_log), TimeProvider = _clock });

    private sealed class LineLoggerFactory(ILogger logger) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }

    private sealed class LineLogger : ILogger
    {
        private readonly List<string> _lines = [];

        internal IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{logLevel}: {formatter(state, exception)}");
        }
    }
}
