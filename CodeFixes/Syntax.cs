using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PageMove.Analyzers.Contracts;

namespace PageMove.CodeFixes;

/// <summary>What several fixes write.</summary>
internal static class Syntax
{
    public static MemberAccessExpressionSyntax Member(ExpressionSyntax expression, string name)
        => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, expression, SyntaxFactory.IdentifierName(name));

    /// <summary>A type's name, as short as the place allows.</summary>
    public static ExpressionSyntax Name(ITypeSymbol type, SemanticModel model, int position)
        => SyntaxFactory.ParseExpression(type.ToMinimalDisplayString(model, position));

    /// <summary>Puts a statement before another one, which may be the whole body of an <c>if</c> or a loop.</summary>
    public static void InsertBefore(DocumentEditor editor, StatementSyntax statement, StatementSyntax inserted)
    {
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            editor.InsertBefore(
                statement,
                inserted.WithLeadingTrivia(statement.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
            editor.ReplaceNode(statement, (current, _) => current.WithLeadingTrivia());
            return;
        }

        editor.ReplaceNode(
            statement,
            (current, _) => SyntaxFactory.Block(inserted, (StatementSyntax)current).WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>The statement with which the function around the place gives up; it throws where no result can say so.</summary>
    /// <param name="model">The document's model.</param>
    /// <param name="place">The place.</param>
    /// <param name="outcome">The member of an enum that says so, where the function returns an enum that has it.</param>
    /// <param name="exception">What is thrown otherwise.</param>
    public static StatementSyntax Leave(SemanticModel model, SyntaxNode place, string outcome, string exception)
    {
        int position = place.SpanStart;
        if (model.GetEnclosingSymbol(position) is IMethodSymbol method && !method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out))
        {
            ITypeSymbol? result = ResultOf(method);
            if (result is null or { SpecialType: SpecialType.System_Void })
                return SyntaxFactory.ReturnStatement();
            if (result.SpecialType == SpecialType.System_Boolean)
                return SyntaxFactory.ReturnStatement(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression));
            if (result.TypeKind == TypeKind.Enum && result.GetMembers(outcome).OfType<IFieldSymbol>().Any())
                return SyntaxFactory.ReturnStatement(Member(Name(result, model, position), outcome));
        }

        return SyntaxFactory.ThrowStatement(
            SyntaxFactory.ObjectCreationExpression(SyntaxFactory.ParseTypeName(exception).WithAdditionalAnnotations(Simplifier.Annotation))
                .WithArgumentList(SyntaxFactory.ArgumentList()));
    }

    /// <summary>Whether nothing but an exception leads out of the place.</summary>
    public static bool IsInFinally(SyntaxNode place)
        => place.Ancestors().TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is FinallyClauseSyntax);

    /// <summary>Whether the callee's contract says that it does not take the argument over.</summary>
    public static bool IsLent(SemanticModel model, ArgumentSyntax argument)
        => model.GetOperation(argument) is IArgumentOperation { Parameter: { } parameter }
            && ContractAttributes.OfParameter(parameter) is var contract
            && ContractAttributes.HasAny(contract)
            && !ContractAttributes.Named(contract, ContractAttributes.Transfers).Any()
            && !ContractAttributes.Named(contract, ContractAttributes.Produces).Any();

    /// <summary>What a <c>return</c> in the method returns; null where it returns nothing.</summary>
    private static ITypeSymbol? ResultOf(IMethodSymbol method)
        => !method.IsAsync ? method.ReturnType : method.ReturnType is INamedTypeSymbol { TypeArguments: [{ } result] } ? result : null;
}
