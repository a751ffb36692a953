using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// Evaluates the straight-line code of a block in one world: what each expression yields, and what it does to the tracked object.
/// Operations that it does not know are evaluated for their parts, and never thrown at.
/// </summary>
internal sealed partial class Interpreter
{
    /// <summary>The fact under which a path's returned value is kept until the exit.</summary>
    public static readonly object ReturnedValue = new();

    /// <summary>The fact under which a path keeps the state in which the object must have been when the function began, as far as its first step is right.</summary>
    public static readonly object StateOnEntry = new();

    /// <summary>The fact that somebody has pinned the object's memory.</summary>
    public static readonly object MemoryPinned = new();

    // The function itself had brought the object into the state into which it has tried to bring it, which cannot be done twice.
    private static readonly object RefusedToItself = new();

    // As long as the variable names the owner that named it when the object came out of it.
    private static readonly object OwnerStays = new();

    // As long as nobody else has got an object that lives by its owner's claim, and so no further claim is for him.
    private static readonly object NobodyHasIt = new();

    // Whether its owner shows the same object each time that it is asked.
    private static readonly object OwnerShowsIt = new();

    // Whether what ends an object has given back a claim that something else could have: then that gives back the last one.
    private static readonly object EndedBefore = new();

    // What a step on an expression has behind it.
    private static readonly object ConditionPassed = new();
    private static readonly object JoinPassed = new();
    private static readonly object SightLost = new();

    private readonly GraphIndex _index;
    private readonly IProtocolSemantics _semantics;
    private readonly TrackedObject? _tracked;
    private readonly IBreachObserver _observer;
    private readonly Automaton _automaton;
    private readonly bool _isOnlyObject;

    // The expression whose object is followed, as long as nobody else can have come to it; null for all other objects.
    private readonly AccessPath? _path;

    // What names the object out of whose member the tracked one came, where that one's end is this one's; null for most.
    private readonly ISymbol? _owner;

    private readonly Oracle _oracle = new();
    private readonly List<Outcome> _outcomes = [];

    private World _world = new(Automaton.Absent, null, Facts.None);
    private Facts _facts = Facts.None;
    private int _state;
    private Place? _since;
    private Claims? _claims;
    private bool _isPast;
    private bool _diverged;

    // The tuple or the collection that is returned, where what is in it may still be ended before the caller gets it.
    private IOperation? _returned;

    public Interpreter(GraphIndex index, IProtocolSemantics semantics, TrackedObject? tracked, bool isOnlyObject, IBreachObserver observer)
    {
        _index = index;
        _semantics = semantics;
        _automaton = semantics.Automaton;
        _tracked = tracked;
        _path = (tracked as TrackedObject.Named)?.Path;
        _isOnlyObject = isOnlyObject;
        _observer = observer;
        _owner = OwnerOf(tracked);
    }

    private World Current => _world.State == _state && ReferenceEquals(_world.Since, _since) && ReferenceEquals(_world.Facts, _facts) && ReferenceEquals(_world.Claims, _claims) && _world.IsPast == _isPast
        ? _world
        : _world = new World(_state, _since, _facts, _claims, _isPast);

    /// <summary>
    /// Evaluates an operation in a world; each outcome is a world in which control goes on, with the operation's value. The list is the same one each time.
    /// </summary>
    public List<Outcome> Run(IOperation operation, World world)
    {
        _outcomes.Clear();
        _oracle.Reset();
        do
        {
            Enter(world);
            _diverged = false;
            Value value = Evaluate(operation);
            if (!_diverged)
                _outcomes.Add(new(Current, value));
        }
        while (_oracle.Advance());

        return _outcomes;
    }

    /// <summary>Evaluates the operand of a <c>return</c>: the object, if it is that, goes to the caller.</summary>
    /// <param name="operand">What is returned.</param>
    /// <param name="world">What is known.</param>
    /// <param name="isLast">Whether nothing is done after it: else a finally block may still end the object that the caller gets.</param>
    /// <param name="isCallers">Whether the object is the caller's, who gets it back.</param>
    public List<Outcome> RunReturn(IOperation operand, World world, bool isLast, bool isCallers)
    {
        bool isUsedBeyond = !isLast && _automaton.ForbidsUse != 0;
        _returned = isUsedBeyond ? WholeIn(operand) : null;
        List<Outcome> outcomes = Run(operand, world);
        for (int i = 0; i < outcomes.Count; i++)
        {
            (World after, Value value) = outcomes[i];
            Enter(after);
            bool isKnownBeyond = value.IsObject && Automaton.IsKnown(_state) && (isCallers || isUsedBeyond);
            if (_returned is null)
                HandOut(operand, value, isKept: isKnownBeyond);
            else if (!isKnownBeyond)
                Store(value);
            outcomes[i] = new(Current with { Facts = _facts.With(ReturnedValue, value.MayBeObject && !isKnownBeyond ? Value.NotNull : value) }, value);
        }

        _returned = null;
        return outcomes;
    }

