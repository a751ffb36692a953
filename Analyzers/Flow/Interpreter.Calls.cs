using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Calls: what the callee's contract does to the tracked object, and what an unknown callee may do.</summary>
internal sealed partial class Interpreter
{
    /// <summary>One operand of a call that holds, or may hold, the tracked object.</summary>
    private readonly record struct Operand(EffectTarget Target, int Ordinal, IOperation Syntax, Value Value);

    private Value Call(IOperation call, IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        IMethodSymbol contract = ContractOf(method, receiver);
        ImmutableArray<Effect> effects = _semantics.EffectsOf(contract);
        List<Operand> operands = EvaluateOperands(receiver, arguments);
        if (_diverged)
            return Value.Unknown;

        // An operation of the protocol itself either takes effect or leaves everything as it was; others may throw at any time.
        if (effects.IsEmpty)
            _observer.OnMayThrow(Current);

        if (_tracked is TrackedObject.Made made && made.Operation == call && _state != Automaton.Absent)
        {
            // The loop came round: this run follows the object of the last round, and another run begins with the new one.
            _diverged = true;
            return Value.Unknown;
        }

        int before = _state;
        bool discarded = _index.IsResultDiscarded(call);
        Value result = ChooseResult(call, method, effects, operands, discarded);
        CheckOperands(call, contract, effects, operands, before);
        ApplyEffects(call, effects, operands, before, result, discarded);
        EscapeToUnknownCallee(call, method, effects, operands, arguments);
        if (effects.IsEmpty && call is not IPropertyReferenceOperation)
            ForgetWhatCalleesMayChange(method, receiver, arguments);
        Value value = CreateMade(call, method, effects, arguments, result, discarded);

        if (NeverReturns(method))
        {
            if (!EndsProcess(method))
                _observer.OnThrow(Current);
            _diverged = true;
        }

        return value;
    }

    private List<Operand> EvaluateOperands(IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        List<Operand> operands = [];
        if (receiver is not null)
        {
            Value value = Evaluate(receiver);
            if (value.MayBeObject)
                operands.Add(new Operand(EffectTarget.Receiver, -1, receiver, value));
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
                continue;
            Value value = Evaluate(argument.Value);
            if (value.MayBeObject)
                operands.Add(new Operand(EffectTarget.Argument, argument.Parameter?.Ordinal ?? -1, argument.Value, value));
            if (argument.Parameter is { } parameter && DoesNotReturnIf(parameter) is { } condition)
            {
                _diverged |= value.AsBoolean() == condition;
                Refine(argument.Value, !condition);
            }
        }

        return operands;
    }

