using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables to whose object claims are taken in one loop and given back in another: how many there are is the two loops' business, which nobody here compares. So it is with one that is only looked up, and
/// to which claims are given back in a loop: whoever put it there knows how many. Where a loop takes a claim in all rounds but the last, and gives one back in each, only the loop knows which round is the last.
/// </summary>
internal sealed class CountedInLoops
{
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _given = new(SymbolEqualityComparer.Default);
    private readonly List<Step> _takenByRound = [];

    public CountedInLoops(GraphIndex index, IProtocolSemantics semantics)
    {
        Automaton automaton = semantics.Automaton;
        if (automaton.Counted == Effect.Stay)
            return;
        List<Step> taken = [];
        List<Step> given = [];
        foreach (IOperation operation in index.Function.Operations)
        {
            if (operation is not IInvocationOperation call || !call.Syntax.Ancestors().Any(Loop.Is))
                continue;
            foreach ((ISymbol variable, Effect? effect) in EffectsOf(call, index, semantics))
            {
                if (LoopAround(call.Syntax, variable) is not { } loop)
                    continue;
                if (effect?.To == automaton.Counted)
                    taken.Add(new(variable, loop, call.Syntax));
                else if (effect is null || effect.GivesBack is not null || automaton.IsEnd(effect) || automaton.IsReturn(effect))
                    given.Add(new(variable, loop, call.Syntax));
            }
        }

        _given.UnionWith(given.Select(static way => way.Variable));
        foreach (Step step in taken)
        {
            IEnumerable<Step> others = given.Where(other => SymbolEqualityComparer.Default.Equals(other.Variable, step.Variable));
            if (others.Any(other => !other.Loop.Span.OverlapsWith(step.Loop.Span)))
                _variables.Add(step.Variable);
            else if (step.Choice is { } choice && others.Any(other => other.Loop == step.Loop && !choice.Span.Contains(other.Call.Span)) && IsByRound(choice, step.Loop, index))
                _takenByRound.Add(step);
        }
    }

    public bool Contains(ISymbol variable) => _variables.Contains(variable);

    public bool Contains(TrackedObject.Made made, FunctionGraph function)
        => (_variables.Count > 0 || _given.Count > 0) && made.TargetIn(function) is { } variable && (_variables.Contains(variable) || (made.IsLookedUp && _given.Contains(variable)));

    /// <summary>Whether a loop asks by the condition which of its rounds it is, to take a claim in that or not.</summary>
    public bool AsksForRound(TrackedObject tracked, IOperation condition, FunctionGraph function)
    {
        if (_takenByRound.Count == 0)
            return false;
        ISymbol? variable = tracked switch
        {
            TrackedObject.Initial initial => initial.Variable,
            TrackedObject.Made made => made.TargetIn(function),
            _ => null,
        };
        return _takenByRound.Exists(step => SymbolEqualityComparer.Default.Equals(step.Variable, variable) && step.Choice!.Condition.Span.Contains(condition.Syntax.Span));
    }

    /// <summary>Whether a loop asks by one of its counters, or by what it goes through, which round it is, and it is not known which one is meant.</summary>
    private static bool IsByRound(IfStatementSyntax choice, SyntaxNode loop, GraphIndex index)
    {
        Milestones milestones = index.Conditions.Milestones;
        IOperation[] header = [.. index.Function.Operations.Where(operation => HeaderOf(loop)?.Span.Contains(operation.Syntax.Span) == true)];
        HashSet<ISymbol> ofRound = new(header.Concat(index.Function.Operations.Where(operation => IsCountedIn(loop, operation))).Select(SymbolOf).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (IOperation part in index.Function.Operations)
        {
            if (!choice.Condition.Span.Contains(part.Syntax.Span))
                continue;
            foreach (IOperation asked in GivenTo(part, index).Prepend(part).SelectMany(static operation => operation.DescendantsAndSelf()))
            {
                if (milestones.Asks(asked) && header.Any(condition => milestones.AskedFor(condition) == milestones.AskedFor(asked)))
                    return false;
                if (SymbolOf(asked) is { } symbol && ofRound.Contains(symbol) && !IsOfFirstRound(asked))
                    return true;
            }
        }

        return false;

        ISymbol? SymbolOf(IOperation operation)
            => index.Function.VariableOf(operation) ?? (operation is IFieldReferenceOperation or IPropertyReferenceOperation && operation is IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } own ? own.Member : null);
    }

    /// <summary>What a variable is given that is written in one place.</summary>
    private static IEnumerable<IOperation> GivenTo(IOperation operation, GraphIndex index)
        => operation is ILocalReferenceOperation { Local: var local } && index.Function.WritesOf(local).ToArray() is [{ Parent: ISimpleAssignmentOperation { Value: var value } }] ? [value] : [];

    /// <summary>Whether what counts up is compared with a constant: with which it begins is known.</summary>
    private static bool IsOfFirstRound(IOperation counter)
        => counter.Parent is IBinaryOperation { LeftOperand: var left, RightOperand: var right } comparison && Comparison.Is(comparison) && (left.ConstantValue.HasValue || right.ConstantValue.HasValue)
            && counter.Syntax.FirstAncestorOrSelf<ForStatementSyntax>() is { Incrementors: [var step] } && step.RawKind is (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PreIncrementExpression;

    private static bool IsCountedIn(SyntaxNode loop, IOperation operation)
        => operation.Parent is IIncrementOrDecrementOperation or ICompoundAssignmentOperation && Assignment.IsTarget(operation) && loop.Span.Contains(operation.Syntax.Span);

    private static ExpressionSyntax? HeaderOf(SyntaxNode loop) => loop is CommonForEachStatementSyntax each ? each.Expression : Loop.ConditionOf(loop);

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
        => Loop.Around(call) is { } loop
            && !variable.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(declaration.Span))
                ? loop
                : null;

    /// <summary>What a loop does to the object that a variable keeps from round to round.</summary>
    private sealed record Step(ISymbol Variable, SyntaxNode Loop, SyntaxNode Call)
    {
        /// <summary>The innermost <c>if</c> of the loop under which it is done; null where it is done in each round, or is a part of the condition.</summary>
        public IfStatementSyntax? Choice => Call.FirstAncestorOrSelf<IfStatementSyntax>() is { } choice && Loop.Span.Contains(choice.Span) && !choice.Condition.Span.Contains(Call.Span) ? choice : null;
    }
}
