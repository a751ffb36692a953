using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary><c>if (c)</c> asks a variable that was given <c>c</c>.</summary>
internal sealed class ConditionVariable : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement)
    {
        if (statement is not IfStatementSyntax { Condition: not IdentifierNameSyntax } branch)
            return [statement];
        string name = Fresh("condition");
        return [Declare(Bool, name, branch.Condition), branch.WithCondition(IdentifierName(name))];
    }
}

/// <summary><c>if (c)</c> asks whether a variable that was given <c>!c</c> is false.</summary>
internal sealed class NegatedVariable : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement)
    {
        if (statement is not IfStatementSyntax branch)
            return [statement];
        string name = Fresh("negated");
        return [Declare(Bool, name, Not(branch.Condition)), branch.WithCondition(Not(IdentifierName(name)))];
    }
}

/// <summary><c>bool v = a &amp;&amp; b</c> becomes <c>bool v = a; if (v) v = b;</c>, and the same with <c>||</c>.</summary>
internal sealed class StepwiseVariable : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: BinaryExpressionSyntax value, Identifier.ValueText: var name }] }
            || value.Kind() is not (SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression))
            return [statement];
        ExpressionSyntax first = IdentifierName(name);
        return [Declare(Bool, name, value.Left), IfStatement(value.IsKind(SyntaxKind.LogicalAndExpression) ? first : Not(first), Assign(name, value.Right))];
    }
}

/// <summary><c>a == b</c> becomes <c>b == a</c>, <c>a &lt; b</c> becomes <c>b &gt; a</c>: where <c>b</c> is read without effect, and <c>a</c> has none on it.</summary>
internal sealed class SwappedComparison : Rewrite
{
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var comparison = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        SyntaxKind? swapped = comparison.Kind() switch
        {
            SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => comparison.Kind(),
            SyntaxKind.LessThanExpression => SyntaxKind.GreaterThanExpression,
            SyntaxKind.GreaterThanExpression => SyntaxKind.LessThanExpression,
            SyntaxKind.LessThanOrEqualExpression => SyntaxKind.GreaterThanOrEqualExpression,
            SyntaxKind.GreaterThanOrEqualExpression => SyntaxKind.LessThanOrEqualExpression,
            _ => null,
        };
        return swapped is { } kind && (IsConstant(comparison.Right) || (IsRead(comparison.Left) && IsRead(comparison.Right)))
            ? BinaryExpression(kind, comparison.Right.WithoutTrivia(), comparison.Left.WithoutTrivia())
            : comparison;
    }

    // By the naming conventions, what a name with a capital stands before is a type's.
    private static bool IsConstant(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax || expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var type } } && char.IsUpper(type[0]);

    private static bool IsRead(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax or LiteralExpressionSyntax or ThisExpressionSyntax || expression is MemberAccessExpressionSyntax member && IsRead(member.Expression);
}

/// <summary><c>x == null</c> becomes <c>x is null</c>, and the same with <c>!=</c>, with an enum's members, and the other way round.</summary>
internal sealed class PatternComparison : Rewrite
{
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        var comparison = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return comparison.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression && HasPattern(comparison.Right)
            ? IsPatternExpression(comparison.Left, comparison.IsKind(SyntaxKind.EqualsExpression) ? ConstantPattern(comparison.Right) : UnaryPattern(ConstantPattern(comparison.Right)))
            : comparison;
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var question = (IsPatternExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return question.Pattern switch
        {
            ConstantPatternSyntax { Expression: var constant } => Parenthesized(BinaryExpression(SyntaxKind.EqualsExpression, question.Expression, constant)),
            UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var constant } } => Parenthesized(BinaryExpression(SyntaxKind.NotEqualsExpression, question.Expression, constant)),
            _ => question,
        };
    }

    private static bool HasPattern(ExpressionSyntax constant)
        => constant.IsKind(SyntaxKind.NullLiteralExpression)
            || constant is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: nameof(Pipes.ConfirmResult) or nameof(Moving.MoveResult) or nameof(Moving.CopyResult) } };
}
