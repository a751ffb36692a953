using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables to whose object claims are taken in one loop and given back in another: how many there are is the two loops' business, which nobody here compares. So it is with one that is only looked up, and
/// to which claims are given back in a loop: whoever put it there knows how many.
/// </summary>
internal sealed class CountedInLoops
{
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _given = new(SymbolEqualityComparer.Default);

    public CountedInLoops(GraphIndex index, IProtocolSemantics semantics)
    {
        Automaton automaton = semantics.Automaton;
        if (automaton.Counted == Effect.Stay)
            return;
        List<(ISymbol Variable, SyntaxNode Loop)> taken = [];
        List<(ISymbol Variable, SyntaxNode Loop)> given = [];
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is not IInvocationOperation call || !call.Syntax.Ancestors().Any(Loop.Is))
                continue;
            foreach ((ISymbol variable, Effect? effect) in EffectsOf(call, index, semantics))
            {
                if (LoopAround(call.Syntax, variable) is not { } loop)
                    continue;
                if (effect?.To == automaton.Counted)
                    taken.Add((variable, loop));
                else if (effect is null || effect.GivesBack is not null || automaton.IsEnd(effect) || automaton.IsReturn(effect))
                    given.Add((variable, loop));
            }
        }

        _given.UnionWith(given.Select(static way => way.Variable));
        foreach ((ISymbol variable, SyntaxNode loop) in taken)
        {
            if (given.Exists(other => SymbolEqualityComparer.Default.Equals(other.Variable, variable) && !other.Loop.Span.OverlapsWith(loop.Span)))
                _variables.Add(variable);
        }
    }

    public bool Contains(ISymbol variable) => _variables.Contains(variable);

    public bool Contains(TrackedObject.Made made, FunctionGraph function)
        => (_variables.Count > 0 || _given.Count > 0) && made.TargetIn(function) is { } variable && (_variables.Contains(variable) || (made.IsLookedUp && _given.Contains(variable)));

    /// <summary>What the call does to what it is called on, to its arguments, and to what it finds around it or in a field, each with the variable that names it; null where that is not known.</summary>
    private static IEnumerable<(ISymbol Variable, Effect? Effect)> EffectsOf(IInvocationOperation call, GraphIndex index, IProtocolSemantics semantics)
    {
        ImmutableArray<Effect> effects = semantics.EffectsOf(call.TargetMethod);
        foreach (Effect effect in effects)
        {
            IOperation? operand = effect.Target switch
            {
                EffectTarget.Receiver => call.Instance,
                EffectTarget.Argument => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == effect.Ordinal)?.Value,
                _ => null,
            };
            if (operand is not null && VariableOf(operand, index) is { } variable)
                yield return (variable, effect);
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && semantics.Tracks(argument.Value.Type) && !effects.Concern(EffectTarget.Argument, parameter.Ordinal) && !semantics.Borrows(parameter) && VariableOf(argument.Value, index) is { } variable)
                yield return (variable, null);
        }

        foreach (IFieldSymbol field in semantics.FieldsBehind(call.TargetMethod))
        {
            foreach (Effect? effect in semantics.EffectsOnCaptured(call.TargetMethod, field)?.AsEnumerable<Effect?>() ?? [null])
                yield return (field, effect);
        }

        foreach (KeyValuePair<ISymbol, List<IOperation>> captured in index.Function.CapturesOf(call.TargetMethod))
        {
            if (!semantics.Tracks(TypestateAnalysis.TypeOf(captured.Key)))
                continue;
            foreach (Effect? effect in semantics.EffectsOnCaptured(call.TargetMethod, captured.Key)?.AsEnumerable<Effect?>() ?? [null])
                yield return (index.Originals.VariableOf(captured.Value[0]) ?? captured.Key, effect);
        }
    }

    private static ISymbol? VariableOf(IOperation operand, GraphIndex index)
        => operand is IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field ? field.Field : index.Originals.VariableOf(operand);

    /// <summary>The innermost loop around the call, where the variable keeps its object from round to round; null where there is none.</summary>
    private static SyntaxNode? LoopAround(SyntaxNode call, ISymbol variable)
        => call.Ancestors().FirstOrDefault(Loop.Is) is { } loop
            && !variable.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(declaration.Span))
                ? loop
                : null;
}
