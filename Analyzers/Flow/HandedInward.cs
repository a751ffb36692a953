using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A method's parameter with which only a local function works that the method calls once, as one does that checks its arguments before an iterator or an async function begins: what
/// holds for the method's parameter holds for what the local function finds in it.
/// </summary>
internal static class HandedInward
{
    /// <param name="variable">What may be a parameter of the method around.</param>
    /// <param name="function">The local function.</param>
    public static bool Is(ISymbol variable, FunctionGraph function)
        => variable is IParameterSymbol { RefKind: RefKind.None }
            && function is { Method: { MethodKind: MethodKind.LocalFunction } local, Around: { Method: { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method } around }
            && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, method)
            && !around.Assigns.Contains(variable)
            && IsMentionedOnlyIn(variable, function, around)
            && IsCalledOnce(local, around);

    /// <summary>
    /// Whether only the lambda works with the variable, so that who calls it first finds there what the method around got. One that keeps something from one call to the next may know better.
    /// </summary>
    public static bool IsToLambda(ISymbol variable, FunctionGraph function)
        => function is { Method: { MethodKind: MethodKind.AnonymousFunction } lambda, Around: { } around }
            && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, around.Method)
            && function.Assigns.All(assigned => SymbolEqualityComparer.Default.Equals(assigned.ContainingSymbol, lambda))
            && (variable is ILocalSymbol
                ? around.MentionsOf(variable).Except(function.MentionsOf(variable)).ToArray() is [var only] && Assignment.IsTarget(only)
                : !around.Assigns.Contains(variable) && IsMentionedOnlyIn(variable, function, around));

    private static bool IsMentionedOnlyIn(ISymbol variable, FunctionGraph function, FunctionGraph around)
    {
        int elsewhere = 0;
        foreach (IOperation mention in around.MentionsOf(variable))
            elsewhere += IsChecked(mention) ? 0 : 1;
        foreach (IOperation mention in function.MentionsOf(variable))
            elsewhere -= IsChecked(mention) ? 0 : 1;
        return elsewhere == 0;
    }

    private static bool IsChecked(IOperation mention)
    {
        while (mention.Parent is IConversionOperation)
            mention = mention.Parent;
        return mention.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var check } } && FlowAttributes.ThrowsIfNull(check);
    }

    private static bool IsCalledOnce(IMethodSymbol local, FunctionGraph around)
    {
        int calls = 0;
        foreach (FunctionGraph caller in around.AndAllNested)
        {
            foreach (IOperation operation in caller.Operations)
            {
                if (operation is IMethodReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Method, local))
                    return false;
                if (operation is not IInvocationOperation call || !SymbolEqualityComparer.Default.Equals(call.TargetMethod, local))
                    continue;
                if (caller != around || ++calls > 1 || !IsPlain(call.Syntax))
                    return false;
            }
        }

        return calls == 1;
    }

    /// <summary>Whether the call is a statement by itself, or what the method returns, and nothing in the method comes back to it or sees to what it leaves.</summary>
    private static bool IsPlain(SyntaxNode call)
    {
        foreach (SyntaxNode node in call.Ancestors())
        {
            if (node is MethodDeclarationSyntax method)
                return !Loop.IsAmongJumpsBack(method);
            if (node is LocalDeclarationStatementSyntax { Declaration.Variables: [var kept] } declaration ? !IsOnlyReturned(kept, declaration) : !IsPlainAround(node))
                return false;
        }

        return false;
    }

    private static bool IsPlainAround(SyntaxNode node)
        => node is AwaitExpressionSyntax or ReturnStatementSyntax or ExpressionStatementSyntax or ArrowExpressionClauseSyntax
            or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax
            or BlockSyntax or IfStatementSyntax or ElseClauseSyntax or TryStatementSyntax or FinallyClauseSyntax or CatchClauseSyntax or DoStatementSyntax
            && !Loop.Is(node);

    /// <summary>Whether the variable is what is returned next, and nothing else.</summary>
    private static bool IsOnlyReturned(VariableDeclaratorSyntax variable, LocalDeclarationStatementSyntax declaration)
        => declaration.Parent is BlockSyntax { Statements: var statements }
            && statements.ElementAtOrDefault(statements.IndexOf(declaration) + 1) is ReturnStatementSyntax { Expression: IdentifierNameSyntax returned }
            && returned.Identifier.ValueText == variable.Identifier.ValueText;
}
