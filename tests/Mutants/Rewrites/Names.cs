using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using static PageMove.Mutants.Rewrites.Pieces;

namespace PageMove.Mutants.Rewrites;

/// <summary>Each parameter that is passed by value and that nothing else in the method is named after is used under another name.</summary>
internal sealed class ParameterAlias : Rewrite
{
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
        => _aliases.TryGetValue(node.Identifier.ValueText, out string? alias) && !IsMember(node) ? node.WithIdentifier(Identifier(alias).WithTriviaFrom(node.Identifier)) : node;

    protected override MethodDeclarationSyntax RewriteMethod(MethodDeclarationSyntax method)
    {
        _aliases.Clear();
        HashSet<string> declared = [.. method.Body!.DescendantNodes().Select(DeclaredBy).OfType<string>()];
        foreach (ParameterSyntax parameter in method.ParameterList.Parameters)
        {
            string name = parameter.Identifier.ValueText;
            if (parameter.Modifiers.All(modifier => modifier.IsKind(SyntaxKind.ThisKeyword)) && !declared.Contains(name))
                _aliases.Add(name, Fresh(name));
        }

        var body = (BlockSyntax)VisitBlock(method.Body)!;
        return method.WithBody(body.WithStatements([.. _aliases.Select(alias => Declare(IdentifierName("var"), alias.Value, IdentifierName(alias.Key))), .. body.Statements]));
    }

    private static string? DeclaredBy(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
        _ => null,
    };

    private static bool IsMember(IdentifierNameSyntax name)
        => name.Parent is NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax
            || name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name;
}

/// <summary><c>x?.M();</c> becomes <c>if (x != null) x.M();</c>.</summary>
internal sealed class NullTest : Rewrite
{
    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (node.Expression is not ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } call })
            return node;
        ExpressionSyntax direct = call.WithExpression(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, member.Name));
        return IfStatement(BinaryExpression(SyntaxKind.NotEqualsExpression, receiver, Null), ExpressionStatement(direct));
    }
}

/// <summary><c>if (x.TryFind(…, out T? y))</c> asks afterwards whether <c>y</c> is null.</summary>
internal sealed class NullForFailure : Rewrite
{
    protected override IEnumerable<StatementSyntax> RewriteStatement(StatementSyntax statement)
    {
        if (statement is not IfStatementSyntax branch)
            return [statement];
        (ExpressionSyntax condition, bool isNegated) = branch.Condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } ? (operand, true) : (branch.Condition, false);
        return condition is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryFind" or "TryTake" or "TryAllocate" }, ArgumentList.Arguments: [.., { Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var found } } }] }
            ? [ExpressionStatement(condition), branch.WithCondition(BinaryExpression(isNegated ? SyntaxKind.EqualsExpression : SyntaxKind.NotEqualsExpression, IdentifierName(found), Null))]
            : [statement];
    }
}
