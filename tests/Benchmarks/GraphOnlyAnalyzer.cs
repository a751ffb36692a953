using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PageMove.Benchmarks;

/// <summary>
/// Asks the compiler for each body's control flow graph and does nothing with it. The compiler keeps the graph for the analyzers that
/// come after, so that what they take is theirs alone: the compiler's own time does not grow in proportion.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class GraphOnlyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Silent = new("GRAPH", "Graph", "Graph", "Benchmarks", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Silent];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(block =>
        {
            foreach (IOperation body in block.OperationBlocks)
                block.GetControlFlowGraph(body);
        });
    }
}
