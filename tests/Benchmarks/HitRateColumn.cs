using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace PageMove.Benchmarks;

/// <summary>A figure out of the hit rate of a row and that of its baseline. Asking a trace once more gives the same rate, so that nothing is kept of the timed runs.</summary>
internal sealed class HitRateColumn(string name, string legend, Func<double, double, double> figure) : IColumn
{
    /// <inheritdoc/>
    public string Id => nameof(HitRateColumn) + "." + name;

    /// <inheritdoc/>
    public string ColumnName => name;

    /// <inheritdoc/>
    public string Legend => legend;

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        var benchmarks = new HitRateBenchmarks
        {
            Capacity = (int)benchmarkCase.Parameters[nameof(HitRateBenchmarks.Capacity)],
            HasScans = (bool)benchmarkCase.Parameters[nameof(HitRateBenchmarks.HasScans)],
        };
        benchmarks.Draw();
        double baseline = benchmarks.ConcurrentLru();
        double rate = benchmarkCase.Descriptor.Baseline ? baseline : benchmarks.PageLru();
        return figure(rate, baseline).ToString("0.000", CultureInfo.InvariantCulture);
    }
}
