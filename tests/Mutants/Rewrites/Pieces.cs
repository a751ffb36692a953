using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PageMove.Mutants.Rewrites;

/// <summary>The pieces of code that rewrites put together, and what they ask of the code that they find.</summary>
internal static class Pieces
{
    public static readonly TypeSyntax Bool = PredefinedType(Token(SyntaxKind.BoolKeyword));

    public static LiteralExpressionSyntax True => LiteralExpression(SyntaxKind.TrueLiteralExpression);

    public static LiteralExpressionSyntax False => LiteralExpression(SyntaxKind.FalseLiteralExpression);

    public static LiteralExpressionSyntax Null => LiteralExpression(SyntaxKind.NullLiteralExpression);

    public static ExpressionSyntax Not(ExpressionSyntax condition) => PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Parenthesized(condition));

    public static ExpressionSyntax Parenthesized(ExpressionSyntax expression) => expression is IdentifierNameSyntax or LiteralExpressionSyntax ? expression : ParenthesizedExpression(expression.WithoutTrivia());

    public static StatementSyntax Declare(TypeSyntax type, string name, ExpressionSyntax value)
        => LocalDeclarationStatement(VariableDeclaration(type, [VariableDeclarator(Identifier(name), null, EqualsValueClause(value))]));

    public static StatementSyntax Assign(string name, ExpressionSyntax value)
        => ExpressionStatement(AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(name), value));

    public static StatementSyntax Goto(string label) => GotoStatement(SyntaxKind.GotoStatement, IdentifierName(label));

    public static StatementSyntax Finally(StatementSyntax body, params StatementSyntax[] last) => TryStatement(AsBlock(body), [], FinallyClause(Block(last)));

    public static BlockSyntax AsBlock(StatementSyntax statement) => statement as BlockSyntax ?? Block(statement);

    /// <summary>Whether the statement's last word is a jump, so that what follows it is not reached from it.</summary>
    public static bool EndsInJump(StatementSyntax statement)
        => statement is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax || statement is BlockSyntax { Statements: [.., var last] } && EndsInJump(last);

    /// <summary>What the statement returns, where all that it does is to return something.</summary>
    public static ExpressionSyntax? ReturnedBy(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax { Expression: { } value } => value,
        BlockSyntax { Statements: [var only] } => ReturnedBy(only),
        _ => null,
    };

    /// <summary>The type of what a function's <c>return</c> statements return; <see langword="null"/> where they return nothing, or where no variable can keep it.</summary>
    public static TypeSyntax? ResultOf(SyntaxNode? function)
    {
        (TypeSyntax? type, SyntaxTokenList modifiers) = function switch
        {
            MethodDeclarationSyntax method => (method.ReturnType, method.Modifiers),
            LocalFunctionStatementSyntax local => (local.ReturnType, local.Modifiers),
            _ => (null, default),
        };
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
            return type is GenericNameSyntax { TypeArgumentList.Arguments: [var result] } ? result : null;
        return type is RefTypeSyntax or PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? null : type?.WithoutTrivia();
    }

    public static SyntaxNode? FunctionAround(SyntaxNode node)
        => node.Ancestors().FirstOrDefault(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
}
