namespace PageMove.Benchmarks;

/// <summary>What one analysis took.</summary>
/// <param name="Graph">The compiler's part: making the control flow graph.</param>
/// <param name="Rules">The rules' part: following the objects through it.</param>
internal readonly record struct AnalysisTime(TimeSpan Graph, TimeSpan Rules);
