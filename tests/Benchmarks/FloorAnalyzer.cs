using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Benchmarks;

/// <summary>
/// What any flow analysis of contracts has to do before it follows the first object: looks through each body for a member that has a contract, has the compiler make the control flow graph of those in
/// which there is one, and goes through that once.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FloorAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Silent = new("FLOOR", "Floor", "Floor", "Benchmarks", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Silent];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ProtocolModel.Of(start.Compilation, start.CancellationToken) is { } model)
                start.RegisterOperationBlockAction(block => GoThrough(block, model));
        });
    }

    private static void GoThrough(OperationBlockAnalysisContext context, ProtocolModel model)
    {
        foreach (IOperation body in context.OperationBlocks)
        {
            if (body.Kind is OperationKind.None or OperationKind.Attribute || !(model.HasContract(context.OwningSymbol) || IsConcerned(body, model)))
                continue;
            foreach (BasicBlock block in context.GetControlFlowGraph(body).Blocks)
            {
                foreach (IOperation operation in block.Operations)
                    Count(operation);
                if (block.BranchValue is { } value)
                    Count(value);
            }
        }
    }

    private static bool IsConcerned(IOperation body, ProtocolModel model)
    {
        foreach (IOperation operation in new OperationWalk(body))
        {
            if (model.Concerns(operation))
                return true;
        }

        return false;
    }

    private static int Count(IOperation operation)
    {
        int count = 0;
        foreach (IOperation _ in new OperationWalk(operation))
            count++;
        return count;
    }
}
