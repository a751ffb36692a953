using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Calls: what the callee's contract does to the tracked object, and what an unknown callee may do.</summary>
internal sealed partial class Interpreter
{
    /// <summary>One operand of a call that holds, or may hold, the tracked object.</summary>
    private readonly record struct Operand(EffectTarget Target, int Ordinal, IOperation Syntax, Value Value)
    {
        /// <summary>The field in which a private method finds the object; null for any other operand.</summary>
        public IFieldSymbol? Field { get; init; }

        public string Name => Field?.Name ?? OperandName.Of(Syntax);
    }

    private static readonly List<Operand> NoOperands = [];

    private Value Call(IOperation call, IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        IMethodSymbol contract = ContractOfReceived(method, receiver);
        ImmutableArray<Effect> effects = _semantics.EffectsOf(contract);

        // What was read out of its body is known of its end only.
        if (!effects.IsEmpty && Awaiting.MayRunLater(contract, call))
            effects = effects.RemoveAll(static effect => effect.IsInferred);
        bool isOrdinary = IsOrdinary(effects);
        List<Operand> operands = EvaluateOperands(method, receiver, arguments, effects, out bool isOnMemory, out Value passedOn);
        effects = WithWhatIsGiven(effects, arguments, operands);

        if (operands.Count == 0)
            CheckEmptied(call, receiver, effects);
        if (_diverged)
            return Value.Unknown;

        // Of an interface that is disposable nothing says what that does to the object; to be disposed is what it is there for.
        if (effects.IsEmpty && operands.Count > 0 && IsDisposal(contract))
        {
            Escape();
            return Value.Unknown;
        }

        ISymbol? followed = method.MethodKind == MethodKind.LocalFunction ? AddCaptured(call, method, arguments, ref operands, ref effects) : null;
        if (_facts.IsKeptInField && (method.MethodKind == MethodKind.LocalFunction || receiver is IInstanceReferenceOperation))
            followed ??= AddOwn(call, method, arguments, ref operands, ref effects);
        if (method.MethodKind == MethodKind.LocalFunction && followed is null)
            CheckCaptured(call);

        if (_path is { IsStable: false })
        {
            if (!IsOnlyAbout(call, effects, operands, arguments))
            {
                CheckOperands(call, contract, effects, operands, _state);
                LoseSight();
            }
            else
            {
                TakeForFound(operands);
            }
        }
        else if (_path is not null && !effects.IsEmpty)
        {
            TakeForFound(operands);
        }

        if (_observer.IsInTry && (isOrdinary ? MayThrow(call, method, receiver) && !IsPutIntoCollection(method, arguments, operands) : (Awaiting.IsCancellable(call) && !Awaiting.IsLeftRunning(call)) || OnlyDemands(method, effects) || IsFetched(method, effects)))
            _observer.OnMayThrow(call, method, Thrown.IsOfMisuseAtMost(method) || IsStepThroughElements(method, receiver) || IsOfTrackedType(method), WhenThrown(call, method, effects, operands, arguments, followed));

        _diverged = NeverReturns(effects);
        bool putsAnother = PutsAnother(call, effects);
        if (_diverged || (!putsAnother && CameRound(call)))
            return Value.Unknown;

        if (_state == Automaton.Unknown && operands.Count > 0)
            TakeForGranted(call, effects, operands);
        int before = _state;
        bool discarded = _index.Results.IsDiscarded(call);
        Value result = ChooseResult(call, method, effects, operands, discarded);
        if (!effects.IsEmpty && operands.Count > 0 && Awaiting.IsLeftRunning(call))
        {
            EscapeToLaterEffects(effects, operands);
        }
        else
        {
            CheckOperands(call, contract, effects, operands, before);
            CheckGranted(call, effects, operands, before);
            CheckWrite(call, operands, before);
            CheckBlocking(call, contract, before);
            ApplyEffects(call, effects, operands, before, result, discarded);
        }

        // Who pins the memory keeps what it is of; only an array may have another user all the same.
        if (Views.IsPinned(method) && (isOnMemory || operands.Exists(static operand => operand is { Target: EffectTarget.Receiver, Value.IsObject: true })) && _tracked?.Type is not IArrayTypeSymbol)
            Set(MemoryPinned, Value.Of(true));
        ForgetReplaced(effects, arguments, result);

        // What becomes of the object of the last round is known only now.
        if (putsAnother && effects.Any(effect => Makes(effect) && effect.To != Effect.Stay && effect.IsMetBy(result) is not false) && CameRound(call))
            return Value.Unknown;
        bool isVacated = followed is IFieldSymbol && effects.Any(static effect => effect.Vacates);
        if (isVacated && SymbolEqualityComparer.Default.Equals(followed, _index.Captured))
            Set(followed!, Value.Unknown);
        EscapeToUnknownCallee(call, method, effects, operands, arguments, result, followed);
        if (isOrdinary && call is not IPropertyReferenceOperation)
        {
            ForgetWhatCalleesMayChange(method, receiver, arguments, isVacated ? null : followed, isStateKnown: followed is IFieldSymbol);
            ForgetFlagsWrittenBy(method, findsObject: operands.Count > 0, followed);
            LeaveFlags(effects, operands, before, result, isOnThis: receiver is IInstanceReferenceOperation || method is { MethodKind: MethodKind.LocalFunction, IsStatic: false });
        }

        if (isOrdinary && call is not IPropertyReferenceOperation && !IsAboutMemory(method) && !IsStepThroughElements(method, receiver) && !IsPutIntoCollection(method, arguments, operands) && !operands.Exists(operand => operand.Target == EffectTarget.Receiver))
        {
            if (!IsViewOfOwner(call))
                Forget(MayReachOwner(call, method, receiver, arguments) ? _automaton.Fades : _automaton.Fades & ~_automaton.Tied);

            // What is certain to do nothing else gives nobody else the chance.
            if (!(followed is IFieldSymbol && _semantics.AlwaysTakesEffect(method)))
                EscapeKept();
        }
        else if (!method.DeclaringSyntaxReferences.IsEmpty)
        {
            EscapeKept();
        }

        Value value = CreateMade(call, method, effects, arguments, result, discarded);
        NamePlaces(effects, operands, arguments, result);

        if (_semantics.NeverReturns(method))
        {
            if (!FlowAttributes.EndsProcess(method))
                _observer.OnThrow(_facts[RefusedToItself].IsUnknown || _observer.IsInTry ? null : call.Syntax, Current);
            _diverged = true;
        }

        if (value.IsUnknown && (passedOn.MayBeObject || passedOn.AsBoolean() is not null))
            return passedOn;
        if (value.IsUnknown && operands is [{ Target: EffectTarget.Receiver, Value: { IsObject: true } waitedFor }] && Awaiting.PassesOn(method))
            return waitedFor;
        return isOnMemory && value.IsUnknown && (Views.IsView(call.Type) || IsKeptElement(call)) ? Value.View : value;
    }