    /// <summary>The member whose contract counts: of an interface's member called on a known type, that type's own.</summary>
    public static IMethodSymbol ContractOf(IMethodSymbol method, IOperation? receiver)
    {
        if (method.ContainingType?.TypeKind != TypeKind.Interface || receiver is null)
            return method;
        while (receiver is IConversionOperation { OperatorMethod: null } conversion)
            receiver = conversion.Operand;
        return receiver.Type is { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
                ? implementation
                : method;
    }

    /// <summary>Chooses the result on which the conditional effects depend, where any of them concerns the tracked object.</summary>
    private Value ChooseResult(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, bool discarded)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Answers is { } answer && Automaton.Contains(effect.From, _state) && Concerns(effect, operands))
                return Value.Is(answer);
        }

        bool makes = _tracked is TrackedObject.Made made && made.Operation == call;
        List<object?> constants = [];
        foreach (Effect effect in effects)
        {
            if (effect.IsConditional && !constants.Contains(effect.When) && (Concerns(effect, operands) || (makes && Makes(effect))))
                constants.Add(effect.When);
        }

        if (constants.Count == 0)
        {
            bool mayBeNull = makes && ((TrackedObject.Made)_tracked!).OutOrdinal < 0
                && method.ReturnNullableAnnotation == NullableAnnotation.Annotated;
            return mayBeNull && _oracle.Choose(2) == 1 ? Value.Null : Value.Unknown;
        }

        // Who does not look takes for granted that it went well; that this may be wrong is another rule's business.
        if (discarded)
            return constants.Contains(true) ? Value.Of(true) : constants.Count == 1 ? Value.Is(constants[0]) : Value.Unknown;
        bool isBoolean = constants[0] is bool;
        int alternatives = isBoolean ? 2 : constants.Count + 1;
        int choice = _oracle.Choose(alternatives);
        if (choice < constants.Count)
            return Value.Is(constants[choice]);
        return isBoolean ? Value.Of(!(bool)constants[0]!) : AnyBut(constants, call.Type);
    }

    /// <summary>A result that is none of the constants; where an enum has but one more member, it is that.</summary>
    private static Value AnyBut(List<object?> constants, ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            object?[] others = type.GetMembers().OfType<IFieldSymbol>()
                .Where(member => member.HasConstantValue && !constants.Contains(member.ConstantValue))
                .Select(member => member.ConstantValue)
                .ToArray();
            if (others.Length == 1)
                return Value.Is(others[0]);
        }

        return Value.IsNot(constants[constants.Count - 1]);
    }

    private bool Concerns(Effect effect, List<Operand> operands)
    {
        if (_state is Automaton.Absent or Automaton.Escaped)
            return false;
        if (effect.Target == EffectTarget.Everyone)
            return _isOnlyObject && Automaton.Contains(effect.From, _state);
        foreach (Operand operand in operands)
        {
            if (operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal))
                return true;
        }

        return false;
    }

    private bool Makes(Effect effect)
        => _tracked is TrackedObject.Made made
            && (made.OutOrdinal < 0 ? effect.Target == EffectTarget.Result : effect.IsFor(EffectTarget.Argument, made.OutOrdinal));

    private void CheckOperands(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, int state)
    {
        if (!Automaton.IsKnown(state))
            return;
        foreach (Operand operand in operands)
        {
            if (!operand.Value.IsObject)
                continue;
            uint required = 0;
            bool leadsHere = false;
            foreach (Effect effect in effects)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal))
                    continue;
                required |= effect.Requires;
                leadsHere |= effect.To == state;
            }

            if (required != 0)
            {
                if (Automaton.Contains(required, state))
                    continue;
                if (leadsHere)
                    Report(Breach.Repeated, 1u << state, call.Syntax, operand.Syntax);
                else
                    Report(Breach.Missing, required, call.Syntax, operand.Syntax);
            }
            else if (Automaton.Contains(_automaton.ForbidsUse, state) && !_semantics.AllowsUse(method, state))
            {
                Report(Breach.Use, 1u << state, operand.Syntax.Syntax, operand.Syntax);
            }
        }
    }

    private void ApplyEffects(
        IOperation call, ImmutableArray<Effect> effects, List<Operand> operands, int before, Value result, bool discarded)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone)
            {
                if (_isOnlyObject && (!effect.IsConditional || result.EqualTo(effect.When) == true))
                    Move(effect, call.Syntax, NameOfHolder() ?? string.Empty, before);
                continue;
            }

            foreach (Operand operand in operands)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal) || (effect.To == Effect.Stay && !effect.Transfers))
                    continue;
                if (!operand.Value.IsObject)
                    Escape();
                else if (!effect.IsConditional && !(effect.WhenInspected && discarded))
                    Move(effect, call.Syntax, NameOf(operand.Syntax), before);
                else if (effect.IsConditional && result.EqualTo(effect.When) == true)
                    Move(effect, call.Syntax, NameOf(operand.Syntax), before);
                else if (effect.IsConditional && result.IsUnknown && Automaton.Contains(effect.From, before))
                    Forget();
            }
        }
    }

    private void ApplyToEveryone(ImmutableArray<Effect> effects, IOperation at)
    {
        int before = _state;
        foreach (Effect effect in effects)
        {
            if (effect.Target == EffectTarget.Everyone && _isOnlyObject)
                Move(effect, at.Syntax, NameOfHolder() ?? string.Empty, before);
        }
    }

    private void Move(Effect effect, SyntaxNode at, string name, int before)
    {
        if (_state is Automaton.Absent or Automaton.Escaped)
            return;
        if (effect.Transfers)
        {
            Escape();
            return;
        }

        if (effect.To == Effect.Stay || !Automaton.Contains(effect.From, before))
            return;
        _observer.OnMove(_state, effect.To);
        _state = effect.To;
        if (!effect.KeepsPlace)
            _since = new Place(at, name, IsOwn: effect.Target != EffectTarget.Everyone);
    }

    /// <summary>The caller did not look at the result that decides the state, so nobody knows it.</summary>
    private void Forget()
    {
        if (Automaton.IsKnown(_state))
            (_state, _since) = (Automaton.Unknown, null);
    }

    private void EscapeToUnknownCallee(
        IOperation call,
        IMethodSymbol method,
        ImmutableArray<Effect> effects,
        List<Operand> operands,
        ImmutableArray<IArgumentOperation> arguments)
    {
        EscapeCaptured(call);
        foreach (Operand operand in operands)
        {
            // A receiver that is not of the member's own type is an argument in disguise: the member is an extension.
            if (operand.Target == EffectTarget.Receiver && method.ContainingType?.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Array or TypeKind.Delegate or TypeKind.Enum or TypeKind.TypeParameter))
                Escape();
            if (operand.Target != EffectTarget.Argument || effects.Any(effect => effect.IsFor(operand.Target, operand.Ordinal)))
                continue;
            IParameterSymbol? parameter = arguments.First(argument => argument.Value == operand.Syntax).Parameter;
            if (parameter is null || parameter.RefKind == RefKind.Ref || !_semantics.Borrows(parameter))
                Escape();
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } byReference
                && !effects.Any(effect => effect.IsFor(EffectTarget.Argument, byReference.Ordinal)))
            {
                Assign(argument.Value, Value.Unknown);
            }
        }
    }

    private void ForgetWhatCalleesMayChange(IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (MayReachThis(method, receiver, arguments))
        {
            _facts = _facts.Rewrite(
                static (key, _) => key is IFieldSymbol { IsReadOnly: false },
                static value => value.MayBeObject ? Value.PerhapsObject : Value.Unknown);
        }

        ForgetConditionsAbout(receiver);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Value.Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String })
                ForgetConditionsAbout(argument.Value);
        }
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
        while (operand is IConversionOperation conversion)
            operand = conversion.Operand;
        if (operand is not null && _index.Function.VariableOf(operand) is { } variable)
            _facts = _facts.Without(_index.ConditionsInside(variable));
    }

    /// <summary>The call's value; where the call is the one that the tracked object comes from, the object begins to exist.</summary>
    private Value CreateMade(
        IOperation call,
        IMethodSymbol method,
        ImmutableArray<Effect> effects,
        ImmutableArray<IArgumentOperation> arguments,
        Value result,
        bool discarded)
    {
        TrackedObject.Made? made = _tracked as TrackedObject.Made;
        bool makes = made is not null && made.Operation == call;
        int state = call is IObjectCreationOperation ? _semantics.StateOfNew : Automaton.Unknown;
        bool exists = makes;
        if (makes)
        {
            bool conditional = false;
            bool met = false;
            foreach (Effect effect in effects)
            {
                if (!Makes(effect) || effect.To == Effect.Stay)
                    continue;
                conditional |= effect.IsConditional;
                if (effect.IsConditional && result.EqualTo(effect.When) != true)
                    continue;
                met = true;

                // Of an object that may not even be there only its later steps are reported.
                if (!(effect.IsConditional && discarded))
                    state = effect.To;
            }

            exists = (!conditional || met || discarded) && result.EqualTo((object?)null) != true;
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.RefKind != RefKind.Out)
                continue;
            bool isMade = makes && argument.Parameter.Ordinal == made!.OutOrdinal;
            if (isMade && exists)
                Create(state, new Place(call.Syntax, NameOf(argument.Value)));
            Assign(argument.Value, isMade ? (exists ? Value.Object : Value.Null) : Value.Unknown);
        }

        if (!makes || made!.OutOrdinal >= 0)
            return result;
        if (!exists)
            return Value.Null;
        Create(state, new Place(call.Syntax, NameOfResult(call)));
        return Value.Object;
    }

    private void Create(int state, Place? since)
    {
        _facts = _facts.Rewrite(static (_, value) => value.MayBeObject, static _ => Value.Unknown);
        (_state, _since) = (state, Automaton.IsKnown(state) ? since : null);
    }

    /// <summary>A use of the object outside a call: a read of its content, a hand-out to the caller.</summary>
    private void UseOf(IOperation? operand, Value value, IMethodSymbol? member)
    {
        if (operand is null || !value.IsObject || !Automaton.IsKnown(_state) || !Automaton.Contains(_automaton.ForbidsUse, _state))
            return;
        if (member is null || !_semantics.AllowsUse(member, _state))
            Report(Breach.Use, 1u << _state, operand.Syntax, operand);
    }

    private void Report(Breach breach, uint states, SyntaxNode at, IOperation operand)
        => _observer.OnBreach(new BreachEvent(breach, states, _state, new Place(at, NameOf(operand)), _since));

    private static bool NeverReturns(IMethodSymbol method)
        => EndsProcess(method) || method.GetAttributes().Any(attribute => IsFlowAttribute(attribute, "DoesNotReturnAttribute"));

    private static bool EndsProcess(IMethodSymbol method)
        => method.Name is "FailFast" or "Exit"
            && method.ContainingType is { Name: "Environment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool? DoesNotReturnIf(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Boolean)
            return null;
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (IsFlowAttribute(attribute, "DoesNotReturnIfAttribute") && attribute.ConstructorArguments is [{ Value: bool value }])
                return value;
        }

        return null;
    }

    private static bool IsFlowAttribute(AttributeData attribute, string name)
        => attribute.AttributeClass is { } type
            && type.Name == name
            && type.ContainingNamespace.ToDisplayString() == "System.Diagnostics.CodeAnalysis";

    /// <summary>What the source calls the operand.</summary>
    private static string NameOf(IOperation operand)
    {
        SyntaxNode syntax = operand.Syntax;
        if (operand is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local })
            return local.Local.Name;
        if (operand is ILocalReferenceOperation reference)
            return reference.Local.Name;
        string text = syntax.ToString();
        return text.Length <= MaximumNameLength && text.IndexOf('\n') < 0 ? text : operand.Type?.Name ?? text.Substring(0, MaximumNameLength);
    }

    private const int MaximumNameLength = 40;

    private static string NameOfResult(IOperation call)
    {
        IOperation result = call;
        while (result.Parent is IConversionOperation or IAwaitOperation or IParenthesizedOperation)
            result = result.Parent;
        return result.Parent is ISimpleAssignmentOperation { Target: { } target } ? NameOf(target) : call.Type?.Name ?? string.Empty;
    }

    private string? NameOfHolder()
    {
        if (_tracked is TrackedObject.Initial initial)
            return initial.Variable.Name;
        return _since?.Name;
    }
}
