using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary>A rewrite of the declarations <c>using T x = …;</c>, each with what follows it in its block.</summary>
internal abstract class UsingRewrite : Rewrite
{
    protected sealed override IEnumerable<StatementSyntax> RewriteStatements(StatementSyntax[] statements)
    {
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, AwaitKeyword.RawKind: 0, Declaration.Variables: [_] } declaration)
                return [.. statements.Take(i), .. RewriteUsing(declaration, Block(RewriteStatements([.. statements.Skip(i + 1)])))];
        }

        return statements;
    }

    protected abstract IEnumerable<StatementSyntax> RewriteUsing(LocalDeclarationStatementSyntax declaration, BlockSyntax rest);
}

/// <summary><c>using</c> becomes <c>try</c> and <c>finally</c>.</summary>
internal sealed class UsingAsFinally : UsingRewrite
{
    public override SyntaxNode? VisitUsingStatement(UsingStatementSyntax node)
    {
        var statement = (UsingStatementSyntax)base.VisitUsingStatement(node)!;
        return statement is { Expression: IdentifierNameSyntax { Identifier.ValueText: var name }, AwaitKeyword.RawKind: 0 } ? Finally(statement.Statement, Dispose(name)) : statement;
    }

    protected override IEnumerable<StatementSyntax> RewriteUsing(LocalDeclarationStatementSyntax declaration, BlockSyntax rest)
        => [declaration.WithUsingKeyword(default), Finally(rest, Dispose(declaration.Declaration.Variables[0].Identifier.ValueText))];

    private static StatementSyntax Dispose(string name) => ParseStatement($"{name}.Dispose();");
}

/// <summary>A <c>using</c> declaration becomes a <c>using</c> statement.</summary>
internal sealed class UsingStatement : UsingRewrite
{
    protected override IEnumerable<StatementSyntax> RewriteUsing(LocalDeclarationStatementSyntax declaration, BlockSyntax rest) => [SyntaxFactory.UsingStatement(declaration.Declaration, null, rest)];
}
