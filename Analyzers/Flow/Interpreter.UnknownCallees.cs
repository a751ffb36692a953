using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a callee without a contract may do: take the object over, or change what was known.</summary>
internal sealed partial class Interpreter
{
    private void EscapeToUnknownCallee(
        IOperation call,
        IMethodSymbol method,
        ImmutableArray<Effect> effects,
        List<Operand> operands,
        ImmutableArray<IArgumentOperation> arguments,
        ISymbol? followed)
    {
        EscapeCaptured(call, followed);

        // What the variable holds is in sight of the other local functions around, too.
        if (_index.Captured is not null && method.MethodKind == MethodKind.LocalFunction && !_index.Function.Declares(method))
            Escape();
        foreach (Operand operand in operands)
        {
            // A receiver that is not of the member's own type is an argument in disguise: the member is an extension.
            if (operand.Target == EffectTarget.Receiver && !IsOwnMember(method))
                Escape();
            if (operand.Target != EffectTarget.Argument || effects.Any(effect => effect.IsFor(operand.Target, operand.Ordinal)))
                continue;
            IParameterSymbol? parameter = arguments.First(argument => argument.Value == operand.Syntax).Parameter;
            if (parameter is null || parameter.RefKind == RefKind.Ref || !_semantics.Borrows(parameter))
                Escape();
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref } byReference
                && !effects.Any(effect => effect.IsFor(EffectTarget.Argument, byReference.Ordinal) && effect.To != Effect.Stay))
            {
                Assign(argument.Value, Value.Unknown);
            }
        }
    }

    /// <summary>Whether the object is put into a collection, as by <c>List&lt;T&gt;.Add</c>, which keeps it and does not throw: it is taken over, and the method has no way on which it is not.</summary>
    private static bool IsPutIntoCollection(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, List<Operand> operands)
        => operands.Count > 0
            && method is { ContainingType.TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: true }
            && method.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent"
            && operands.TrueForAll(operand => operand.Target == EffectTarget.Argument
                && arguments.First(argument => argument.Value == operand.Syntax).Parameter?.OriginalDefinition.Type is ITypeParameterSymbol);

    private static bool IsOwnMember(IMethodSymbol method)
        => method.ContainingType?.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Array or TypeKind.Delegate or TypeKind.Enum or TypeKind.TypeParameter;

    private void ForgetWhatCalleesMayChange(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (_facts.IsEmpty)
            return;
        if (MayReachThis(method, receiver, arguments))
        {
            bool isReborn = _tracked is TrackedObject.Initial { Variable: IFieldSymbol { IsReadOnly: false } } kept
                && _facts[kept.Variable].MayBeObject
                && !_facts.HoldsObjectOutside(kept.Variable)
                && _state is not (Automaton.Absent or Automaton.Escaped);
            _facts = _facts.Rewrite(
                (key, _) => key is IFieldSymbol { IsReadOnly: false } || (key is ILocalSymbol or IParameterSymbol && _index.Variables.IsOuter((ISymbol)key)),
                static value => value.MayBeObject ? Value.PerhapsObject : Value.Unknown);
            ForgetElements();
            if (isReborn)
                FollowAnew(((TrackedObject.Initial)_tracked!).Variable);
        }

        ForgetConditionsAbout(receiver);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String })
                ForgetConditionsAbout(argument.Value);
        }
    }

    /// <summary>Nothing but the field named the object, so that what the field holds from here on is followed, as on entry.</summary>
    private void FollowAnew(ISymbol field)
    {
        (_state, _since) = (_semantics.StateOfFound, null);
        Set(field, Value.Object);
    }

    /// <summary>Whether the callee may write a field of <c>this</c>: it is code of this project, or is handed <c>this</c> or a delegate.</summary>
    private static bool MayReachThis(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
        => !method.DeclaringSyntaxReferences.IsEmpty
            || receiver is IInstanceReferenceOperation
            || method.MethodKind == MethodKind.DelegateInvoke
            || arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(
                part => part is IInstanceReferenceOperation { Parent: not IMemberReferenceOperation } or IDelegateCreationOperation));

    private void ForgetConditionsAbout(IOperation? operand)
    {
        while (operand is IMemberReferenceOperation member)
            operand = member.Instance;
        if (operand is not null && !_facts.IsEmpty && _index.Function.VariableOf(Conversions.Inside(operand)) is { } variable)
            _facts = _facts.Without(_index.Conditions.Inside(variable));
    }
}
