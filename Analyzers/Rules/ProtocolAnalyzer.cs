using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Edits;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Runs the flow analysis over every body that handles objects of a protocol, and reports what breaks a rule.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProtocolAnalyzer : DiagnosticAnalyzer
{
    private readonly FindingMemory _memory = new();

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
            Lazy<FindingTable>? table = _memory.TableOf(start.Compilation);
            start.RegisterOperationBlockAction(block => RuleReporter.ReportOnce(block, table?.Value, BlockingMethods.OptionIn, baseline, reporter => AnalyzeBlocks(block, model, reporter)));
        });
    }

    private static void AnalyzeBlocks(OperationBlockAnalysisContext context, ProtocolModel model, RuleReporter reporter)
    {
        foreach (IOperation block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.None or OperationKind.Attribute || !LookThrough(block, context, model, reporter))
                continue;
            BlockingMethods blocking = BlockingMethods.In(context.Options.AnalyzerConfigOptionsProvider.GetOptions(block.Syntax.SyntaxTree));
            GraphIndex index = block.Kind == OperationKind.Block && model.KnownBodyOf(context.OwningSymbol) is { } known
                ? known.With(blocking.Contains)
                : new(FunctionGraph.Create(context.GetControlFlowGraph(block), context.OwningSymbol as IMethodSymbol, context.CancellationToken), blocking.Contains);
            Analyze(index, model, blocking, reporter, context.CancellationToken);
        }
    }

    /// <summary>Goes through a body once: for what needs no flow, and for whether anything in it needs it.</summary>
    /// <returns>Whether any contract concerns the body.</returns>
    private static bool LookThrough(IOperation block, OperationBlockAnalysisContext context, ProtocolModel model, RuleReporter reporter)
    {
        bool isConcerned = model.HasContract(context.OwningSymbol);
        bool mayBeConcerned = !isConcerned && model.MayConcern(block.Syntax.SyntaxTree, context.CancellationToken);
        if (!model.KnowsLists && !mayBeConcerned)
            return isConcerned;
        UnfinishedLists? lists = null;
        foreach (IOperation operation in new OperationWalk(block))
        {
            if (model.KnowsLists && UnfinishedLists.MayBeAny(operation))
                (lists ??= new UnfinishedLists(block, context.OwningSymbol, model, reporter)).Report(operation);
            if (!mayBeConcerned || !model.Concerns(operation))
                continue;
            (isConcerned, mayBeConcerned) = (true, false);
            if (!model.KnowsLists)
                break;
        }

        return isConcerned;
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
