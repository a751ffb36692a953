using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Flags that a callee changes: with the object, or perhaps.</summary>
internal sealed partial class Interpreter
{
    // Whether a flag was ever noted here: mostly none is.
    private bool _notesFlags;
    private Dictionary<ISymbol, bool>? _goesWithObject;
    private Dictionary<IPropertySymbol, IFieldSymbol?>? _fieldsBehind;

    /// <summary>The local function may have changed the flags that it writes, and perhaps together with the object.</summary>
    /// <param name="method">The callee.</param>
    /// <param name="findsObject">Whether it finds the object, or is given it.</param>
    /// <param name="followed">The variable in which it finds it; null where there is none.</param>
    private void ForgetFlagsWrittenBy(IMethodSymbol method, bool findsObject, ISymbol? followed)
    {
        if (method.MethodKind != MethodKind.LocalFunction || _facts.IsEmpty)
            return;
        foreach (KeyValuePair<ISymbol, List<IOperation>> captured in _index.Function.CapturesOf(method))
        {
            if (!_index.Variables.IsSharedFlag(captured.Key) || !Flag.IsWritten(captured.Value))
                continue;
            ForgetConditionsOn(captured.Key);
            Set(captured.Key, WrittenBy(method, captured.Key));
            if (findsObject && LeavesWithObject(method, followed, captured.Key))
                NoteFlag(captured.Key);
        }
    }

    /// <summary>The constant that the local function writes into the flag, whatever happens.</summary>
    private Value WrittenBy(IMethodSymbol method, ISymbol flag)
        => _index.Function.LocalFunction(method) is { } body && body.WritesOf(flag).ToArray() is [{ Parent: ISimpleAssignmentOperation { IsRef: false, Value.ConstantValue: { HasValue: true, Value: var constant } } } only] && body.IsOnEveryWay(only.Syntax)
            ? Value.Is(constant)
            : Value.Unknown;

    /// <summary>Whether there is a way through the callee on which it brings the object into another state and writes the flag.</summary>
    private bool LeavesWithObject(IMethodSymbol method, ISymbol? followed, ISymbol flag)
        => _semantics.EffectsOf(method).Concat((followed is null ? null : _semantics.EffectsOnCaptured(method, followed)) ?? ImmutableArray<Effect>.Empty)
            .Any(effect => effect.Leaves.Any(left => SymbolEqualityComparer.Default.Equals(left.Flag, flag)));

    /// <summary>A callee that brought the object into another state has left something in flags beside it.</summary>
    /// <param name="effects">What it does.</param>
    /// <param name="operands">Where it is given the object, or finds it.</param>
    /// <param name="before">The object's state before the call.</param>
    /// <param name="result">What it returned.</param>
    /// <param name="isOnThis">Whether its fields are those of this function's object.</param>
    private void LeaveFlags(ImmutableArray<Effect> effects, List<Operand> operands, int before, Value result, bool isOnThis)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Leaves.IsEmpty || !Automaton.Contains(effect.From, before) || effect.IsMetBy(result) != true || !operands.Exists(operand => operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal)))
                continue;
            foreach (FlagLeft left in effect.Leaves)
            {
                if (left.Flag is IFieldSymbol field ? !isOnThis && !field.IsStatic : !_index.Variables.IsTrackable(left.Flag))
                    continue;
                ForgetConditionsOn(left.Flag);
                Set(left.Flag, left.Value);
                if (left.Value.IsUnknown)
                    NoteFlag(left.Flag);
            }
        }
    }

    /// <summary>The callee may have changed the flags in fields by which this function knows what it has done to the object.</summary>
    private void NoteFlagsInFields()
    {
        foreach (IFieldSymbol field in _facts.FieldsWithConstant)
        {
            if (!field.IsReadOnly && Flag.MayBe(field) && GoesWithObject(field))
                NoteFlag(field);
        }
    }

    /// <summary>Whether the function, or what it calls, writes several constants into the field, each beside a step of the protocol, or a variable that tells how a step came out.</summary>
    private bool GoesWithObject(IFieldSymbol field)
    {
        _goesWithObject ??= new(SymbolEqualityComparer.Default);
        if (!_goesWithObject.TryGetValue(field, out bool goes))
        {
            goes = _index.Flags.ConstantsBesideSteps(field, _semantics).Concat(_index.Calls.Methods.SelectMany(method => ConstantsLeftBy(method, field))).Distinct().Skip(1).Any()
                || _index.Flags.CopiesInto(field).Any(KeepsOutcome);
            _goesWithObject.Add(field, goes);
        }

        return goes;
    }

    private IEnumerable<object?> ConstantsLeftBy(IMethodSymbol method, IFieldSymbol field)
        => from effect in _semantics.EffectsOf(method).Concat(_semantics.FieldsBehind(method).SelectMany(kept => _semantics.EffectsOnCaptured(method.OriginalDefinition, kept) ?? ImmutableArray<Effect>.Empty))
           from left in effect.Leaves
           where SymbolEqualityComparer.Default.Equals(left.Flag, field) && !left.Value.IsUnknown
           select left.Value.Constant;

    private void NoteFlag(ISymbol flag)
    {
        if (!Automaton.IsKnown(_state))
            return;
        Set(new ChangedFlag(flag), Value.Of(true));
        _notesFlags = true;
    }

    /// <summary>Who asks a flag that somebody has changed with the object, or may have, is told in which state that is; here it is not known.</summary>
    private void AskFlag(object? flag, IOperation mention)
    {
        if (_notesFlags && flag is ISymbol symbol && !_facts[new ChangedFlag(symbol)].IsUnknown && !Assignment.IsOnlyCounted(mention))
            Forget();
    }

    private void ForgetChange(ISymbol flag)
    {
        if (_notesFlags && (flag is IPropertySymbol property ? FieldBehind(property) : flag) is { } noted)
            Set(new ChangedFlag(noted), Value.Unknown);
    }

    private IFieldSymbol? FieldBehind(IPropertySymbol property)
    {
        _fieldsBehind ??= new(SymbolEqualityComparer.Default);
        if (!_fieldsBehind.TryGetValue(property, out IFieldSymbol? field))
            _fieldsBehind.Add(property, field = Flag.FieldBehind(property));
        return field;
    }

    /// <summary>The fact that somebody else may have changed the flag since its value was known.</summary>
    private sealed record ChangedFlag(ISymbol Flag);
}
