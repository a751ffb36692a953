using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace PageMove.Benchmarks;

/// <summary>Has a class's benchmarks timed by the <see cref="PauseClock"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PauseClockAttribute : Attribute, IConfigSource
{
    /// <inheritdoc/>
    public IConfig Config { get; } = ManualConfig.CreateEmpty().AddJob(Job.Default.WithClock(new PauseClock()).AsMutator());
}
