using Perfolizer.Horology;

namespace PageMove.Benchmarks;

/// <summary>A clock that goes on only while the collector stops the program.</summary>
internal sealed class PauseClock : IClock
{
    /// <inheritdoc/>
    public string Title => "Pauses";

    /// <inheritdoc/>
    public bool IsAvailable => true;

    /// <inheritdoc/>
    public Frequency Frequency => new(TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public long GetTimestamp() => GC.GetTotalPauseDuration().Ticks;
}