    /// <summary>The tuple or the collection that the operand makes of its parts; null where it makes none.</summary>
    private static IOperation? WholeIn(IOperation operand) => Conversions.InsideBuiltIn(operand) switch
    {
        ITupleOperation tuple => tuple,
        IArrayCreationOperation { Initializer: { } initializer } => initializer,
        var other => IsCollection(other) ? other : null,
    };

    /// <summary>What is known when the condition is asked, before it has come out: less, where the answer tells more than is known here.</summary>
    public World Ask(IOperation condition, Value value, World world)
    {
        if (value.AsBoolean() is not null)
            return world;
        Enter(world);
        if (AsksWhatTells(condition))
            Forget();
        return Current;
    }

    /// <summary>What is known once the condition has come out one way; null when it cannot.</summary>
    public World? Assume(IOperation condition, Value value, bool truth, World world)
    {
        if (value.AsBoolean() is { } known)
            return known == truth ? Remember(condition, truth, world) : null;

        Enter(world);
        if (_path is { IsStable: false })
        {
            // Two steps of which each is under a condition of its own may never both be done.
            if (_facts[JoinPassed].AsBoolean() == true)
                return null;
            Set(ConditionPassed, Value.Of(true));
        }

        _diverged = false;
        if (AsksOtherwise(condition, truth) | AsksInOtherWords(condition, truth) | _observer.LosesCount(condition))
            Forget();
        Refine(condition, truth);
        return _diverged ? null : Current;
    }

    /// <summary>Of what an expression names: past a condition only what stands under that condition is sure to come after the step, and past other ways only what stands under none.</summary>
    public static World? AfterJoin(World world)
        => world.Facts[ConditionPassed].AsBoolean() == true ? null : world with { Facts = world.Facts.With(JoinPassed, Value.Of(true)) };

    /// <summary>What followed from constants is known by the condition's text, too: the constants may be forgotten where ways join.</summary>
    private World? Remember(IOperation condition, bool truth, World world)
    {
        // What is said instead of an answer contradicts the answer that there was.
        if (condition is ILiteralOperation && _index.Conditions.Known(condition, world.Facts) == !truth)
            return null;
        Facts facts = _index.Conditions.Milestones.Reach(condition, truth, world.Facts);
        facts = _index.Conditions.Tell(condition, truth, facts) ?? facts;
        facts = _index.Conditions.FirstRounds.GoOn(condition, facts);
        if (_index.Conditions.Correlated?.Find(condition) is { } question && DecidesState(question))
            facts = facts.With(question.Key, Value.Of(truth));
        return ReferenceEquals(facts, world.Facts) ? world : world with { Facts = facts };
    }

    private void Enter(World world)
    {
        _world = world;
        (_state, _since, _facts, _claims, _isPast) = world;
    }

