using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary>A semantics-preserving rewrite: what it makes of a method does what the method did.</summary>
internal abstract class Rewrite : CSharpSyntaxRewriter
{
    private int _names;

    /// <summary>The method rewritten; the very same node where the rewrite finds nothing to do in it.</summary>
    public sealed override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        MethodDeclarationSyntax method = WithBlock(node);
        if (method.Body is null)
            return node;
        _names = 0;
        MethodDeclarationSyntax rewritten = RewriteMethod(method);
        return rewritten == method || SyntaxFactory.AreEquivalent(rewritten, node) ? node : rewritten.NormalizeWhitespace(eol: "\n").WithTrailingTrivia(SyntaxFactory.LineFeed);
    }

    public sealed override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        StatementSyntax[] rewritten = [.. RewriteStatements([.. visited.Statements])];
        return rewritten.SequenceEqual(visited.Statements) ? visited : visited.WithStatements([.. rewritten]);
    }

    /// <summary>Rewrites a method that has a block, from within outwards.</summary>
    protected virtual MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method) => (MethodDeclarationSyntax)base.VisitMethodDeclaration(method)!;

    /// <summary>Rewrites the statements of one block, in which those of the blocks within are rewritten already.</summary>
    protected virtual IEnumerable<StatementSyntax> RewriteStatements(StatementSyntax[] statements) => statements.SelectMany(RewriteStatement);

    /// <summary>Rewrites one statement of a block.</summary>
    protected virtual IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement) => [statement];

    /// <summary>A name that the method does not have.</summary>
    protected string Fresh(string stem) => $"{stem}{_names++}_";

    private static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is not { Expression: var expression } || expression is RefExpressionSyntax)
            return method;
        StatementSyntax statement = expression switch
        {
            ThrowExpressionSyntax thrown => SyntaxFactory.ThrowStatement(thrown.Expression),
            _ when ResultOf(method) is null => SyntaxFactory.ExpressionStatement(expression),
            _ => SyntaxFactory.ReturnStatement(expression),
        };
        return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(SyntaxFactory.Block(statement));
    }
}
