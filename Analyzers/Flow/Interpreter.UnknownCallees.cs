using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a callee without a contract may do: take the object over, or change what was known.</summary>
internal sealed partial class Interpreter
{
    private static readonly Func<Value, Value> Lessened = static value => value.MayBeObject ? Value.PerhapsObject : Value.Unknown;

    private Func<object, Value, bool>? _isReachable;

    private void EscapeToUnknownCallee(
        IOperation call,
        IMethodSymbol method,
        ImmutableArray<Effect> effects,
        List<Operand> operands,
        ImmutableArray<IArgumentOperation> arguments,
        Value result,
        ISymbol? followed)
    {
        EscapeCaptured(call, followed);
        if (result.AsBoolean() == false && IsTriedPut(method, arguments, operands))
            return;
        foreach (Operand operand in operands)
        {
            // A receiver that is not of the member's own type is an argument in disguise: the member is an extension. So it is with a task that is handed to what follows it.
            if (operand.Target == EffectTarget.Receiver && (ExtensionBlock.IsOwnMember(method) ? Awaiting.HandsOn(method) : !LeavesReceiver(method, effects)))
                Escape();
            if (operand.Target != EffectTarget.Argument || effects.Concern(operand.Target, operand.Ordinal))
                continue;
            IParameterSymbol? parameter = ParameterOf(operand, arguments);
            if ((parameter?.RefKind == RefKind.Ref || !IsLeftToCaller(parameter)) && !(operands.Count == 1 && operand.Value.IsObject && IsPutIntoCollection(method, arguments, operands) && (TryGive() || TryShow())))
                Escape();
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref } byReference && MayHoldAnother(byReference.Ordinal, effects, operands))
                Assign(argument.Value, Value.Unknown);
        }
    }

    /// <summary>Whether the member of an extension block keeps what it is called on for nobody. One that returns an object of the kind may return that, by another name.</summary>
    private bool LeavesReceiver(IMethodSymbol method, ImmutableArray<Effect> effects)
        => ExtensionBlock.ReceiverOf(method) is { } receiver
            && !_semantics.Tracks(Awaiting.ResultOf(method.ReturnType))
            && (effects.Concern(EffectTarget.Receiver, -1) || _semantics.Borrows(receiver));

    /// <summary>Whether a callee without a contract has the argument only while it runs, and perhaps returns it.</summary>
    private bool IsLeftToCaller(IParameterSymbol? parameter) => parameter is not null && (_semantics.Borrows(parameter) || _semantics.PerhapsPassesOn(parameter));

    /// <summary>Whether the place by reference may hold something else than before: where the object is in it, the effects say what becomes of that.</summary>
    private static bool MayHoldAnother(int ordinal, ImmutableArray<Effect> effects, List<Operand> operands)
    {
        bool isKnown = false;
        foreach (Effect effect in effects)
        {
            if (!effect.IsFor(EffectTarget.Argument, ordinal))
                continue;
            if (effect.MayFill && !operands.Exists(operand => operand.Target == EffectTarget.Argument && operand.Ordinal == ordinal))
                return true;
            isKnown |= effect.IsInferred || effect.To != Effect.Stay;
        }

        return !isKnown;
    }

    /// <summary>Whether the object is put into a collection, as by <c>List&lt;T&gt;.Add</c>, which keeps it and does not throw: it is taken over, and the method has no way on which it is not.</summary>
    private static bool IsPutIntoCollection(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, List<Operand> operands)
        => operands.Count > 0
            && method is { ContainingType.TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: true }
            && method.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent"
            && AreElements(operands, arguments);

    /// <summary>Whether the method is one of a library's collections or channels.</summary>
    private static bool IsOfCollection(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty && method.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Threading.Channels";

    /// <summary>Whether the collection or channel may have no room for the object, as by <c>TryAdd</c>, and says so: then it has not taken it over.</summary>
    private static bool IsTriedPut(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, List<Operand> operands)
        => operands.Count == 1
            && operands[0].Value.IsObject
            && method is { Name: "TryAdd" or "TryWrite", ReturnType.SpecialType: SpecialType.System_Boolean }
            && IsOfCollection(method)
            && AreElements(operands, arguments);

    private static bool AreElements(List<Operand> operands, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (Operand operand in operands)
        {
            if (operand.Target != EffectTarget.Argument || ParameterOf(operand, arguments)?.OriginalDefinition.Type is not ITypeParameterSymbol)
                return false;
        }

        return true;
    }

    private static IParameterSymbol? ParameterOf(Operand operand, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value == operand.Syntax)
                return argument.Parameter;
        }

        return null;
    }

    /// <param name="method">The callee.</param>
    /// <param name="receiver">What it is called on.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="followed">The variable in which it finds the object, where it is known what it does to that; then it does not write it.</param>
    /// <param name="isStateKnown">Whether it is known what it does to what it finds in a field, be it that the field does not keep it: what somebody has to give back afterwards nobody else gives back.</param>
    private void ForgetWhatCalleesMayChange(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments, ISymbol? followed, bool isStateKnown)
    {
        bool isNamedByExpression = _path is { IsStable: true } && Automaton.IsKnown(_state);
        bool isOwnerInField = _owner is IFieldSymbol { IsReadOnly: false };
        if (!isNamedByExpression && !isOwnerInField && _facts.IsEmpty)
            return;
        bool isGivenThis = IsGivenThis(method, receiver, arguments);
        bool reachesThis = isGivenThis || !method.DeclaringSyntaxReferences.IsEmpty;

        // Of an object that has ended nobody makes another one again.
        if (isGivenThis && !(isStateKnown && (followed is not null || IsOwed)) && _facts.IsKeptInField && Automaton.IsKnown(_state) && !Automaton.Contains(_automaton.ForbidsUse, _state))
            Forget();
        if (reachesThis && isNamedByExpression)
            Forget();
        if (reachesThis && isOwnerInField)
            Forget(_automaton.Tied);
        if (_facts.IsEmpty)
            return;
        if (reachesThis)
        {
            bool isReborn = _tracked is TrackedObject.Initial { Variable: IFieldSymbol { IsReadOnly: false } } kept
                && !SymbolEqualityComparer.Default.Equals(kept.Variable, followed)
                && _facts[kept.Variable].MayBeObject
                && !_facts.HoldsObjectOutside(kept.Variable)
                && _state is not (Automaton.Absent or Automaton.Escaped);
            ForgetReachable(followed);
            ForgetElements();
            if (isReborn)
                FollowAnew(((TrackedObject.Initial)_tracked!).Variable);
        }

        if (Readers.Include(method))
            return;
        ForgetConditionsAbout(receiver);
        if (IsOfCollection(method))
            ForgetConditionsInside(receiver);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } && !(Conversions.Inside(argument.Value).Type is { } given && PureMembers.AreFixed(given)))
                ForgetConditionsAbout(argument.Value);
        }
    }

    private void ForgetReachable(ISymbol? followed)
    {
        // Where the ways are told apart by what was kept there, they no longer are.
        if (Automaton.IsKnown(_state) && AreWaysToldApart(followed))
            Forget();
        if (Automaton.IsKnown(_state))
            NoteFlagsInFields();

        // Mostly nothing is followed, and the question is always the same one.
        if (followed is null)
            _facts = _facts.Rewrite(_isReachable ??= (key, _) => IsReachable(key, null), Lessened);
        else
            ForgetReachableBut(followed);
    }

    private bool AreWaysToldApart(ISymbol? followed) => _facts.Any((key, value) => value.IsConstant(out _) && IsReachable(key, followed) && KeepsOutcome(key));

    private void ForgetReachableBut(ISymbol followed) => _facts = _facts.Rewrite((key, _) => IsReachable(key, followed), Lessened);

    private bool IsReachable(object key, ISymbol? followed) => (key is IFieldSymbol { IsReadOnly: false } field && !SymbolEqualityComparer.Default.Equals(field, followed)) || (key is ILocalSymbol or IParameterSymbol && IsWrittenElsewhere((ISymbol)key, followed));

    private bool IsWrittenElsewhere(ISymbol variable, ISymbol? followed)
        => _index.Variables.IsOuter(variable) && !SymbolEqualityComparer.Default.Equals(variable, _index.Captured) && !SymbolEqualityComparer.Default.Equals(variable, followed);

    /// <summary>Nothing but the field named the object, so that what the field holds from here on is followed, as on entry.</summary>
    private void FollowAnew(ISymbol field)
    {
        // Whoever asks what becomes of the object that was in the field on entry does not ask of another one.
        if (SymbolEqualityComparer.Default.Equals(field, _index.Captured))
        {
            Escape();
            return;
        }

        (_state, _since) = (_semantics.StateOfFound, null);
        Set(field, Value.Object);
    }

    /// <summary>Whether the callee is handed <c>this</c> or a delegate, so that it may do something to what is in a field; code of this project may write a field also where it comes by the object in another way.</summary>
    private static bool IsGivenThis(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
        => receiver is IInstanceReferenceOperation
            || method is { MethodKind: MethodKind.LocalFunction, IsStatic: false }
            || method.MethodKind == MethodKind.DelegateInvoke
            || arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(
                part => part is IInstanceReferenceOperation { Parent: not IMemberReferenceOperation } or IDelegateCreationOperation));

    /// <summary>Forgets what was asked of the whole itself, be it kept in a field.</summary>
    private void ForgetConditionsInside(IOperation? whole)
    {
        if (whole is null || _facts.IsEmpty)
            return;
        whole = Conversions.Inside(whole);
        if ((whole is IMemberReferenceOperation member ? member.Member : _index.Function.VariableOf(whole)) is { } symbol)
            _facts = _index.Conditions.ForgetInside(symbol, _facts);
    }

    private void ForgetConditionsAbout(IOperation? operand)
    {
        while (operand is IMemberReferenceOperation member)
            operand = member.Instance;
        if (operand is not null && !_facts.IsEmpty && _index.Function.VariableOf(Conversions.Inside(operand)) is { } variable)
            _facts = _index.Conditions.ForgetInside(variable, _facts);
    }
}
