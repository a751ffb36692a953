using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Contracts;

namespace PageMove.Analyzers.Suppressors;

/// <summary>
/// Silences what other analyzers say of an <see cref="IDisposable"/> that a contract passes on: they know <c>Dispose</c>, and no other way to give an object away. What is really left behind
/// stays reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnershipSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, SuppressionDescriptor> ByDiagnostic = new[]
    {
        Descriptor("PGMS2000", "CA2000", "A contract says who answers for the object from here on."),
        Descriptor("PGMS2213", "CA2213", "Dispose gives the field's object back, as its contract says."),
        Descriptor("PGMS0001", "IDISP001", "A contract says who answers for the object from here on."),
        Descriptor("PGMS0004", "IDISP004", "A contract says who answers for the object from here on."),
        Descriptor("PGMS0007", "IDISP007", "The parameter's contract says that the method ends the object."),
    }.ToImmutableDictionary(descriptor => descriptor.SuppressedDiagnosticId);

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ByDiagnostic.Values.OrderBy(descriptor => descriptor.Id).ToImmutableArray();

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (ProtocolModel.Of(context.Compilation, context.CancellationToken) is not { } model)
            return;

        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree || !ByDiagnostic.TryGetValue(diagnostic.Id, out SuppressionDescriptor? descriptor))
                continue;
            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            SemanticModel semantics = context.GetSemanticModel(tree);
            if (IsPassedOn(diagnostic.Id, node, semantics, model, context))
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
        }
    }

    private static bool IsPassedOn(string diagnostic, SyntaxNode node, SemanticModel semantics, ProtocolModel model, SuppressionAnalysisContext context) => diagnostic switch
    {
        "CA2213" => semantics.GetDeclaredSymbol((SyntaxNode?)node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() ?? node, context.CancellationToken) is IFieldSymbol field
            && new GivenBackField(field, model, context.GetSemanticModel, context.CancellationToken).IsGivenBack(),
        "IDISP007" => HandedOn.IsEndedByContract(node, semantics, model, context.CancellationToken),
        _ => HandedOn.IsHandedOn(node, semantics, model, context.CancellationToken),
    };

    private static SuppressionDescriptor Descriptor(string id, string diagnostic, string reason) => new(id, diagnostic, reason);
}
