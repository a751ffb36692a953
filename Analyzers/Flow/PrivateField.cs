using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Analyzers.Flow;

/// <summary>Whether anybody but one function can give back the object in a private field: all who could are in the source of its type.</summary>
internal static class PrivateField
{
    /// <summary>Whether every other member of the type that ends the object's state has brought it there itself, and none hands the object on.</summary>
    /// <param name="field">The field.</param>
    /// <param name="function">The function's code: what it does outside of lambdas is known.</param>
    /// <param name="bringers">The members of the object that lead to the state.</param>
    /// <param name="enders">The members of the object that end it.</param>
    /// <param name="keepsNothing">Whether the callee that is handed the field's object as an argument leaves it as it is.</param>
    /// <param name="isEndedElsewhere">Whether another member has to show that the object is to be given back by whoever brought it there.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static bool IsLeftToNobody(
        IFieldSymbol field, SyntaxNode function, HashSet<string> bringers, HashSet<string> enders, Func<ArgumentSyntax, bool> keepsNothing, bool isEndedElsewhere, CancellationToken cancellation)
    {
        if (field.DeclaredAccessibility != Accessibility.Private)
            return false;
        SyntaxNode own = MemberAround(function);
        HashSet<SyntaxNode> bringing = [];
        HashSet<SyntaxNode> ending = [];
        foreach (SyntaxReference declaration in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (IdentifierNameSyntax name in declaration.GetSyntax(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText != field.Name)
                    continue;
                SyntaxNode member = MemberAround(name);
                if (member == own && name.SyntaxTree == own.SyntaxTree)
                {
                    if (IsInNestedFunction(name, own))
                        return false;
                    continue;
                }

                if (IsSetByConstructor(Whole(name), member))
                    continue;
                if (IsComparedWithNull(Whole(name)) || (Whole(name).Parent is ArgumentSyntax argument && keepsNothing(argument)))
                    continue;
                if (CalledOn(Whole(name)) is not { } called)
                    return false;
                if (bringers.Contains(called))
                    bringing.Add(member);
                else if (enders.Contains(called))
                    ending.Add(member);
            }
        }

        return ending.IsSubsetOf(bringing) && (!isEndedElsewhere || ending.Count > 0);
    }

    private static SyntaxNode MemberAround(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node;

    private static bool IsInNestedFunction(SyntaxNode name, SyntaxNode member)
        => name.Ancestors().TakeWhile(ancestor => ancestor != member).Any(static ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    /// <summary>The field with what it is a member of: <c>this._page</c>.</summary>
    private static ExpressionSyntax Whole(IdentifierNameSyntax name)
        => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;

    private static bool IsSetByConstructor(ExpressionSyntax whole, SyntaxNode member)
        => member is ConstructorDeclarationSyntax && whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole;

    private static bool IsComparedWithNull(ExpressionSyntax whole) => whole.Parent switch
    {
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison
            => (comparison.Left == whole ? comparison.Right : comparison.Left).IsKind(SyntaxKind.NullLiteralExpression),
        _ => false,
    };

    /// <summary>The member that is used on the field's object, in a call or as a property that is read; null where the object is handed on.</summary>
    private static string? CalledOn(ExpressionSyntax whole)
        => whole.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == whole => access.Name.Identifier.ValueText,
            PostfixUnaryExpressionSyntax { Parent: MemberAccessExpressionSyntax access } insisted when access.Expression == insisted => access.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } } => member.Name.Identifier.ValueText,
            _ => null,
        };
}
