using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Claims that a loop takes and leaves: how many they are is the number of its rounds, which another loop may give back. That two loops go round as often
/// is not followed, so nobody can say which claim is one too many.
/// </summary>
internal static class LoopClaims
{
    /// <summary>Whether there is a loop that takes claims to what a variable around it holds, and gives none of them back.</summary>
    public static bool Exist(FunctionGraph function, IProtocolSemantics semantics)
    {
        int counted = semantics.Automaton.Counted;
        if (counted == Effect.Stay)
            return false;

        foreach (IOperation operation in function.Operations)
        {
            if (operation is IInvocationOperation { Instance: { } instance } call
                && Leads(call, to => to == counted, semantics)
                && function.VariableOf(instance) is { } variable
                && LoopAround(call.Syntax, variable) is { } loop
                && !function.MentionsOf(variable).Any(mention => loop.Span.Contains(mention.Syntax.Span) && GivesBack(mention, semantics)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool GivesBack(IOperation mention, IProtocolSemantics semantics)
        => mention.Parent is IInvocationOperation call
            && call.Instance == mention
            && Leads(call, to => Automaton.IsKnown(to) && to != semantics.Automaton.Counted, semantics);

    private static bool Leads(IInvocationOperation call, Func<int, bool> isWanted, IProtocolSemantics semantics)
        => semantics.EffectsOf(call.TargetMethod).Any(effect => effect.Target == EffectTarget.Receiver && effect.To != Effect.Stay && isWanted(effect.To));

    /// <summary>The innermost loop around the code, unless the variable is one of the loop's own: then each round has its own object.</summary>
    private static SyntaxNode? LoopAround(SyntaxNode code, ISymbol variable)
    {
        SyntaxNode? loop = code.Ancestors().FirstOrDefault(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);
        bool isOwn = loop is null || variable.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(declaration.Span));
        return isOwn ? null : loop;
    }
}
