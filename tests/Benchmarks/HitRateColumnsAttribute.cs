using BenchmarkDotNet.Attributes;

namespace PageMove.Benchmarks;

/// <summary>Adds the rate, and its ratio to the baseline's, to the table of <see cref="HitRateBenchmarks"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HitRateColumnsAttribute() : ColumnConfigBaseAttribute(
    new HitRateColumn("Hit rate", "The part of the keys that was found", (rate, _) => rate),
    new HitRateColumn("Hit rate ratio", "Hit rate over the baseline's", (rate, baseline) => rate / baseline));
