using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary><c>while (c)</c> becomes <c>while (true)</c> with a <c>break</c>.</summary>
internal sealed class EndlessLoop : Rewrite
{
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var loop = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return loop.Condition.IsKind(SyntaxKind.TrueLiteralExpression) ? loop : WhileStatement(True, Block(IfStatement(Not(loop.Condition), BreakStatement()), loop.Statement));
    }
}

/// <summary><c>for</c> becomes <c>while</c>, where no <c>continue</c> leads past the increment.</summary>
internal sealed class ForAsWhile : Rewrite
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var loop = (ForStatementSyntax)base.VisitForStatement(node)!;
        if (loop.Declaration is null || node.DescendantNodes().OfType<ContinueStatementSyntax>().Any())
            return loop;
        return Block(LocalDeclarationStatement(loop.Declaration), WhileStatement(loop.Condition ?? True, Block((StatementSyntax[])[loop.Statement, .. loop.Incrementors.Select(ExpressionStatement)])));
    }
}

/// <summary><c>while (c) A</c> becomes <c>again: if (c) { A goto again; }</c>.</summary>
internal sealed class GotoLoop : Rewrite
{
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var loop = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        if (node.DescendantNodes().Any(inner => inner is ContinueStatementSyntax or BreakStatementSyntax))
            return loop;
        string again = Fresh("again");
        return Block(LabeledStatement(again, IfStatement(loop.Condition, Block(loop.Statement, Goto(again)))));
    }
}