    private Value Evaluate(IOperation? operation)
    {
        if (operation is null || _diverged)
            return Value.Unknown;
        if (operation.ConstantValue.HasValue)
            return Value.Is(operation.ConstantValue.Value);
        if (_path is not null && _path.Includes(operation))
            return Value.Object;

        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ILocalReferenceOperation { Local.IsRef: true } when _index.Function.RefLocals.PlaceOf(operation) is var place && place != operation:
                return Evaluate(place);
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                object? variable = KeyOf(operation);
                AskFlag(variable, operation);
                Value held = variable is null ? Value.Unknown : AsReadBy(operation, _facts[variable]);
                CheckView(operation, held);

                // Of an element by reference, what is read is a copy.
                if (held.IsView && Views.IsElement(operation) && operation.Parent is not ISimpleAssignmentOperation { IsRef: true })
                    return Value.Unknown;
                if (held.IsConstant(out _))
                    LoseOutcome(operation, variable);
                return held;
            case IFlowCaptureOperation { Value.Type.IsTupleType: true } capture when Conversions.InsideBuiltIn(capture.Value) is ITupleOperation written && _index.Tuples.PlaceOf(written) is { } place:
                SetParts(place, capture.Value);
                return Value.Unknown;
            case IFlowCaptureOperation capture:
                Value captured = Evaluate(capture.Value);
                CheckEmptiedAsked(capture);
                _facts = _index.Conditions.FirstRounds.Begin(capture.Id, _facts);

                // What `a && b` is goes into a variable, perhaps, and both are asked again.
                if (captured.IsUnknown && !_diverged && (IsPartOfLogic(capture.Value.Syntax)
                    ? IsTruthOfVariable(capture.Value) || IsAskedAgain(capture.Value)
                    : IsSwitchedOn(capture.Value) && IsToBeKnown(capture.Value)))
                {
                    captured = Decide(capture.Value);
                }
                else if (captured.AsBoolean() is bool certain && IsSwitchedOn(capture.Value))
                {
                    _facts = _index.Conditions.Milestones.Reach(Negations.Inside(capture.Value, ref certain), certain, _facts);
                }

                Set(capture.Id, captured.IsOpen(capture.Value.Type) && !_diverged && InsteadOfSentinel(capture) is { IsUnknown: false } instead ? instead : captured);
                return Value.Unknown;
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IInstanceReferenceOperation:
                return Value.Unknown;
            case ITypeOfOperation:
                return Value.NotNull;
            case IDefaultValueOperation { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                return Value.Null;
            case IConversionOperation conversion:
                return EvaluateConversion(conversion);
            case IAwaitOperation await:
                return EvaluateAwait(await);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IIsNullOperation isNull:
                return Evaluate(isNull.Operand).EqualTo((object?)null) is { } nullness ? Value.Of(nullness) : RememberedValueOf(isNull) ?? Value.Unknown;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Evaluate(not.Operand).Not();
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case IIsPatternOperation or IIsTypeOperation when RememberedValueOf(operation) is { } remembered && !(operation is IIsPatternOperation { Pattern: var asking } && Patterns.GivesName(asking)):
                return remembered;
            case IIsPatternOperation pattern:
                Value matched = Match(pattern.Pattern, Evaluate(pattern.Value), pattern.Value);
                return matched.IsUnknown && RememberedValueOf(pattern) is { } known ? known : matched;
            case ISimpleAssignmentOperation assignment:
                return EvaluateAssignment(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                return EvaluateDeconstruction(deconstruction);
            // From C# 14 on a type may have an operator that changes its object, and leaves the variable what it is.
            case ICompoundAssignmentOperation { OperatorMethod.IsStatic: false } or IIncrementOrDecrementOperation { OperatorMethod.IsStatic: false }:
                foreach (IOperation part in operation.ChildOperations)
                    Store(Evaluate(part));
                return Value.Unknown;
            case ICompoundAssignmentOperation compound:
                Value former = Evaluate(compound.Target);
                Value operand = Evaluate(compound.Value);
                Store(operand);
                Value combined = compound.OperatorMethod is not null ? Value.Unknown
                    : Calculate(compound.OperatorKind, former, operand) is { IsUnknown: false } sum ? sum
                    : _index.Counts.Sum(compound, former, operand);
                Count(compound.Target, combined);
                return combined;
            case IIncrementOrDecrementOperation increment:
                Value counted = Evaluate(increment.Target);
                _diverged |= _index.Counts.IsTakenFromNothing(increment, counted);
                Value next = _index.Counts.Next(increment, counted);
                if (next.IsUnknown && _index.Function.VariableOf(increment.Target) is { } counter && _index.Conditions.Milestones.BeginningOf(counter) is { } beginning && counted.EqualTo(beginning) == false)
                    next = Value.IsNot(beginning);
                Count(increment.Target, next, isByOne: true);
                return increment.IsPostfix ? counted : next;
            case IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } unwrapping:
                return RememberedValueOf(operation) ?? Evaluate(unwrapping.Instance);
            case IInvocationOperation configuration when Awaiting.IsConfiguration(configuration):
                Value task = Evaluate(configuration.Instance);
                EvaluateAll(configuration.Arguments.CastArray<IOperation>());
                return task;
            case IInvocationOperation when RememberedValueOf(operation) is { } remembered:
                return remembered;
            case IInvocationOperation { Arguments: [{ Value: var one }, { Value: var other }] } comparison when FlowAttributes.ComparesReferences(comparison.TargetMethod):
                return AreSame(one, Evaluate(one), other, Evaluate(other)) is { } same ? Value.Of(same) : Value.Unknown;
            case IInvocationOperation { TargetMethod: { Name: nameof(string.IsNullOrEmpty) or nameof(string.IsNullOrWhiteSpace), ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] }:
                return IsEmpty(Evaluate(text)) is { } isEmpty ? Value.Of(isEmpty) : Value.Unknown;
            case IInvocationOperation { TargetMethod: { Name: nameof(Enum.HasFlag), ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } flags, Arguments: [{ Value: var flag }] }:
                return Evaluate(flags).Includes(Evaluate(flag)) is { } isSet ? Value.Of(isSet) : Value.Unknown;
            case IInvocationOperation invocation:
                return Call(invocation, invocation.TargetMethod, invocation.Instance, invocation.Arguments);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return Call(creation, constructor, null, creation.Arguments);
            case IPropertyReferenceOperation asked when NullableAskedFor("HasValue", asked) is { } nullable:
                return Evaluate(nullable).EqualTo((object?)null) is { } isNothing ? Value.Of(!isNothing) : Value.Unknown;
            case IPropertyReferenceOperation asked when NullableAskedFor("Value", asked) is { } nullable:
                return Evaluate(nullable);
            case IPropertyReferenceOperation property:
                return EvaluateProperty(property);
            case IFieldReferenceOperation field:
                return EvaluateField(field);
            case IArrayElementReferenceOperation element:
                UseOf(element.ArrayReference, Evaluate(element.ArrayReference), null);
                EvaluateAll(element.Indices);
                return KeyOf(element) is { } slot && !_facts[slot].IsUnknown ? _facts[slot] : HeldBy(element) ?? RememberedValueOf(element) ?? Yield(element);
            case IImplicitIndexerReferenceOperation part when !Views.IsView(part.Instance.Type):
                UseOf(part.Instance, Evaluate(part.Instance), null);
                Evaluate(part.Argument);
                return Yield(part);
            case IImplicitIndexerReferenceOperation part:
                Value whole = Evaluate(part.Instance);
                Evaluate(part.Argument);
                return whole.IsView && (Views.IsView(part.Type) || IsKeptElement(part)) ? whole : Yield(part);
            case IFlowAnonymousFunctionOperation:
                CheckCaptured(operation);
                EscapeCaptured(operation);
                return Value.Unknown;
            case IMethodReferenceOperation reference:
                EscapeCaptured(operation);
                if (reference.Instance is { } instance)
                    Store(Evaluate(instance));
                return Value.Unknown;
            case IReturnOperation { ReturnedValue: { } yielded }:
                HandOut(yielded, Evaluate(yielded));
                LoseSight();
                _observer.OnYield(operation.Syntax, Current);
                return Value.Unknown;
            case IInterpolatedStringOperation or IInterpolationOperation or IInterpolatedStringTextOperation or IIsTypeOperation or INameOfOperation:
                foreach (IOperation part in operation.ChildOperations)
                    Evaluate(part);
                return Value.Unknown;
            case ITupleOperation tuple:
                Value ofParts = Value.Unknown;
                foreach (IOperation element in tuple.Elements)
                {
                    Value kept = Evaluate(element);
                    if (tuple.Parent is not ITupleBinaryOperation)
                        UseOf(element, kept, null);
                    if (kept.IsObject && tuple == _returned)
                        ofParts = kept;
                    else
                        Store(kept);
                    if (kept.IsView && !ofParts.IsObject)
                        ofParts = kept;
                }

                return ofParts;
            case { Kind: OperationKind.None, Syntax.Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FixedStatementSyntax } } } }:
                // The pointer is good as long as the statement, and keeps nothing.
                foreach (IOperation part in operation.ChildOperations)
                    UseOf(part, Evaluate(part), null);
                return Value.Unknown;
            default:
                // Collections keep what is put into them, and what is not known may.
                LoseSight();
                ILocalSymbol? array = IsCollection(operation) ? _index.Arrays.ArrayWrittenBy(operation) : null;
                int number = 0;
                Value ofReturned = Value.Unknown;
                foreach (IOperation part in operation.ChildOperations)
                {
                    Value stored = Evaluate(part);
                    if (array is not null)
                        Set(new ArraySlot(array, number++), stored);
                    if (IsCollection(operation))
                        UseOf(part, stored, null);
                    if (stored.IsObject && _returned is not null && (operation == _returned || part == _returned))
                        ofReturned = stored;
                    else
                        Store(stored);
                }

                return ofReturned;
        }
    }

    /// <summary>An array's or a collection's initializer; the kind of collection expressions has no name in the oldest compiler.</summary>
    private static bool IsCollection(IOperation operation) => operation is IArrayInitializerOperation || operation.Syntax is CollectionExpressionSyntax;

    private void EvaluateAll(ImmutableArray<IOperation> operations)
    {
        foreach (IOperation operation in operations)
            Evaluate(operation);
    }

    private Value EvaluateAwait(IAwaitOperation await)
    {
        Value value = Evaluate(await.Operation);
        LoseSight();
        Fade();
        EscapeKept();

        // Meanwhile others may have seen to what a field keeps.
        if (_facts.HoldsView)
            _facts = _facts.Rewrite(static (key, known) => known.IsView && key is IFieldSymbol or IPropertySymbol, static _ => Value.Unknown);
        return value.IsUnknown ? Yield(await) : value;
    }

    private Value EvaluateConversion(IConversionOperation conversion)
    {
        Value value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is not null)
        {
            UseOf(conversion.Operand, value, conversion.OperatorMethod);
            if (conversion.OperatorMethod.Parameters is [{ } parameter, ..] && !_semantics.Borrows(parameter))
                Store(value);
            return (value.IsView || value.IsObject) && Views.IsView(conversion.Type) ? Value.View : Value.Unknown;
        }

        if (IsOrigin(conversion) && !value.MayBeObject)
            return Yield(conversion);

        // From C# 14 on the language itself makes a span of an array, and of a span one that is only read; a tuple's parts are converted one by one.
        if (Views.IsView(conversion.Type))
        {
            UseOf(conversion.Operand, value, null);
            return value.IsView || value.IsObject ? Value.View : Value.Unknown;
        }

        if (value.IsView && conversion is { Operand: ITupleOperation, Type.IsTupleType: true })
            return value;

        if (conversion is { OperatorMethod: null, Type.SpecialType: SpecialType.System_Int64, Operand.Type.SpecialType: SpecialType.System_Int32 })
            return value.AsLong();

        if (!value.IsConstant(out _) && !value.MayBeObject && conversion.GetConversion().IsBoxing && conversion.Operand.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
            return Value.NotNull;

        // Unboxing and casting keep the reference; any other number that changes its type is another constant.
        bool keepsConstant = conversion.GetConversion() is { IsIdentity: true } or { IsReference: true } or { IsNullLiteral: true } or { IsConditionalExpression: true } or { IsSwitchExpression: true } or { IsNullable: true } or { IsBoxing: true } or { IsUnboxing: true };
        return value.MayBeObject || keepsConstant || IsSameNumber(conversion) || IsWidened(conversion) ? value : Value.Unknown;
    }

    /// <summary>The nullable whose property of the name the operation reads; null for any other operation.</summary>
    private static IOperation? NullableAskedFor(string name, IOperation operation)
        => operation is IPropertyReferenceOperation { Property: { ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } property, Instance: { } nullable } && property.Name == name ? nullable : null;

    /// <summary>Whether an enum becomes the number behind it, or the other way round: the constant stays what it is.</summary>
    private static bool IsSameNumber(IConversionOperation conversion)
        => (conversion.Operand.Type?.TypeKind == TypeKind.Enum || conversion.Type?.TypeKind == TypeKind.Enum)
            && NumberBehind(conversion.Operand.Type) is not SpecialType.None and var number
            && number == NumberBehind(conversion.Type);

    /// <summary>Whether a number of less than 32 bits, or a character, becomes one of type <see cref="int"/>, as it does wherever it is compared.</summary>
    private static bool IsWidened(IConversionOperation conversion)
        => conversion is { Type.SpecialType: SpecialType.System_Int32, Operand.Type.SpecialType: SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char };

    private static SpecialType NumberBehind(ITypeSymbol? type)
        => type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying.SpecialType : type?.SpecialType ?? SpecialType.None;

    private Value EvaluateBinary(IBinaryOperation binary)
    {
        if (binary.LeftOperand is not IBinaryOperation)
            return Combine(binary, Evaluate(binary.LeftOperand), Evaluate(binary.RightOperand));

        // A long chain of + is nested to the left as deep as it is long.
        Stack<IBinaryOperation> spine = new();
        IOperation leftmost = binary;
        while (leftmost is IBinaryOperation inner && !inner.ConstantValue.HasValue)
        {
            spine.Push(inner);
            leftmost = inner.LeftOperand;
        }

        Value left = Evaluate(leftmost);
        while (spine.Count > 0)
        {
            IBinaryOperation operation = spine.Pop();
            Value right = Evaluate(operation.RightOperand);
            left = Combine(operation, left, right);
        }

        return left;
    }

    private Value Combine(IBinaryOperation binary, Value left, Value right)
    {
        if (RememberedValueOf(binary) is { } remembered)
            return remembered;
        if (binary.OperatorMethod is not null && !left.MayBeObject && !right.MayBeObject && NullTests.TestedIn(binary, out _) is null)
            return Value.Unknown;
        Value combined = binary.OperatorKind switch
        {
            // Of nothing no order is true.
            _ when binary.IsLifted && Comparison.IsOrder(binary.OperatorKind) && (left.EqualTo((object?)null) == true || right.EqualTo((object?)null) == true) => Value.Of(false),
            BinaryOperatorKind.Equals => AreSame(binary.LeftOperand, left, binary.RightOperand, right) is { } equal ? Value.Of(equal) : Value.Unknown,
            BinaryOperatorKind.NotEquals => AreSame(binary.LeftOperand, left, binary.RightOperand, right) is { } equal ? Value.Of(!equal) : Value.Unknown,
            BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr => Calculate(binary.OperatorKind, left, right),
            _ => (Holds(binary.OperatorKind, left, right) ?? _index.Counts.IsMore(binary, left, right)) is { } holds ? Value.Of(holds) : Value.Unknown,
        };
        return combined.IsUnknown ? _index.Conditions.RunOut.BeforeFirst(binary, _index.Conditions.Find(binary)) : combined;
    }

    /// <summary>Whether two values are equal; null where that is not known.</summary>
    private bool? AreSame(IOperation one, Value ofOne, IOperation other, Value ofOther)
        => ofOne.EqualTo(ofOther) ?? (IsAnotherParameter(one, ofOne, other, ofOther) || IsAnotherParameter(other, ofOther, one, ofOne) ? false : (bool?)null) ?? IsSelected(one, ofOne, other, ofOther) ?? IsSelected(other, ofOther, one, ofOne);

    /// <summary>Whether a variable that is given one of several objects (<see cref="Selections"/>) was given the other one; null where nothing tells.</summary>
    private bool? IsSelected(IOperation variable, Value held, IOperation other, Value ofOther)
    {
        if (!_semantics.Tracks(_index.Function.ValueOf(Conversions.InsideBuiltIn(variable)).Type) || _index.Selections.GivenTo(variable) is not { } given || !given.Any(Is))
            return null;
        if (held.IsObject != ofOther.IsObject)
            return (held.IsObject ? ofOther : held).MayBeObject ? null : false;

        // It was not given the object, and so what is left.
        return !held.MayBeObject && !ofOther.MayBeObject && given.All(value => Is(value) || KeyOf(value) is { } key && _facts[key].IsObject) ? true : null;

        bool Is(IOperation value) => _index.Selections.AreSame(value, other);
    }

    /// <summary>
    /// Whether a variable that was given one parameter's object is compared with another parameter: that asks which of the two it was given, as
    /// <c>first == a ? b : a</c> does, and not whether the caller passed one object twice.
    /// </summary>
    private bool IsAnotherParameter(IOperation variable, Value held, IOperation other, Value ofOther)
        => held.IsObject
            && !ofOther.MayBeObject
            && _tracked is TrackedObject.Initial { Variable: IParameterSymbol }
            && Conversions.InsideBuiltIn(variable) is ILocalReferenceOperation
            && _index.Originals.Of(variable) is not IParameterReferenceOperation
            && _index.Originals.Of(other) is IParameterReferenceOperation { Parameter: var parameter }
            && !_index.Function.Assigns.Contains(parameter);

    /// <summary>Whether the code is an operand of "and" or "or" with short-circuit.</summary>
    private static bool IsPartOfLogic(SyntaxNode code)
    {
        while (code.Parent is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax)
            code = code.Parent;
        return code.Parent.IsKind(SyntaxKind.LogicalAndExpression) || code.Parent.IsKind(SyntaxKind.LogicalOrExpression);
    }

    /// <summary>Whether a <c>switch</c> goes one way or the other by the condition.</summary>
    private static bool IsSwitchedOn(IOperation condition)
    {
        if (condition.Type?.SpecialType != SpecialType.System_Boolean)
            return false;
        SyntaxNode code = condition.Syntax;
        while (code.Parent is ParenthesizedExpressionSyntax)
            code = code.Parent;
        return code.Parent is SwitchStatementSyntax or SwitchExpressionSyntax;
    }

    /// <summary>What "and" and "or" without short-circuit make of two truths, and what comes of two known numbers; of anything else nothing is known.</summary>
    private static Value Calculate(BinaryOperatorKind kind, Value left, Value right) => kind switch
    {
        BinaryOperatorKind.And when left.AsBoolean() == false || right.AsBoolean() == false => Value.Of(false),
        BinaryOperatorKind.And when left.AsBoolean() == true && right.AsBoolean() == true => Value.Of(true),
        BinaryOperatorKind.Or when left.AsBoolean() == true || right.AsBoolean() == true => Value.Of(true),
        BinaryOperatorKind.Or when left.AsBoolean() == false && right.AsBoolean() == false => Value.Of(false),
        BinaryOperatorKind.And => left.Apply(right, static (one, other) => one & other),
        BinaryOperatorKind.Or => left.Apply(right, static (one, other) => one | other),
        BinaryOperatorKind.ExclusiveOr => left.Apply(right, static (one, other) => one ^ other),
        BinaryOperatorKind.Add => left.Apply(right, static (one, other) => unchecked(one + other)),
        BinaryOperatorKind.Subtract => left.Apply(right, static (one, other) => unchecked(one - other)),
        _ => Value.Unknown,
    };

    private Value EvaluateProperty(IPropertyReferenceOperation property)
    {
        // A property that says something of the object's state is there to be asked again.
        if (property.Property.GetMethod is { } asked && _semantics.EffectsOf(asked).IsEmpty && RememberedValueOf(property) is { } remembered)
        {
            if (property.Instance is { } owner)
                UseOf(owner, Evaluate(owner), asked);
            return remembered;
        }

        if (HeldBy(property) is { } held)
            return held;
        if (KeyOf(property) is { } flag && property.Property.GetMethod is { } read && _semantics.EffectsOf(read).IsEmpty)
        {
            AskFlag(flag, property);
            return AsReadBy(property, _facts[flag]);
        }

        if (property is { Property: { Name: nameof(string.Length), ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text })
            return LengthOf(Evaluate(text));
        if (property.Property.GetMethod is not { } getter)
            return Value.Unknown;
        Value value = Call(property, getter, property.Instance, property.Arguments);
        return value.IsUnknown && ShowsItAgain(property) ? Value.Object : value;
    }

    /// <summary>What the condition was when it was tested before; null where that is not known.</summary>
    private Value? RememberedValueOf(IOperation condition)
        => _index.Conditions.Known(condition, _facts) is { } known ? Value.Of(known)
            : _index.Conditions.Milestones.ValueOf(condition, _facts) ?? OfFirstRound(condition);

    /// <summary>What the loop's condition is before the first round, where the same was asked outside of the loop; null for any other.</summary>
    private Value? OfFirstRound(IOperation condition)
        => _index.Conditions.FirstRounds.TextOf(condition, _facts, KnownOf) is { } less && _facts[less].AsBoolean() is { } known ? Value.Of(!known) : null;

    /// <summary>The object, where a callee put it into the element; null for any other element.</summary>
    private Value? HeldBy(IOperation element)
        => _tracked is TrackedObject.Made { OutOrdinal: >= 0 } && ElementValue(element) is { MayBeObject: true } held ? held : null;

    private Value EvaluateField(IFieldReferenceOperation field)
    {
        if ((PartOf(field) ?? KeyOf(field)) is { } key)
        {
            AskFlag(key, field);
            return AsReadBy(field, _facts[key]) is var known && known.IsUnknown && key is TuplePart && _index.Tuples.IsReadOnce(field) ? Yield(field) : known;
        }

        if (field.Field is { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String })
            return Value.Is(string.Empty);
        AskFlag(KeeperOf(field), field);
        if (KeptConstant(field) is { } kept)
            return kept;
        if (field.Instance is { } instance)
            UseOf(instance, Evaluate(instance), null);
        return Yield(field);
    }

    /// <summary>The value of a read that may be the place where the tracked object comes from.</summary>
    private Value Yield(IOperation operation)
    {
        if (!IsOrigin(operation) || CameRound(operation))
            return Value.Unknown;
        IMethodSymbol? lender = operation is IImplicitIndexerReferenceOperation part ? LenderOf(part.Instance) : null;
        if (lender is not null && _index.NamesOnlyOne(lender.ContainingType))
            Create(_semantics.LentStateOf(lender), new Place(operation.Syntax, OperandName.OfResult(operation)));
        else
            Create(lender is null && (IsTakenOutOfCollection(operation) || IsNarrowedParameter(operation)) ? _semantics.StateOfFound : Automaton.Unknown, null);
        return Value.Object;
    }

    /// <summary>Whether the operation reads an element, or is a call of a library's own, as of a queue's or a channel's.</summary>
    private bool IsTakenOutOfCollection(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => true,
        IPropertyReferenceOperation element => _index.Function.WholeOf(element) is not null || AccessPath.IsPartOfCollection(element) || AccessPath.IsReadOnce(element, _index.Function),
        IFieldReferenceOperation part => _index.Tuples.IsReadOnce(part) || AccessPath.IsReadOnce(part, _index.Function) || (TuplePart.IndexOf(part.Field) >= 0 && part.Instance is { } whole && IsTakenOutOfCollection(Conversions.InsideBuiltIn(whole))),
        IPatternOperation { Parent: IPropertySubpatternOperation { Member: IMemberReferenceOperation member } } => AccessPath.IsKept(member.Member) || (member is IPropertyReferenceOperation property && AccessPath.IsPartOfCollection(property)),
        IPatternOperation { Parent: IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol { ContainingType.IsRecord: true } } } => true,
        ILocalReferenceOperation named => Assignment.DeconstructionInto(named) is { Value: var whole } && IsTakenOutOfCollection(Conversions.InsideBuiltIn(whole)),
        IInvocationOperation call => !HasContract(call.TargetMethod) && (call.TargetMethod.DeclaringSyntaxReferences.IsEmpty ? call.TargetMethod.ContainingType is { IsGenericType: true } or { Name: "CollectionExtensions" } || Readers.IsLookUp(call.TargetMethod) || Readers.IsExchange(call.TargetMethod) : IsFoundByOwnMethod(call)),
        IAwaitOperation await => Awaiting.CallOf(await) is { } awaited && IsTakenOutOfCollection(awaited),
        _ => false,
    };

    /// <summary>Whether a cast or a pattern finds out of which type a parameter is, as of a callback's <c>object</c>, and nothing else mentions it: it is given as any other.</summary>
    private bool IsNarrowedParameter(IOperation operation)
    {
        IOperation? narrowed = operation switch
        {
            IConversionOperation conversion => conversion.Operand,
            IPatternOperation pattern => MatchedBy(pattern),
            _ => null,
        };
        return narrowed is not null
            && _index.Function.ValueOf(Conversions.InsideBuiltIn(narrowed)) is IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter }
            && _index.Function.MentionsOf(parameter).Count == 1;
    }

    /// <summary>What the pattern is matched with as a whole; null for one that a part is matched with.</summary>
    private static IOperation? MatchedBy(IPatternOperation pattern)
    {
        IOperation whole = pattern;
        while (whole.Parent is INegatedPatternOperation or IBinaryPatternOperation)
            whole = whole.Parent;
        return (whole.Parent as IIsPatternOperation)?.Value;
    }

    /// <summary>Whether the object comes from a method of this project that was not given one by which it could be the same again.</summary>
    private bool IsFoundByOwnMethod(IInvocationOperation call)
        => !_semantics.Tracks(call.Instance?.Type) && call.Arguments.All(argument => argument.Parameter?.RefKind == RefKind.Out || !_semantics.Tracks(argument.Value.Type));

    private bool HasContract(IMethodSymbol method) => !_semantics.EffectsOf(method).IsEmpty;

    /// <summary>Whether the tracked object comes from the operation.</summary>
    private bool IsOrigin(IOperation operation) => _tracked is TrackedObject.Made made && made.Operation == operation;

    /// <summary>
    /// Whether a loop has come round to where the object comes from: this run follows the object of the last round, and ends here; another
    /// begins with the new one. Where a variable keeps an object that is another one each time, or that nobody may use any more, the run goes on with that.
    /// </summary>
    private bool CameRound(IOperation operation)
    {
        if (_state == Automaton.Absent || !IsOrigin(operation))
            return false;
        TrackedObject.Made made = (TrackedObject.Made)_tracked!;
        bool isKept = _facts.HoldsObjectOutside(made.TargetIn(_index.Function));
        bool isDead = !made.IsLookedUp && Automaton.IsKnown(_state) && Automaton.Contains(_automaton.ForbidsUse, _state);
        if (isKept && (isDead || made.IsOwedFromTheStart(_semantics)))
        {
            _isPast = true;
            return false;
        }

        if (!isKept && !_diverged)
            _observer.OnLost(operation.Syntax, Current);
        _diverged = true;
        return true;
    }

    /// <summary>The key under which facts about a variable are kept, or null where the variable may change unseen.</summary>
    private object? KeyOf(IOperation operation) => operation switch
    {
        IFlowCaptureReferenceOperation reference => reference.Id,
        ILocalReferenceOperation { Local.IsRef: true } when _index.Function.RefLocals.PlaceOf(operation) is var place && place != operation => PartOf(place) ?? KeyOf(place),
        ILocalReferenceOperation local when _index.Variables.IsTrackable(local.Local) => local.Local,
        IParameterReferenceOperation parameter when _index.Variables.IsTrackable(parameter.Parameter) => parameter.Parameter,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } field
            when !field.Field.IsVolatile => field.Field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } property => FieldBehind(property.Property),
        IDeclarationExpressionOperation declaration => KeyOf(declaration.Expression),
        IArrayElementReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } element => _index.Arrays.SlotOf(element),
        _ => null,
    };

    private void Set(object key, Value value) => _facts = _facts.With(key, value);
}
