using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables to whose object claims are taken in one loop and given back in another: how many there are is the two loops' business, which nobody here compares.
/// </summary>
internal sealed class CountedInLoops
{
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);

    public CountedInLoops(GraphIndex index, IProtocolSemantics semantics)
    {
        Automaton automaton = semantics.Automaton;
        if (automaton.Counted == Effect.Stay)
            return;
        List<(ISymbol Variable, SyntaxNode Loop)> taken = [];
        List<(ISymbol Variable, SyntaxNode Loop)> given = [];
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is not IInvocationOperation { Instance: { } receiver } call || VariableOf(receiver, index) is not { } variable || LoopAround(call.Syntax, variable) is not { } loop)
                continue;
            foreach (Effect effect in semantics.EffectsOf(call.TargetMethod))
            {
                if (effect.Target == EffectTarget.Receiver && effect.To == automaton.Counted)
                    taken.Add((variable, loop));
                else if (effect.Target == EffectTarget.Receiver && (automaton.IsEnd(effect) || automaton.IsReturn(effect)))
                    given.Add((variable, loop));
            }
        }

        foreach ((ISymbol variable, SyntaxNode loop) in taken)
        {
            if (given.Exists(other => SymbolEqualityComparer.Default.Equals(other.Variable, variable) && !other.Loop.Span.OverlapsWith(loop.Span)))
                _variables.Add(variable);
        }
    }

    public bool Contains(ISymbol? variable) => variable is not null && _variables.Contains(variable);

    private static ISymbol? VariableOf(IOperation receiver, GraphIndex index)
        => receiver is IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field ? field.Field : index.Originals.VariableOf(receiver);

    /// <summary>The innermost loop around the call, where the variable keeps its object from round to round; null where there is none.</summary>
    private static SyntaxNode? LoopAround(SyntaxNode call, ISymbol variable)
        => call.Ancestors().FirstOrDefault(Loop.Is) is { } loop
            && !variable.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(declaration.Span))
                ? loop
                : null;
}