    /// <summary>Whether the contract of a method of this project says no more than in which state the object has to arrive: what else the method does may go wrong.</summary>
    private static bool OnlyDemands(IMethodSymbol method, ImmutableArray<Effect> effects)
        => method is { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.IsEmpty: false } && effects.All(static effect => effect is { To: Effect.Stay, Transfers: false, Displaces: false });

    /// <summary>
    /// Whether a call that is no step of the protocol may throw, which each step either does or leaves everything as it was: a property only tells, who makes an exception means to throw that one, and a
    /// <c>using</c> ends as quietly as a <c>lock</c> begins.
    /// </summary>
    private static bool MayThrow(IOperation call, IMethodSymbol method, IOperation? receiver)
        => call is not IPropertyReferenceOperation
            && !Thrown.IsMade(call)
            && !(call.IsImplicit && (Thrown.IsEndOfUsing(method) || LockScope.IsEntered(method)))
            && !Thrown.IsRuledOutBy(method, receiver);

    /// <summary>Whether the method does no more than get a new object for who awaits it, which may well fail.</summary>
    private static bool IsFetched(IMethodSymbol method, ImmutableArray<Effect> effects)
        => Awaiting.YieldsResult(method.ReturnType) && effects.All(static effect => effect.Target == EffectTarget.Result);

    /// <summary>Whether the object is in a state that somebody has to end.</summary>
    private bool IsOwed => Automaton.IsKnown(_state) && Automaton.Contains(_automaton.ForbidsLeaving, _state);

    /// <summary>What an expression names that keeps it for nobody else arrives at its first step with one claim.</summary>
    private void TakeForFound(List<Operand> operands)
    {
        if (_path!.IsFound && _state == Automaton.Unknown && operands.Count > 0 && _facts[SightLost].IsUnknown)
            _state = _semantics.StateOfFound;
    }

