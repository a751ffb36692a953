using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Edits;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>
/// Finds methods that others can call and that do something to an object of a protocol without saying so. An analyzer of its own, so that a
/// compiler that shows nothing hidden does not even run it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WrapperAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The diagnostic property with the attributes that are missing.</summary>
    internal const string Contract = nameof(Contract);

    /// <summary>The diagnostic property that says whether they belong to the result.</summary>
    internal const string IsOfResult = nameof(IsOfResult);

    private readonly FindingMemory _memory = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(WrapperRules.NotAnnotated);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ProtocolModel.Of(start.Compilation, start.CancellationToken) is not { KnowsAttributes: true } model)
                return;

            Baseline baseline = Baseline.In(start.Options, start.CancellationToken);
            Lazy<FindingTable>? table = _memory.TableOf(start.Compilation);
            start.RegisterOperationBlockAction(block => RuleReporter.ReportOnce(block, table?.Value, static _ => string.Empty, baseline, reporter => Analyze(block, model, reporter)));
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, ProtocolModel model, RuleReporter reporter)
    {
        if (context.OwningSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } method
            || ContractAttributes.BasesOf(method).Any()
            || IsIterator(method)
            || context.OperationBlocks.FirstOrDefault(block => block.Kind is OperationKind.Block) is not { } body)
        {
            return;
        }

        List<IParameterSymbol> parameters =
        [
            .. method.Parameters.Where(parameter => parameter.RefKind == RefKind.None
                && !ContractAttributes.HasAny(parameter.GetAttributes())
                && !model.DeclaredProtocolsOf(parameter.Type).IsEmpty),
        ];
        ImmutableArray<AttributeProtocol> ofResult = ContractAttributes.HasAny(method.GetReturnTypeAttributes())
            ? ImmutableArray<AttributeProtocol>.Empty
            : ResultTypesOf(method).SelectMany(type => model.DeclaredProtocolsOf(type)).Distinct().ToImmutableArray();
        if (ofResult.IsEmpty && (parameters.Count == 0 || !ConcernsAny(body, model, context.CancellationToken)))
            return;

        GraphIndex index = new(FunctionGraph.Create(context.GetControlFlowGraph(body), method, context.CancellationToken), static _ => false);
        try
        {
            foreach (IParameterSymbol parameter in parameters)
            {
                if (!index.Variables.IsTrackable(parameter))
                    continue;
                Report(
                    reporter,
                    method,
                    parameter,
                    $"'{parameter.Name}'",
                    model.DeclaredProtocolsOf(parameter.Type).Select(protocol => InferredContract.Of(parameter, index, protocol, context.CancellationToken)));
            }

            Report(reporter, method, method, "its result", ofResult.Select(protocol => InferredContract.OfResult(index, protocol, context.CancellationToken)));
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression that is nested too deeply to be evaluated is not one that a person writes.
        }
    }

    private static void Report(RuleReporter reporter, IMethodSymbol method, ISymbol target, string what, IEnumerable<InferredContract?> inferred)
    {
        List<InferredContract> contracts =
        [
            .. inferred.OfType<InferredContract>()
                .Select(contract => contract with { Changes = contract.Changes.RemoveAll(change => !change.IsNotable) })
                .Where(contract => !contract.Changes.IsEmpty && contract.Changes.All(change => change.HasWords)),
        ];
        if (!contracts.Any(contract => contract.Obliges) || target.Locations.FirstOrDefault(place => place.IsInSource) is not { } location)
            return;

        // A state may have any name in a string, but one that is no identifier cannot be told from the rest of the text.
        IEnumerable<string> names = contracts.SelectMany(contract => contract.Requires.Concat(contract.Changes.SelectMany(change => new[] { change.State, change.From, change.Except })).OfType<string>());
        if (!names.All(SyntaxFacts.IsValidIdentifier))
            return;
        string text = string.Join(", ", contracts.SelectMany(AttributesOf));
        reporter.Report(
            WrapperRules.NotAnnotated,
            location,
            null,
            ImmutableDictionary<string, string?>.Empty.Add(Contract, text).Add(IsOfResult, target is IMethodSymbol ? "true" : null),
            method.Name,
            what,
            text);
    }

    /// <summary>The attributes as one would write them, but for the states, whose names stand there alone.</summary>
    private static IEnumerable<string> AttributesOf(InferredContract contract)
    {
        if (!contract.Requires.IsEmpty)
            yield return $"Requires({string.Join(", ", contract.Requires)})";
        foreach (InferredChange change in contract.Changes)
        {
            yield return $"Produces({change.State}"
                + (change.From is { } from ? $", From = {from}" : string.Empty)
                + (change.Except is { } except ? $", Unless = {except}" : string.Empty)
                + (change.When is { } when ? $", When = {(when ? "true" : "false")}" : string.Empty)
                + ")";
        }
    }

    /// <summary>Whether the body runs when somebody asks for the next item, and not at the call.</summary>
    private static bool IsIterator(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().Any(node => node is YieldStatementSyntax));

    private static bool ConcernsAny(IOperation body, ProtocolModel model, CancellationToken cancellation)
    {
        if (!model.MayConcern(body.Syntax.SyntaxTree, cancellation))
            return false;
        foreach (IOperation operation in new OperationWalk(body))
        {
            if (model.Concerns(operation))
                return true;
        }

        return false;
    }

    private static IEnumerable<ITypeSymbol> ResultTypesOf(IMethodSymbol method)
    {
        yield return method.ReturnType;
        if (method.ReturnType is INamedTypeSymbol { TypeArguments: [{ } argument] })
            yield return argument;
    }
}
