using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary>A block that only returns something, or only calls something, becomes an expression body.</summary>
internal sealed class ExpressionBody : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method)
        => method.Body!.Statements is [var only] && (ReturnedBy(only) ?? (only as ExpressionStatementSyntax)?.Expression) is { } expression
            ? method.WithBody(null).WithExpressionBody(ArrowExpressionClause(expression)).WithSemicolonToken(Token(SyntaxKind.SemicolonToken))
            : method;
}

/// <summary>The body stands in a block of its own.</summary>
internal sealed class NestedBlock : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method) => method.WithBody(Block(method.Body!, EmptyStatement()));
}

/// <summary>The body stands in a <c>try</c> whose <c>finally</c> does nothing.</summary>
internal sealed class TryFinally : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method) => method.WithBody(Block(Finally(method.Body!)));
}

/// <summary>The body stands in a <c>do</c> loop that goes round once.</summary>
internal sealed class DoOnce : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method) => method.WithBody(Block(DoStatement(method.Body!, False)));
}

/// <summary>The body stands in a <c>for</c> loop that goes round once, which a compiler does not know: only where the end of a method may be reached.</summary>
internal sealed class ForOnce : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method)
    {
        if (ResultOf(method) is not null)
            return method;
        string round = Fresh("round");
        return method.WithBody(Block(ForStatement(method.Body!)
            .WithDeclaration(VariableDeclaration(ParseTypeName("int"), [VariableDeclarator(Identifier(round), null, EqualsValueClause(ParseExpression("0")))]))
            .WithCondition(ParseExpression($"{round} < 1"))
            .WithIncrementors([ParseExpression($"{round}++")])));
    }
}

/// <summary>The body becomes a local function, whose result is the method's.</summary>
internal sealed class LocalFunction : Rewrite
{
    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method)
    {
        if (method.ReturnType is RefTypeSyntax)
            return method;
        string name = Fresh("Body");
        ExpressionSyntax call = InvocationExpression(IdentifierName(name));
        LocalFunctionStatementSyntax function = LocalFunctionStatement(method.ReturnType.WithoutTrivia(), name)
            .WithModifiers([.. method.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.AsyncKeyword))])
            .WithBody(method.Body);
        bool isVoid = method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        return method
            .WithModifiers([.. method.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))])
            .WithBody(Block(isVoid ? ExpressionStatement(call) : ReturnStatement(call), function));
    }
}
