using Microsoft.Extensions.Logging;

namespace PageMove.Diagnostics;

/// <summary>What is logged: lines a file, none a page, and at most one failure a second of each file.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(1, LogLevel.Debug, "{File} was opened: {Length} bytes")]
    internal static partial void FileOpened(ILogger logger, string file, long? length);

    [LoggerMessage(2, LogLevel.Debug, "{File} was closed")]
    internal static partial void FileClosed(ILogger logger, string file);

    [LoggerMessage(3, LogLevel.Warning, "Reading {File} at byte {Offset} failed ({Error}; {Held} more failures since the last line)")]
    internal static partial void ReadFailed(ILogger logger, Exception? exception, string file, long offset, string error, long held);

    [LoggerMessage(4, LogLevel.Warning, "Cache {Cache} was disposed while {Count} leases are outstanding; guard mode tells where they were taken")]
    internal static partial void LeasesOutstanding(ILogger logger, string cache, int count);

    [LoggerMessage(5, LogLevel.Warning, "Cache {Cache}: no page became free within {Timeout}; {Leases} leases are outstanding, {InFlight} pages are being read ({Held} more waits since the last line)")]
    internal static partial void MemoryExhausted(ILogger logger, string cache, TimeSpan timeout, int leases, int inFlight, long held);
}
