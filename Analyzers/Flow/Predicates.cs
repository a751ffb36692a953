using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>Methods of this project that answer the same each time they are asked the same, as long as nobody writes what they look at: they call nobody but who answers so himself, and write nothing.</summary>
internal static class Predicates
{
    /// <summary>Whether the method is one that any call reaches, and looks at nothing but what it is given, and members.</summary>
    public static bool Include(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction, IsAsync: false, IsVirtual: false, IsAbstract: false, IsOverride: false, ReturnsVoid: false, DeclaringSyntaxReferences: [var declaration] }
            && (method.IsStatic || method.MethodKind != MethodKind.LocalFunction)
            && method.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In)
            && OnlyLooks(declaration.GetSyntax());

    /// <summary>The members of its type that such a method names.</summary>
    public static IEnumerable<ISymbol> MembersNamedBy(IMethodSymbol method)
        => from declaration in method.DeclaringSyntaxReferences
           from name in BodyOf(declaration.GetSyntax())?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>() ?? []
           from member in method.ContainingType.GetMembers(name.Identifier.ValueText)
           where member is IFieldSymbol or IPropertySymbol
           select member;

    /// <summary>Whether the local function computes its result from what it reads around it.</summary>
    public static bool IsLocalLook(IMethodSymbol method)
        => method is { MethodKind: MethodKind.LocalFunction, IsAsync: false, Parameters.IsEmpty: true, DeclaringSyntaxReferences: [var declaration] } && OnlyLooks(declaration.GetSyntax());

    /// <summary>Whether the body does no more than ask, makes nothing, and writes nothing but variables of its own.</summary>
    private static bool OnlyLooks(SyntaxNode declaration)
    {
        if (BodyOf(declaration) is not { } body)
            return false;
        HashSet<string>? own = null;
        foreach (SyntaxNode node in body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } when node.IsKind(SyntaxKind.SimpleAssignmentExpression):
                    own ??= [.. body.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(static declarator => declarator.Identifier.ValueText)];
                    if (!own.Contains(variable.Identifier.ValueText))
                        return false;
                    break;
                case InvocationExpressionSyntax call when OnlyAsks(call):
                    break;
                case InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or ThrowExpressionSyntax or ThrowStatementSyntax or ElementAccessExpressionSyntax or YieldStatementSyntax or LocalFunctionStatementSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether the call is by its name one that looks, and says what it has seen.</summary>
    private static bool OnlyAsks(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: nameof(Math) } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Math) } } => true,
        MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name } } => PureMembers.PromisesToAsk(name),
        MemberBindingExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name } } => PureMembers.PromisesToAsk(name),
        _ => false,
    };

    private static SyntaxNode? BodyOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax function => (SyntaxNode?)function.Body ?? function.ExpressionBody?.Expression,
        _ => null,
    };
}
