using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary>What is returned stands in a variable first.</summary>
internal sealed class ResultVariable : Rewrite
{
    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is null or LiteralExpressionSyntax || ResultOf(FunctionAround(node)) is not { } type)
            return node;
        string name = Fresh("result");
        return Block(Declare(type, name, node.Expression), ReturnStatement(IdentifierName(name)));
    }
}

/// <summary><c>return c ? a : b</c> becomes two returns, and so do <c>return a &amp;&amp; b</c> and <c>return a || b</c>.</summary>
internal sealed class SplitResult : Rewrite
{
    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => node.Expression switch
    {
        ConditionalExpressionSyntax { WhenTrue: not ThrowExpressionSyntax, WhenFalse: not ThrowExpressionSyntax } choice => Either(choice.Condition, choice.WhenTrue, choice.WhenFalse),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Either(both.Left, both.Right, False),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } any => Either(Not(any.Left), any.Right, True),
        _ => node,
    };

    private static BlockSyntax Either(ExpressionSyntax condition, ExpressionSyntax first, ExpressionSyntax second)
        => Block(IfStatement(condition, ReturnStatement(first)), ReturnStatement(second));
}

/// <summary><c>if (c) return a; return b;</c> becomes <c>return c ? a : b;</c>.</summary>
internal sealed class JoinedResult : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatements(StatementSyntax[] statements)
        => statements is [.. var before, IfStatementSyntax { Else: null } branch, ReturnStatementSyntax { Expression: { } second }] && ReturnedBy(branch.Statement) is { } first
            ? [.. before, ReturnStatement(ConditionalExpression(Parenthesized(branch.Condition), Parenthesized(first), Parenthesized(second)))]
            : statements;
}

/// <summary>Every <c>return</c> becomes a jump to the only one, at the method's end.</summary>
internal sealed class SingleExit : Rewrite
{
    private const string Exit = "exit_";
    private const string Result = "result_";

    private TypeSyntax? _result;

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => node.Expression is { } value ? Block(Assign(Result, value), Goto(Exit)) : Goto(Exit);

    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method)
    {
        _result = ResultOf(method);
        bool isSimple = method.ReturnType is not RefTypeSyntax
            && !method.Body!.DescendantNodes().Any(node => node is LocalFunctionStatementSyntax or YieldStatementSyntax or AnonymousFunctionExpressionSyntax or LabeledStatementSyntax);
        if (!isSimple || !method.Body!.DescendantNodes().OfType<ReturnStatementSyntax>().Any())
            return method;
        BlockSyntax body = base.RewriteMethod(method).Body!;
        StatementSyntax exit = LabeledStatement(Exit, ReturnStatement(_result is null ? null : IdentifierName(Result)));
        return method.WithBody(_result is null ? Block(body, exit) : Block(Declare(_result, Result, ParseExpression("default!")), body, exit));
    }
}
