using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Suppressors;

/// <summary>Whether a type's disposal gives the object of a field back, by whatever a contract says ends it.</summary>
internal sealed class GivenBackField(IFieldSymbol field, ProtocolModel model, Func<SyntaxTree, SemanticModel> semanticsOf, CancellationToken cancellation)
{
    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);

    public bool IsGivenBack()
        => model.DisposalOf(field.Type) is { } protocol
            && field.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(ProtocolModel.IsDisposal).Any(method => GivesBack(method, protocol));

    /// <summary>In the method, or in one of the type's own that it calls.</summary>
    private bool GivesBack(IMethodSymbol method, Protocol protocol)
    {
        if (!_seen.Add(method))
            return false;

        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax(cancellation);
            SemanticModel semantics = semanticsOf(declaration.SyntaxTree);
            foreach (InvocationExpressionSyntax call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (semantics.GetOperation(call, cancellation) is IInvocationOperation invocation
                    && (Ends(invocation, protocol)
                        || (SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, field.ContainingType) && GivesBack(invocation.TargetMethod, protocol))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Ends(IInvocationOperation invocation, Protocol protocol)
        => (IsField(invocation.Instance) && protocol.EndsObligation(invocation.TargetMethod, EffectTarget.Receiver))
            || invocation.Arguments.Any(argument => IsField(argument.Value)
                && argument.Parameter is { } parameter
                && protocol.EndsObligation(invocation.TargetMethod, EffectTarget.Argument, parameter.Ordinal));

    private bool IsField(IOperation? value) => value switch
    {
        IFieldReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Field, field),

        // _page?.Release()
        IConditionalAccessInstanceOperation access => access.Syntax is { } syntax && IsFieldName(syntax),
        _ => false,
    };

    private bool IsFieldName(SyntaxNode syntax)
        => syntax.AncestorsAndSelf().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault() is { } conditional
            && SymbolEqualityComparer.Default.Equals(semanticsOf(syntax.SyntaxTree).GetSymbolInfo(conditional.Expression, cancellation).Symbol, field);
}
