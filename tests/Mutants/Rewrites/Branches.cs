using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary><c>if (c) A else B</c> becomes <c>if (!c) B else A</c>.</summary>
internal sealed class InvertedBranch : Rewrite
{
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var branch = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return IfStatement(Not(branch.Condition), branch.Else is { } other ? AsBlock(other.Statement) : Block(), ElseClause(AsBlock(branch.Statement)));
    }
}

/// <summary>What follows an <c>if</c> that ends in a jump becomes its <c>else</c>.</summary>
internal sealed class ElseAfterJump : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatements(StatementSyntax[] statements)
    {
        for (int i = 0; i + 1 < statements.Length; i++)
        {
            if (statements[i] is IfStatementSyntax { Else: null } branch && EndsInJump(branch.Statement))
                return [.. statements.Take(i), branch.WithElse(ElseClause(Block(RewriteStatements([.. statements.Skip(i + 1)]))))];
        }

        return statements;
    }
}

/// <summary><c>if (a &amp;&amp; b) A</c> becomes <c>if (a) { if (b) A }</c>.</summary>
internal sealed class SplitConjunction : Rewrite
{
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var branch = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return branch is { Else: null, Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both }
            ? IfStatement(both.Left, Block(IfStatement(both.Right, AsBlock(branch.Statement))))
            : branch;
    }
}

/// <summary><c>if (a || b) A</c> becomes <c>if (a) A if (b) A</c>, where <c>A</c> ends in a jump.</summary>
internal sealed class SplitDisjunction : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement)
        => statement is IfStatementSyntax { Else: null, Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either } branch && EndsInJump(branch.Statement)
            ? [IfStatement(either.Left, AsBlock(branch.Statement)), IfStatement(either.Right, AsBlock(branch.Statement))]
            : [statement];
}

/// <summary><c>if (c) A else B</c> becomes a <c>switch</c> over <c>c</c>, where no <c>break</c> in it would mean another statement.</summary>
internal sealed class BranchSwitch : Rewrite
{
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var branch = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return node.DescendantNodes().OfType<BreakStatementSyntax>().Any()
            ? branch
            : SwitchStatement(branch.Condition, [SwitchSection([CaseSwitchLabel(True)], Ending(branch.Statement)), SwitchSection([DefaultSwitchLabel()], Ending(branch.Else?.Statement ?? Block()))]);
    }

    private static SyntaxList<StatementSyntax> Ending(StatementSyntax statement) => EndsInJump(statement) ? [AsBlock(statement)] : [AsBlock(statement), BreakStatement()];
}
