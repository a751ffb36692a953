using Microsoft.Extensions.Logging;

namespace PageMove.Diagnostics;

/// <summary>A logger whose failures are its own: whoever writes a line is in the middle of a reply or of a disposal, and goes on.</summary>
internal sealed class QuietLogger(ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // Whatever a logger throws.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