    /// <summary>Whether the object out of which this one came is asked for its memory, and for nothing else.</summary>
    private bool IsViewOfOwner(IOperation call) => Views.IsView(call.Type) && IsOwner(call);

    /// <summary>Whether the callee may come by the owner, or by the object through him: it is handed one of them, finds him around it, or belongs to somebody who may keep both.</summary>
    private bool MayReachOwner(IOperation call, IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (_owner is not (ILocalSymbol or IParameterSymbol))
            return true;
        bool isStranger = method.MethodKind == MethodKind.LocalFunction
            ? !_index.Function.CapturesOf(call).TryGetValue(_owner, out List<IOperation>? mentions) || mentions.TrueForAll(static mention => mention.Parent is IPropertyReferenceOperation)
            : method.IsStatic || (!IsGivenThis(method, receiver, arguments) && !IsDeclaredHere(method));
        return !isStranger || arguments.Any(argument => argument.Value.DescendantsAndSelf().Any(part => part is IDelegateCreationOperation or IInstanceReferenceOperation || NamesOwner(part) || (KeyOf(part) is { } key && (_facts[key].IsOwner || _facts[key].MayBeObject))));
    }

    private static bool IsDeclaredHere(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty || !method.ContainingType.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether a variable comes to name an element of the object's memory. Where that may not be written any more, it was told as writing it.</summary>
    private bool IsKeptElement(IOperation element)
        => Views.IsTakenByReference(element) && !(Automaton.IsKnown(_state) && Automaton.Contains(_automaton.ForbidsWriting, _state));

    /// <summary>Adds what a local function certainly does to the object that it finds in variables of this function.</summary>
    /// <returns>The variable in which it finds it; null where what it does there is not known, or it finds the object nowhere or in several.</returns>
    private ISymbol? AddCaptured(IOperation call, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, ref List<Operand> operands, ref ImmutableArray<Effect> effects)
    {
        // Who is handed the object as well may meet it under two names.
        if (_tracked is null || operands.Count > 0)
            return null;
        ISymbol[] found = [.. _index.Function.CapturesOf(call).Where(captured => _facts[captured.Key].MayBeObject && !captured.Value.TrueForAll(IsLook)).Select(captured => captured.Key)];
        if (found.Length != 1 || !_facts[found[0]].IsObject || EffectsOnCaptured(method, found[0], arguments) is not { } onCaptured)
            return null;
        operands = [new Operand(EffectTarget.Captured, -1, _index.Function.CapturesOf(call)[found[0]][0], _facts[found[0]])];
        effects = effects.AddRange(onCaptured);
        return found[0];
    }

    /// <summary>Adds what a private method of the same object, or a local function, certainly does to the tracked object that it finds in a field.</summary>
    /// <returns>The field; null where what it does there is not known, or it finds the object in several.</returns>
    private IFieldSymbol? AddOwn(IOperation call, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, ref List<Operand> operands, ref ImmutableArray<Effect> effects)
    {
        if (_tracked is null || operands.Count > 0)
            return null;
        IFieldSymbol[] found = [.. _facts.FieldsWithObject];
        if (found.Length != 1 || !_facts[found[0]].IsObject || EffectsOnCaptured(method.OriginalDefinition, found[0], arguments) is not { } onField)
            return null;
        operands = [new Operand(EffectTarget.Captured, -1, call, _facts[found[0]]) { Field = found[0] }];
        effects = effects.AddRange(onField);
        return found[0];
    }

    /// <returns>What the callee certainly does to what is in the variable or the field; null where that is not known.</returns>
    private ImmutableArray<Effect>? EffectsOnCaptured(IMethodSymbol method, ISymbol variable, ImmutableArray<IArgumentOperation> arguments)
        => _semantics.EffectsOnCaptured(method, variable) is { } effects && WithWhatIsGiven(effects, arguments, operands: null) is { IsEmpty: false } known ? known : null;

    /// <summary>The effects without those that take place only upon a truth that is not given here. Where they are about the tracked object, and a variable is given, it is followed for both truths.</summary>
    /// <param name="effects">What the callee does.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="operands">Where it is given the tracked object; null where it finds it by itself.</param>
    private ImmutableArray<Effect> WithWhatIsGiven(ImmutableArray<Effect> effects, ImmutableArray<IArgumentOperation> arguments, List<Operand>? operands)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Upon is not null)
                return WithoutWhatIsNotGiven(effects, arguments, operands);
        }

        return effects;
    }

    private ImmutableArray<Effect> WithoutWhatIsNotGiven(ImmutableArray<Effect> effects, ImmutableArray<IArgumentOperation> arguments, List<Operand>? operands)
    {
        Dictionary<int, bool?> given = [];
        foreach (Effect effect in effects)
        {
            if (effect.Upon is ({ } ordinal, _) && !given.ContainsKey(ordinal))
                given.Add(ordinal, GivenTo(arguments, ordinal, decides: Automaton.IsKnown(_state) && (operands is null || operands.Exists(operand => effect.IsFor(operand.Target, operand.Ordinal)))));
        }

        return effects.RemoveAll(upon => upon.Upon is ({ } ordinal, var truth) && given[ordinal] != truth);
    }

    private bool? GivenTo(ImmutableArray<IArgumentOperation> arguments, int ordinal, bool decides)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.Ordinal != ordinal)
                continue;
            bool truth = true;
            IOperation asked = Negations.Inside(argument.Value, ref truth);
            if ((KnownOf(asked).AsBoolean() ?? RememberedValueOf(asked)?.AsBoolean()) is { } known)
                return known == truth;
            return decides && (KeyOf(asked) is not null || _index.Conditions.Find(asked) is not null) ? Decide(asked).AsBoolean() == truth : null;
        }

        return null;
    }

    /// <summary>
    /// What is known where the callee throws: of one without a contract nobody knows whether it had done then what it does, or had taken the object over; a collection or a channel that throws has not, and a lock is not what one is given an object for.
    /// </summary>
    private World WhenThrown(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, ImmutableArray<IArgumentOperation> arguments, ISymbol? followed)
    {
        if (MayTakeCaptured(call, followed))
            return Current with { State = Automaton.Escaped, Claims = null };
        if (_automaton.Ends != 0 && !IsOfCollection(method) && operands.Exists(operand => operand.Target == EffectTarget.Argument && !effects.Concern(operand.Target, operand.Ordinal) && !IsLeftToCaller(ParameterOf(operand, arguments))))
            return Current with { State = Automaton.Escaped, Claims = null };
        if (_state == Automaton.Unknown)
            return WhenCancelled(call, effects, operands);
        if (!Automaton.IsKnown(_state))
            return Current;
        foreach (Effect effect in effects)
        {
            if (effect.IsInferred && (effect.To != Effect.Stay || effect.Displaces) && Automaton.Contains(effect.From, _state) && operands.Exists(operand => effect.IsFor(operand.Target, operand.Ordinal)))
                return Current with { State = effect.To == Automaton.Escaped ? Automaton.Escaped : Automaton.Unknown, Since = null, Claims = null };
        }

        return Current;
    }

    /// <summary>Whether the method is one of the objects' own, from a library, and waits for nothing.</summary>
    private bool IsOfTrackedType(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty && _semantics.Tracks(method.ContainingType) && method.Parameters.IsEmpty && (method.ReturnsVoid || method.ReturnType.SpecialType != SpecialType.None);

    /// <summary>Who waited for a state that had to be another one when he began, and gave up, has not got it.</summary>
    private World WhenCancelled(IOperation call, ImmutableArray<Effect> effects, List<Operand> operands)
    {
        if (!Awaiting.IsCancellable(call))
            return Current;
        foreach (Operand operand in operands)
        {
            if (!operand.Value.IsObject)
                continue;
            uint required = 0;
            uint reached = 0;
            foreach (Effect effect in effects)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal) || effect.IsInferred || effect.IsConditional)
                    continue;
                required |= effect.Requires;
                reached |= effect.DecidesState ? 1u << effect.To : 0;
            }

            if (required != 0 && reached != 0 && (required & reached) == 0)
                return Current with { State = Automaton.FirstOf(required), Since = new Place(call.Syntax, operand.Name) };
        }

        return Current;
    }

    /// <summary>Whether it is what all disposable objects have, where nothing is known of the object's own.</summary>
    private static bool IsDisposal(IMethodSymbol method)
        => method is { Name: nameof(IDisposable.Dispose) or "DisposeAsync", ContainingType: { Name: nameof(IDisposable) or "IAsyncDisposable", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Whether the method does no more than read and write memory and values.</summary>
    private static bool IsAboutMemory(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "MemoryExtensions" or "Math" or "Console" or "String" or "BinaryPrimitives" or "Array",
        ContainingNamespace: { Name: "System" or "Binary" },
    };

    /// <summary>Whether the call is a step of a <c>foreach</c> over an array, over memory or over a library's collection, that calls on nobody else.</summary>
    private bool IsStepThroughElements(IMethodSymbol method, IOperation? receiver)
    {
        if (receiver is null || method.Name is not ("GetEnumerator" or "MoveNext" or "Dispose"))
            return false;
        IOperation? whole = method.Name == "GetEnumerator" ? receiver : _index.Function.EnumeratedBy(receiver);
        ITypeSymbol? type = whole is null ? null : Conversions.InsideBuiltIn(whole).Type;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type is IArrayTypeSymbol
            || Views.IsView(type)
            || (type is { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: true } && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.Immutable");
    }

    private static bool IsOrdinary(ImmutableArray<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            if (!effect.IsInferred)
                return false;
        }

        return true;
    }

    /// <summary>Whether the call is a step of the protocol on the object that is followed and on no other, or only reads a property.</summary>
    private bool IsOnlyAbout(IOperation call, ImmutableArray<Effect> effects, List<Operand> operands, ImmutableArray<IArgumentOperation> arguments)
    {
        if (effects.IsEmpty)
            return call is IPropertyReferenceOperation;
        foreach (Effect effect in effects)
        {
            if (effect.IsInferred || !operands.Exists(operand => operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal)))
                return false;
        }

        return operands.Count == 1 && (operands[0].Target == EffectTarget.Receiver ? arguments : arguments.Where(argument => argument.Value != operands[0].Syntax)).All(argument => !_semantics.Tracks(argument.Value.Type));
    }

    private static bool NeverReturns(ImmutableArray<Effect> effects)
    {
        foreach (Effect effect in effects)
        {
            if (effect.NeverReturns)
                return true;
        }

        return false;
    }

    private static bool Replaces(ImmutableArray<Effect> effects, IParameterSymbol? parameter)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Replaces && effect.Ordinal == parameter?.Ordinal)
                return true;
        }

        return false;
    }

    /// <param name="method">The member.</param>
    /// <param name="receiver">What it is called on.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="effects">What the call does.</param>
    /// <param name="isOnMemory">Whether the member is called on the object, or on a view of its memory, so that a view that it returns is one of that.</param>
    /// <param name="passedOn">The argument that the method returns as it came, or perhaps does; not known where there is none.</param>
    private List<Operand> EvaluateOperands(
        IMethodSymbol method, IOperation? receiver, ImmutableArray<IArgumentOperation> arguments, ImmutableArray<Effect> effects, out bool isOnMemory, out Value passedOn)
    {
        List<Operand>? operands = null;
        isOnMemory = false;
        passedOn = Value.Unknown;
        if (receiver is not null)
        {
            Value value = Evaluate(receiver);
            isOnMemory = value.IsObject || value.IsView;
            if (value.MayBeObject)
                operands = new(1) { new Operand(EffectTarget.Receiver, -1, receiver, value) };
        }

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out)
                continue;
            Value value = Evaluate(argument.Value);
            isOnMemory |= (value.IsObject || value.IsView) && argument.Parameter is { Ordinal: 0 } && Views.IsMakerOfView(method);
            if (!value.MayBeObject && Replaces(effects, argument.Parameter))
                value = ElementValue(argument.Value);
            if (value.MayBeObject)
                (operands ??= new(1)).Add(new Operand(EffectTarget.Argument, argument.Parameter?.Ordinal ?? -1, argument.Value, value));
            if (!value.IsUnknown && argument.Parameter is { Type: { SpecialType: SpecialType.System_Boolean } or { IsReferenceType: true } } same && IsPassedOn(same, method))
                passedOn = value;
            else if (value.MayBeObject && passedOn.IsUnknown && argument.Parameter is { } chosen && _semantics.PerhapsPassesOn(chosen))
                passedOn = Value.PerhapsObject;
            if (Checks.DoesNotReturnIf(argument) is { } condition)
            {
                _diverged |= value.AsBoolean() == condition;
                Refine(argument.Value, !condition);
            }
        }

        return operands ?? NoOperands;
    }

    private bool IsPassedOn(IParameterSymbol parameter, IMethodSymbol method) => _semantics.PassedOn(method)?.Ordinal == parameter.Ordinal;

    /// <summary>
    /// The member whose contract counts: of an interface's member called on a known type, that type's own; where a base that knows nothing of the
    /// interface implements it and has no contract, the interface's.
    /// </summary>
    public static IMethodSymbol ContractOf(IMethodSymbol method, IOperation? receiver, IProtocolSemantics semantics)
        => ImplementationOf(method, receiver) is { } implementation && (!semantics.EffectsOf(implementation).IsEmpty || semantics.EffectsOf(method).IsEmpty)
            ? implementation
            : method;

    /// <summary>What implements the member of an interface in the receiver, or stands for it in the interface by which it is known, as far as its type tells; null for any other method.</summary>
    public static IMethodSymbol? ImplementationOf(IMethodSymbol method, IOperation? receiver)
    {
        if (method.ContainingType?.TypeKind != TypeKind.Interface || receiver is null)
            return null;
        return Conversions.InsideBuiltIn(receiver).Type switch
        {
            { TypeKind: TypeKind.Class or TypeKind.Struct } type => type.FindImplementationForInterfaceMember(method) as IMethodSymbol,
            { TypeKind: TypeKind.Interface } type when method.Parameters.IsEmpty && !SymbolEqualityComparer.Default.Equals(type, method.ContainingType)
                => type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(static member => member.Parameters.IsEmpty),
            _ => null,
        };
    }

    /// <summary>As <see cref="ContractOf"/>; a variable of an interface's type that holds the tracked object is known to be of that object's type.</summary>
    private IMethodSymbol ContractOfReceived(IMethodSymbol method, IOperation? receiver)
    {
        IOperation? named = receiver is null ? null : Conversions.InsideBuiltIn(receiver);
        return method.ContainingType?.TypeKind == TypeKind.Interface
            && named?.Type?.TypeKind == TypeKind.Interface
            && KeyOf(named) is { } key
            && _facts[key].IsObject
            && _tracked?.Type?.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
                ? implementation
                : ContractOf(method, receiver, _semantics);
    }

    /// <summary>Chooses the result on which the conditional effects depend, where any of them concerns the tracked object.</summary>
    private Value ChooseResult(IOperation call, IMethodSymbol method, ImmutableArray<Effect> effects, List<Operand> operands, bool discarded)
    {
        foreach (Effect effect in effects)
        {
            if (effect.Answers is { } answer && (effect.IsInferred || (Automaton.Contains(effect.From, _state) && Concerns(effect, operands, call))))
                return Value.Is(answer);
        }

        bool makes = _state == Automaton.Absent && IsOrigin(call);
        if (effects.IsEmpty && !makes)
            return !discarded && call is IInvocationOperation { Arguments: var arguments } && IsTriedPut(method, arguments, operands) && !IsLost(call) ? Value.Of(_oracle.Choose(2) == 0) : Value.Unknown;
        List<object?>? constants = null;
        foreach (Effect effect in effects)
        {
            if (effect.IsConditional && constants?.Contains(effect.When) != true && (Concerns(effect, operands, call) || (makes && Makes(effect))))
                (constants ??= []).Add(effect.When);
        }

        if (constants is null)
        {
            bool mayBeNull = makes && ((TrackedObject.Made)_tracked!).OutOrdinal < 0
                && method.ReturnNullableAnnotation == NullableAnnotation.Annotated;
            return mayBeNull && _oracle.Choose(2) == 1 ? Value.Null : Value.Unknown;
        }

        // Who does not look takes for granted that it went well; that this may be wrong is another rule's business.
        if (discarded)
            return constants.Contains(true) ? Value.Of(true) : constants.Count == 1 ? Value.Is(constants[0]) : Value.Unknown;
        if (IsLost(call))
            return Value.Unknown;
        bool isBoolean = constants[0] is bool;
        int alternatives = isBoolean ? 2 : constants.Count + (AreAll(constants, call.Type) ? 0 : 1);
        int choice = _oracle.Choose(alternatives);
        if (choice < constants.Count)
            return Value.Is(constants[choice]);
        return isBoolean ? Value.Of(!(bool)constants[0]!) : AnyBut(constants, call.Type);
    }

    /// <summary>A result that is none of the constants; where an enum has but one more member, it is that.</summary>
    private static Value AnyBut(List<object?> constants, ITypeSymbol? type)
        => MembersBut(constants, type) is [var other] ? Value.Is(other) : Value.IsNot(constants[constants.Count - 1]);

    /// <summary>Whether the constants are all members that the enum has.</summary>
    private static bool AreAll(List<object?> constants, ITypeSymbol? type) => MembersBut(constants, type) is [];

    private static object?[]? MembersBut(List<object?> constants, ITypeSymbol? type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Enum }
            ? [.. type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue && !constants.Contains(member.ConstantValue)).Select(member => member.ConstantValue)]
            : null;

    private bool Concerns(Effect effect, List<Operand> operands, IOperation call)
    {
        if (_state is Automaton.Absent or Automaton.Escaped)
            return false;
        if (effect.Target == EffectTarget.Everyone)
            return ReachesEveryone(effect, call) && (Automaton.Contains(effect.From, _state) || (_claims is { } claims && Automaton.Contains(effect.From, claims.Base)));
        foreach (Operand operand in operands)
        {
            if (operand.Value.IsObject && effect.IsFor(operand.Target, operand.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether the tracked object is what the call puts into a place by reference, from which it may take the one of a round before.</summary>
    private bool PutsAnother(IOperation call, ImmutableArray<Effect> effects)
        => _tracked is TrackedObject.Made { OutOrdinal: >= 0 } made && IsOrigin(call) && effects.Any(effect => effect is { IsInferred: true, Target: EffectTarget.Replacement } && made.IsMadeBy(effect));

    private bool Makes(Effect effect) => _tracked is TrackedObject.Made made && made.IsMadeBy(effect);

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
        bool makes = _state == Automaton.Absent && IsOrigin(call);
        int state = call is IObjectCreationOperation ? _semantics.StateOfNew
            : call is IPropertyReferenceOperation element && LenderOf(element) is { } lender && _index.NamesOnlyOne(lender.ContainingType) ? _semantics.LentStateOf(lender)
            : Automaton.Unknown;
        bool isAssumed = makes && !Automaton.IsKnown(state) && IsTakenOutOfCollection(call) && !(call is IPropertyReferenceOperation part && LenderOf(part) is { } owned && Automaton.IsKnown(_semantics.LentStateOf(owned)));
        if (isAssumed)
            state = _semantics.StateOfFound;
        Sharing? sharing = makes && call is IPropertyReferenceOperation { Instance: { } owner } shown && _semantics.SharingOf(method) is { } shared && IsOnlyLookedAt(owner, shared) && !(Automaton.Contains(_automaton.Tied, shared.State) && IsClaimedByAnotherMention(shown)) ? shared : null;
        if (sharing is not null)
            state = sharing.State;
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
                if (effect.IsMetBy(result) != true)
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
            if (argument.Parameter is not { RefKind: RefKind.Out or RefKind.Ref } parameter)
                continue;
            bool isMade = makes && parameter.Ordinal == made!.OutOrdinal;
            if (isMade && exists)
                Create(state, isAssumed ? null : new Place(call.Syntax, OperandName.Of(argument.Value)));
            if (parameter.RefKind == RefKind.Ref)
            {
                // The place stays where it is, and its owner knows of it; what a helper does there is as good as done here.
                if (isMade && exists && effects.Any(static effect => effect is { Target: EffectTarget.Replacement, IsInferred: true }))
                    Assign(argument.Value, Value.Object);
                else if (isMade && exists && (KeyOf(argument.Value) ?? ElementKeyOf(argument.Value)) is { } place)
                    Set(place, Value.Object);
                continue;
            }

            Assign(argument.Value, isMade ? (exists ? Value.Object : Value.Null) : NullnessOf(parameter, result));
        }

        if (!makes || made!.OutOrdinal >= 0)
            return result;
        if (!exists)
            return Value.Null;

        // What is shared is so since before anybody looked.
        Create(state, sharing is not null || isAssumed ? null : new Place(call.Syntax, OperandName.OfResult(call)));
        if (sharing is not null && _owner is not null)
            Set(OwnerShowsIt, Value.Of(true));
        return Value.Object;
    }

    /// <summary>What the result tells of what else comes out of the call: there is something, or nothing.</summary>
    private static Value NullnessOf(IParameterSymbol parameter, Value result)
        => result.AsBoolean() is { } truth && FlowAttributes.IsNotNullWhen(parameter) is { } when ? (truth == when ? Value.NotNull : Value.Null) : Value.Unknown;

    /// <summary>
    /// Whether the function got the object from a library or from callers that it does not know, and does no more with it than ask it for something, or call members of it but
    /// the one that ends the sharing: then nobody can have called that.
    /// </summary>
    private bool IsOnlyLookedAt(IOperation owner, Sharing sharing)
    {
        if (_index.Function.VariableOf(owner) is not { } variable)
            return false;

        // Another name for it is looked at as closely.
        List<ISymbol> names = [variable];
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is not (ILocalSymbol or IParameterSymbol { RefKind: RefKind.None })
                || _index.Variables.IsOuter(names[i])
                || (names[i] is IParameterSymbol parameter && !_semantics.ArrivesSharing(parameter, sharing))
                || !_index.Function.MentionsOf(names[i]).All(mention => IsLookedAt(mention, sharing, names)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the object may be kept, or may get a further claim, by another mention of the property in which it is; of the first one of all the others are followed as well.</summary>
    private bool IsClaimedByAnotherMention(IPropertyReferenceOperation mention)
    {
        bool? isOnEveryWay = null;
        foreach (IOperation operation in _index.Function.Operations)
        {
            if (operation is not IPropertyReferenceOperation other || other == mention || !SymbolEqualityComparer.Default.Equals(other.Property, mention.Property))
                continue;
            bool isOnlyAsked = other.Parent switch
            {
                IPropertyReferenceOperation asked => asked.Instance == other,
                IInvocationOperation call => call.Instance == other && _semantics.EffectsOf(call.TargetMethod).IsEmpty,
                _ => false,
            };
            if (!isOnlyAsked && !(other.Syntax.SpanStart > mention.Syntax.SpanStart && (isOnEveryWay ??= _index.Function.IsOnEveryWay(mention.Syntax)) == true))
                return true;
        }

        return false;
    }

    /// <param name="mention">A mention of the owner.</param>
    /// <param name="sharing">What ends the sharing.</param>
    /// <param name="names">The names that the owner has, to which another one may come.</param>
    private bool IsLookedAt(IOperation mention, Sharing sharing, List<ISymbol> names)
    {
        IOperation named = mention;
        while (named.Parent is IConversionOperation { OperatorMethod: null })
            named = named.Parent;
        if (named.Parent is ISimpleAssignmentOperation { IsRef: false } assignment
            && _index.Function.VariableOf(assignment.Value == named ? assignment.Target : Conversions.InsideBuiltIn(assignment.Value)) is { } name)
        {
            if (!names.Contains(name, SymbolEqualityComparer.Default))
                names.Add(name);
            return true;
        }

        if (Assignment.IsTarget(mention))
            return IsGivenByLibrary(mention);
        return named.Parent switch
        {
            IPropertyReferenceOperation property => property.Instance == named,
            IInvocationOperation call => call.Instance == named && call.TargetMethod.Name != sharing.Until,
            IIsNullOperation or IBinaryOperation { OperatorMethod: null } => true,
            IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
            IFlowCaptureOperation => mention.Syntax.Parent is UsingStatementSyntax,
            _ => false,
        };
    }

    /// <summary>Whether what is written into the variable comes out of a method whose source is not at hand.</summary>
    private static bool IsGivenByLibrary(IOperation target)
    {
        IOperation? call = target.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.Out } argument => argument.Parent,
            IDeclarationExpressionOperation { Parent: IArgumentOperation { Parameter.RefKind: RefKind.Out } argument } => argument.Parent,
            ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Value,
            _ => null,
        };
        while (call is IConversionOperation { OperatorMethod: null } or IAwaitOperation)
            call = call.ChildOperations.First();
        return call is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true };
    }

    /// <summary>The property out of whose value the element is read.</summary>
    private IMethodSymbol? LenderOf(IPropertyReferenceOperation element) => LenderOf(_index.Function.WholeOf(element) ?? element.Instance);

    private IMethodSymbol? LenderOf(IOperation? whole)
        => whole is not null && _index.Originals.Of(whole) is IPropertyReferenceOperation { Property.GetMethod: { } lender } ? lender : null;

    private void Create(int state, Place? since)
    {
        (_state, _since, _claims) = (state, Automaton.IsKnown(state) ? since : null, null);

        // Its member was called.
        if (_owner is not null)
        {
            foreach (CaptureId capture in _facts[_owner].IsUnknown ? _index.Function.CapturesOfValue(_owner) : [])
                Set(capture, Value.NotNull);
            Set(_owner, Value.Owner);
            Set(OwnerStays, Value.Of(true));
            Set(NobodyHasIt, Value.Of(true));
        }

        if (_tracked is TrackedObject.Made { IsLookedUp: true } made && ElementKeyOf(made.Operation) is { } element)
            Set(element, Value.Object);
    }
}
