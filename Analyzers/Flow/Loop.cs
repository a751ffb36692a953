using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>The statements that run what is in them again and again; <c>do … while (false)</c> is a block that <c>break</c> leaves.</summary>
internal static class Loop
{
    public static bool Is(SyntaxNode node) => node is ForStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax || node is DoStatementSyntax loop && !loop.Condition.IsKind(SyntaxKind.FalseLiteralExpression);
}
