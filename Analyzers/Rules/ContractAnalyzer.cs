using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Rules;

/// <summary>Looks whether the contracts in the source can be meant as they stand. Source without contract attributes costs a look at its attributes' names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleCatalog.OfContracts;

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
            start.RegisterSyntaxNodeAction(node => Analyze(node, model, baseline), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, ProtocolModel model, Baseline baseline)
    {
        AttributeSyntax syntax = (AttributeSyntax)context.Node;
        if (!ContractAttributes.IsNameOfContract(NameOf(syntax)) || ContractTarget.Of(syntax, context.SemanticModel, context.CancellationToken) is not { } target)
            return;
        AttributeData? attribute = target.Contracts.FirstOrDefault(
            candidate => candidate.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == syntax.SyntaxTree && reference.Span == syntax.Span);

        // What does not compile is the compiler's to report.
        if (attribute?.AttributeConstructor is null || attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error))
            return;

        Contract contract = new(attribute, syntax, target, model);
        RuleReporter reporter = new(context.ReportDiagnostic, baseline);
        if (!ContractReaders.Check(contract, reporter))
            return;
        ContractNames.Check(contract, reporter);
        ContractResults.Check(contract, reporter);
        ContractContradictions.Check(contract, reporter);
        ContractWeakenings.Check(contract, context.Compilation, reporter);
    }

    private static string NameOf(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => string.Empty,
    };
}
