using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Flow;

/// <summary>Where what a call pins is pinned, as far as a <c>using</c> says where that ends: behind it the object is what it was before.</summary>
internal static class PinScope
{
    /// <returns>The code in which the handle is not disposed yet; null where the call pins nothing, or nobody sees where that ends.</returns>
    public static TextSpan? Of(IOperation call)
        => call is IInvocationOperation { Type: { Name: "MemoryHandle", ContainingNamespace.ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
            ? call.Syntax.Parent switch
            {
                UsingStatementSyntax statement => statement.Statement.Span,
                EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax statement } => statement.Statement.Span,
                EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } declaration } when declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
                    => TextSpan.FromBounds(declaration.Span.End, block.Span.End),
                _ => null,
            }
            : null;
}
