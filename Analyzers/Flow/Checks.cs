using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Methods that return only where a truth is what it should be: an attribute says so, or their source begins by throwing where it is not.</summary>
internal static class Checks
{
    /// <summary>The value of the argument upon which the method does not return; null where it always may, and where somebody catches what it throws then.</summary>
    public static bool? DoesNotReturnIf(IArgumentOperation argument)
        => argument.Parameter is not { } parameter ? null : FlowAttributes.DoesNotReturnIf(parameter) ?? (ThrowsUpon(parameter) is { } value && !IsCaught(argument.Syntax) ? value : null);

    /// <summary>Whether the method throws upon a value of the argument, and somebody catches that: he knows the value, and nobody else does.</summary>
    public static bool TellsByThrowing(IArgumentOperation argument)
        => argument.Parameter is { } parameter && ThrowsUpon(parameter) is not null && IsCaught(argument.Syntax);

    private static bool? ThrowsUpon(IParameterSymbol parameter)
        => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Boolean, ContainingSymbol: IMethodSymbol { ReturnsVoid: true, IsAsync: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var source] } method }
            && !FlowAttributes.IsLeftOut(method)
            && source.GetSyntax() is BaseMethodDeclarationSyntax { Body: { } body }
                ? ThrowsIf(parameter.Name, body.Statements)
                : null;

    private static bool IsCaught(SyntaxNode code)
    {
        for (SyntaxNode? node = code; node is not (null or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            if (node.Parent is TryStatementSyntax { Catches.Count: > 0 } guarded && guarded.Block == node)
                return true;
        }

        return false;
    }

    private static bool? ThrowsIf(string name, SyntaxList<StatementSyntax> statements)
    {
        while (statements is [BlockSyntax { Statements: var inner }, ..])
            statements = inner;
        for (int i = 0; i < statements.Count && statements[i] is IfStatementSyntax { Else: null } check; i++)
        {
            bool isAsked = IsAsked(check.Condition, name, out bool value);
            if (Throws(check.Statement))
            {
                if (isAsked)
                    return value;
            }
            else
            {
                return isAsked && check.Statement is ReturnStatementSyntax or BlockSyntax { Statements: [ReturnStatementSyntax] } && i + 1 < statements.Count && Throws(statements[i + 1]) ? !value : null;
            }
        }

        return null;
    }

    private static bool IsAsked(ExpressionSyntax condition, string name, out bool value)
    {
        value = true;
        while (condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var inner })
            (condition, value) = (inner, !value);
        return condition is IdentifierNameSyntax asked && asked.Identifier.ValueText == name;
    }

    private static bool Throws(StatementSyntax statement) => statement is ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] };
}
