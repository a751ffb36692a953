using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Runs the flow analysis over every body that handles objects of a protocol, and reports what breaks a rule.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProtocolAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleCatalog.OfCode;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ProtocolModel.Of(start.Compilation, start.CancellationToken) is not { } model)
                return;

            Baseline baseline = Baseline.In(start.Options, start.CancellationToken);
            start.RegisterOperationBlockAction(block => AnalyzeBlocks(block, model, baseline));
            if (model.KnowsLists)
                start.RegisterOperationBlockAction(block => ReportUnfinishedLists(block, model, baseline));
        });
    }

    private static void AnalyzeBlocks(OperationBlockAnalysisContext context, ProtocolModel model, Baseline baseline)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.None or OperationKind.Attribute || !(model.HasContract(context.OwningSymbol) || model.Concerns(block, context.CancellationToken)))
                continue;
            BlockingMethods blocking = BlockingMethods.In(context.Options.AnalyzerConfigOptionsProvider.GetOptions(block.Syntax.SyntaxTree));
            GraphIndex index = block.Kind == OperationKind.Block && model.KnownBodyOf(context.OwningSymbol) is { } known
                ? known.With(blocking.Contains)
                : new(FunctionGraph.Create(context.GetControlFlowGraph(block), context.OwningSymbol as IMethodSymbol, context.CancellationToken), blocking.Contains);
            Analyze(index, model, blocking, new RuleReporter(context.ReportDiagnostic, baseline), context.CancellationToken);
        }
    }

    private static void Analyze(GraphIndex index, ProtocolModel model, BlockingMethods blocking, RuleReporter reporter, CancellationToken cancellation)
    {
        ReportUnusedResults(index, model, reporter);
        new TornReplacements(index, model, reporter, cancellation).Report();
        new HandoverOrder(index, model, reporter, cancellation).Report();
        new CountedExclusivity(index, model, reporter).Report();
        foreach (Protocol protocol in model.ProtocolsIn(index.Calls))
        {
            try
            {
                TypestateAnalysis.Run(index, protocol, breach => reporter.Report(protocol, breach), cancellation);
            }
            catch (InsufficientExecutionStackException)
            {
                // An expression that is nested too deeply to be evaluated is not one that a person can get wrong.
            }
        }

        foreach (FunctionGraph nested in index.Function.Nested)
            Analyze(new GraphIndex(nested, blocking.Contains), model, blocking, reporter, cancellation);
    }

    private static void ReportUnfinishedLists(OperationBlockAnalysisContext context, ProtocolModel model, Baseline baseline)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            if (block.Kind is not (OperationKind.None or OperationKind.Attribute))
                new UnfinishedLists(block, context.OwningSymbol, model, new RuleReporter(context.ReportDiagnostic, baseline)).Report();
        }
    }

    private static void ReportUnusedResults(GraphIndex index, ProtocolModel model, RuleReporter reporter)
    {
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is IInvocationOperation invocation
                && model.RuleForUnusedResult(invocation.TargetMethod) is { } rule
                && index.Results.IsDiscarded(invocation))
            {
                reporter.Report(rule, invocation.Syntax.GetLocation(), invocation.TargetMethod.Name);
            }
            else if (operation is IPropertyReferenceOperation property
                && model.RuleForUncheckedValue(property.Property) is { } check
                && index.NullTests.UncheckedUseOf(property) is { } use)
            {
                reporter.Report(check, use.Syntax.GetLocation(), OperandName.Of(property));
            }
        }
    }
}
