using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Assignments, and the ways in which the tracked object gets out of the function's hands.</summary>
internal sealed partial class Interpreter
{
    private Value EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef && _index.Function.RefLocals.PlaceOf(assignment.Target) != assignment.Target)
            return Value.Unknown;
        EvaluateTarget(assignment.Target);
        if (assignment.Target.Type is { IsTupleType: true } && _index.Tuples.HolderOf(assignment.Target) is { } holder)
        {
            SetParts(holder, assignment.Value);
            Assign(assignment.Target, Value.Unknown);
            return Value.Unknown;
        }

        Value value = Evaluate(assignment.Value);
        if (_diverged)
            return Value.Unknown;
        if (!assignment.IsRef && Views.IsElement(assignment.Target) && KeyOf(assignment.Target) is { } element && _facts[element] is { IsView: true } view)
        {
            // What is written is the memory; the variable goes on to name it.
            CheckView(assignment.Target, view);
            Store(value);
            return value;
        }

        if (!assignment.IsRef && assignment.Target is IMemberReferenceOperation or IArrayElementReferenceOperation)
            UseOf(assignment.Value, value, null);
        if (value.IsObject && IsCopy(assignment))
            Escape();
        if (assignment.Target is ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } && value.AsBoolean() is bool certain)
        {
            _facts = _index.Conditions.Milestones.Reach(Negations.Inside(assignment.Value, ref certain), certain, _facts);
        }
        else if (value.IsUnknown && assignment.Target is ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } && IsToBeKnown(assignment.Value))
        {
            // What the variable tells is told of the other one, too, by whichever is asked first.
            value = Decide(assignment.Value);
        }

        Assign(assignment.Target, value, assignment.IsRef);
        return value;
    }

    /// <summary>Goes on either way, with what each tells of the condition's variables.</summary>
    private Value Decide(IOperation condition)
    {
        bool truth = _oracle.Choose(2) == 1;
        Refine(condition, truth);
        return Value.Of(truth);
    }

    /// <summary>Whether the condition tells more than the variable keeps that is given its truth: it is asked again, or tells of another variable that is.</summary>
    private bool IsToBeKnown(IOperation condition)
    {
        bool truth = true;
        condition = Negations.Inside(condition, ref truth);
        return IsAskedOfVariable(condition) || IsTruthOfVariable(condition) || TellsOfVariable(condition) || _index.Conditions.Tells(condition) || _index.Conditions.Milestones.Asks(condition);
    }

    private bool IsAskedAgain(IOperation condition)
    {
        bool truth = true;
        return _index.Conditions.Tells(Negations.Inside(condition, ref truth));
    }

    /// <summary>Whether the condition compares a variable of which something is known, or that somebody reads once more.</summary>
    private bool TellsOfVariable(IOperation condition)
    {
        switch (condition)
        {
            case IPropertyReferenceOperation property when NullableAskedFor("HasValue", property) is { } nullable:
                return IsToldOf(nullable, isRepeatedly: true);
            case IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation or IBinaryPatternOperation } pattern:
                return IsToldOf(pattern.Value, isRepeatedly: true);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } comparison:
                return IsToldOf(comparison.LeftOperand, comparison.RightOperand);
            case IInvocationOperation { Arguments: [{ Value: var one }, { Value: var other }] } asked when FlowAttributes.ComparesReferences(asked.TargetMethod):
                return IsToldOf(one, other);
            default:
                return false;
        }
    }

    private bool IsToldOf(IOperation one, IOperation other) => IsToldOf(one, other.ConstantValue.HasValue) || IsToldOf(other, one.ConstantValue.HasValue);

    private bool IsToldOf(IOperation operand, bool isRepeatedly)
        => KeyOf(Conversions.InsideBuiltIn(operand)) is ISymbol variable && (!_facts[variable].IsUnknown || (isRepeatedly && _index.Variables.IsReadRepeatedly(variable)));

    /// <summary>Whether the condition is a truth in a variable, or its opposite, that somebody wants to know once more.</summary>
    private bool IsTruthOfVariable(IOperation condition)
    {
        bool truth = true;
        condition = Negations.Inside(condition, ref truth);
        return condition is { Type.SpecialType: SpecialType.System_Boolean } and (ILocalReferenceOperation or IParameterReferenceOperation)
            && KeyOf(condition) is ISymbol key && _facts[key].IsUnknown && _index.Variables.IsReadRepeatedly(key);
    }

    /// <summary>Whether the condition asks whether a variable is null of which somebody wants to know it once more.</summary>
    private bool IsAskedOfVariable(IOperation condition)
        => NullTests.TestedIn(condition, out _) is { } tested && KeyOf(Conversions.InsideBuiltIn(tested)) is ISymbol key && _facts[key].IsUnknown && _index.Variables.IsReadRepeatedly(key);

    /// <summary>Whether a struct is copied that may change: the copy goes its own way. One that cannot is a handle of something else.</summary>
    private bool IsCopy(ISimpleAssignmentOperation assignment)
        => assignment is { IsRef: false, Value: { Type: { IsValueType: true, IsReadOnly: false } } value } && _index.Function.VariableOf(value) is not null && assignment.Target is not IFlowCaptureReferenceOperation;

    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        IOperation source = Conversions.InsideBuiltIn(deconstruction.Value);
        if (target is ITupleOperation targets && source is ITupleOperation sources && targets.Elements.Length == sources.Elements.Length)
        {
            Value[] values = [.. sources.Elements.Select(Evaluate)];
            for (int i = 0; i < values.Length; i++)
                Assign(targets.Elements[i], values[i]);
            return Value.Unknown;
        }

        if (target is ITupleOperation names && PartsOf(source) is { } parts && parts.Length == names.Elements.Length)
        {
            for (int i = 0; i < parts.Length; i++)
                Assign(names.Elements[i], parts[i]);
            return Value.Unknown;
        }

        Evaluate(source);
        AssignUnknownToAll(target);
        return Value.Unknown;
    }

    private void AssignUnknownToAll(IOperation target)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (IOperation element in tuple.Elements)
                AssignUnknownToAll(element);
        }
        else
        {
            IOperation variable = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
            Value value = Yield(variable);
            if (!_diverged)
                Assign(target, value);
        }
    }

    /// <summary>Evaluates what an assignment evaluates of its target before its value.</summary>
    private void EvaluateTarget(IOperation target)
    {
        switch (target)
        {
            case IPropertyReferenceOperation property:
                UseOf(property.Instance, Evaluate(property.Instance), property.Property.SetMethod);
                foreach (IArgumentOperation argument in property.Arguments)
                    Evaluate(argument.Value);
                break;
            case IFieldReferenceOperation part when PartOf(part) is not null:
                break;
            case IFieldReferenceOperation field when KeyOf(field) is null:
                UseOf(field.Instance, Evaluate(field.Instance), null);
                break;
            case IArrayElementReferenceOperation element:
                UseOf(element.ArrayReference, Evaluate(element.ArrayReference), null);
                EvaluateAll(element.Indices);
                break;
            case IImplicitIndexerReferenceOperation part:
                UseOf(part.Instance, Evaluate(part.Instance), null);
                Evaluate(part.Argument);
                break;
        }
    }

    /// <summary>Assigns what comes of the variable's own former value.</summary>
    private void Count(IOperation target, Value value, bool isByOne = false)
    {
        Facts before = _facts;
        Assign(target, value);
        if (!before.IsEmpty && _index.Function.VariableOf(target) is { } counter)
            _facts = _index.Conditions.Milestones.Pass(counter, isByOne, before, _facts);
    }

    /// <param name="target">What is assigned to.</param>
    /// <param name="value">What is known of the value.</param>
    /// <param name="isRef">Whether a variable by reference comes to stand for another place, and nothing is written to that.</param>
    private void Assign(IOperation target, Value value, bool isRef = false)
    {
        if (target is IDiscardOperation)
            return;
        if (target is IDeclarationExpressionOperation declaration)
        {
            Assign(declaration.Expression, value);
            return;
        }

        target = _index.Function.RefLocals.PlaceOf(target);

        // Where the value branches, the target was looked at before.
        if (target is IFlowCaptureReferenceOperation && _index.Function.ValueOf(target) is (IMemberReferenceOperation or IArrayElementReferenceOperation) and var member)
            target = member;
        ISymbol? variable = target is IFieldReferenceOperation field ? field.Field : _index.Function.VariableOf(target);
        if (_path?.MayBeWrittenBy(target, variable) == true)
            Forget();
        else if (_path?.IsNotedBeside(target) == true)
            _since = _since is null ? null : _since with { IsNoted = true };
        if (variable is not null)
        {
            ForgetConditionsOn(variable, isOnlyCounted: Assignment.IsOnlyCounted(target));
            foreach (ISymbol name in _index.Function.RefLocals.NamesOf(variable))
                ForgetConditionsOn(name);
            if (_owner is not null && SymbolEqualityComparer.Default.Equals(variable, _owner))
                LeaveOwner(_owner);
        }

        if (target is IPropertyReferenceOperation { Property: { } property, Instance: var owner })
        {
            if (!ConditionText.IsElement(target))
                ForgetConditionsOn(property);
            if (property.SetMethod is { } setter)
            {
                ApplyToEveryone(_semantics.EffectsOf(setter), target);

                // One that is written by hand is a method of the object like any other.
                if (owner is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && setter.DeclaringSyntaxReferences is [{ } accessor] && accessor.GetSyntax() is AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null })
                    ForgetWhatCalleesMayChange(setter, owner, ImmutableArray<IArgumentOperation>.Empty, followed: null, isStateKnown: false);
            }
        }

        // Two indices may be the same, and a variable by reference may point to any element.
        if (target is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } || variable is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: RefKind.Ref })
            ForgetElements();
        RememberElement(target, value);

        if (PartOf(target) is { } part)
        {
            Set(part, value);
            return;
        }

        object? key = variable is ILocalSymbol or IParameterSymbol && target is IFlowCaptureReferenceOperation
            ? (_index.Variables.IsTrackable(variable) ? variable : null)
            : KeyOf(target);
        if (key is not null)
            Set(key, key is ISymbol symbol ? InsteadOfSentinel(target, symbol, value) : value);
        else if (KeeperOf(target) is { } keeper)
            Set(keeper, value.IsView || (value.IsConstant(out _) && IsVariable(keeper)) ? value : Value.Unknown);

        bool staysLocal = isRef || key is ILocalSymbol { IsRef: false } or IParameterSymbol { RefKind: RefKind.None or RefKind.Out } || (key is IParameterSymbol { RefKind: RefKind.Ref } && _observer.FollowsByReference);
        if (variable is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out } handedOut)
            ApplyToEveryone(_semantics.EffectsOfAssigning(handedOut), target);

        // What a field of this keeps is still in sight until somebody else may have come to it.
        if (!staysLocal && !(value.IsObject && (TryGive() || (target is IArrayElementReferenceOperation && TryShow()))) && !(key is IFieldSymbol && value.IsObject))
            Store(value);
    }

    /// <summary>The variable names another object from here on: the owner is known by what else names it, or not at all.</summary>
    private void LeaveOwner(ISymbol owner)
    {
        if (_facts.HoldsOwnerOutside(owner))
            Set(OwnerStays, Value.Unknown);
        else
            Forget(_automaton.Tied);
    }

    /// <summary>A static field, or a property of <c>this</c> or of its type, that keeps what is assigned to it beyond the function's end; null for any other target.</summary>
    private static ISymbol? KeeperOf(IOperation target) => target switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true } field } => field,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Property: { IsIndexer: false } property } => property,
        _ => null,
    };

    /// <summary>The constant that is known to be kept in a static field; null where none is.</summary>
    private Value? KeptConstant(IFieldReferenceOperation field) => KeeperOf(field) is { } keeper && _facts[keeper] is var kept && kept.IsConstant(out _) ? kept : null;

    /// <summary>Whether what was assigned is read again, as long as nobody else assigns it.</summary>
    private static bool IsVariable(ISymbol keeper) => keeper is IFieldSymbol { IsVolatile: false };

    /// <summary>What the element is known to hold.</summary>
    private Value ElementValue(IOperation element) => ElementKeyOf(element) is { } key ? _facts[key] : Value.Unknown;

    /// <summary>The key under which facts about an element are kept; null for what is no element, or one that nobody passes by reference.</summary>
    private string? ElementKeyOf(IOperation operation)
        => operation is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }
            && _index.Conditions.Find(operation) is { } key ? key.Text : null;

    /// <summary>A callee put other objects where its <c>ref</c> arguments point to.</summary>
    private void ForgetReplaced(ImmutableArray<Effect> effects, ImmutableArray<IArgumentOperation> arguments, Value result)
    {
        foreach (Effect effect in effects)
        {
            if (!(effect.Replaces || effect.Vacates) || effect.IsMetBy(result) == false)
                continue;
            foreach (IArgumentOperation argument in arguments)
            {
                if (argument.Parameter?.Ordinal == effect.Ordinal)
                    Assign(argument.Value, effect.Vacates && effect.IsMetBy(result) is null && KeyOf(argument.Value) is { } key && _facts[key].MayBeObject ? Value.PerhapsObject : Value.Unknown);
            }
        }
    }

    /// <summary>A callee put the object where other arguments by reference point to.</summary>
    private void NamePlaces(ImmutableArray<Effect> effects, List<Operand> operands, ImmutableArray<IArgumentOperation> arguments, Value result)
    {
        foreach (Effect effect in effects)
        {
            if (effect.NamedBy == 0 || effect.IsMetBy(result) == false)
                continue;
            foreach (Operand operand in operands)
            {
                if (!effect.IsFor(operand.Target, operand.Ordinal))
                    continue;
                foreach (IArgumentOperation argument in arguments)
                {
                    if (argument.Parameter is { } parameter && (effect.NamedBy & InferredPlaces.BitOf(parameter)) != 0)
                        Assign(argument.Value, effect.IsMetBy(result) is null ? Value.PerhapsObject : operand.Value);
                }
            }
        }
    }

    /// <summary>What is asked of an element is known anew once that is written; of one that is named in another way it stays known: it is mostly another one.</summary>
    private void RememberElement(IOperation target, Value value)
    {
        if ((_facts.IsEmpty && value.IsUnknown) || !ConditionText.IsElement(target) || ConditionKey.OfTruth(target, _index.Originals) is not { } element || element.Symbols.IsEmpty)
            return;
        _facts = _index.Conditions.ForgetOfElement(element, _facts);
        if (value.AsBoolean() is { } truth && _index.Conditions.IsAsked(element.Text))
            _facts = _facts.With(element.Text, Value.Of(truth));
        if (value.EqualTo((object?)null) is { } isNull && ConditionKey.OfSomething(target, _index.Originals) is { } something && _index.Conditions.IsAsked(something.Text))
            _facts = _facts.With(something.Text, Value.Of(isNull));
    }

    private void ForgetElements()
    {
        if (_index.Conditions.Elements.Count > 0)
            _facts = _facts.Without(_index.Conditions.Elements);
    }

    /// <summary>The value is kept somewhere that outlives the statement: from here on somebody else may answer for the object.</summary>
    private void Store(Value value)
    {
        if (value.MayBeObject)
            Escape();
    }

    /// <summary>Where claims are counted, whoever keeps the object has one of them at most; the others are still to be given back here.</summary>
    private bool TryGive()
    {
        if (_claims is not { Given: < Claims.Maximum } claims || _state != _automaton.Counted)
            return false;
        _claims = claims with { Given = claims.Given + 1 };
        return true;
    }

    /// <summary>Whoever keeps an object that lives by its owner's claim has got none himself: it ends with the owner all the same.</summary>
    private bool TryShow()
    {
        if (_owner is null || !Automaton.IsKnown(_state) || !Automaton.Contains(_automaton.Tied, _state))
            return false;
        Set(NobodyHasIt, Value.Unknown);
        return true;
    }

    /// <summary>Somebody else has had the chance to see to what the function has put into a field.</summary>
    private void EscapeKept()
    {
        if (_tracked is not TrackedObject.Initial { Variable: IFieldSymbol } && _facts.IsKeptInField)
            Escape();
    }

    /// <summary>The value goes to the caller.</summary>
    private void HandOut(IOperation operand, Value value, bool isKept = false)
    {
        UseOf(operand, value, null);
        if (value.IsObject)
            _observer.OnHandOut(operand, _since is null ? Automaton.Unknown : _state);
        if (!isKept)
            Store(value);
    }

    private void Escape()
    {
        if (_path is not null)
            Forget();
        else if (_state != Automaton.Absent)
            (_state, _claims) = (Automaton.Escaped, null);
    }

    private void EscapeCaptured(IOperation function, ISymbol? followed = null)
    {
        if (MayTakeCaptured(function, followed))
            Escape();
    }

    /// <summary>Whether the lambda or the local function finds the object in a variable around it, and does more than look at it.</summary>
    private bool MayTakeCaptured(IOperation function, ISymbol? followed)
    {
        foreach (KeyValuePair<ISymbol, List<IOperation>> captured in _index.Function.CapturesOf(function))
        {
            if (_facts[captured.Key].MayBeObject && !SymbolEqualityComparer.Default.Equals(captured.Key, followed) && !captured.Value.TrueForAll(IsLook))
                return true;
        }

        return false;
    }

    /// <summary>Whether a lambda's mention of the object only reads or compares it: the protocol goes on in the function itself.</summary>
    private bool IsLook(IOperation mention) => mention.Parent switch
    {
        IPropertyReferenceOperation { Property.GetMethod: { } getter } property
            => property.Instance == mention && !Assignment.IsTarget(property) && ExtensionBlock.IsOwnMember(getter) && _semantics.EffectsOf(getter).IsEmpty,
        IArrayElementReferenceOperation element => element.ArrayReference == mention,
        IConversionOperation { OperatorMethod: null, IsTryCast: false } conversion => IsLook(conversion),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } or IIsNullOperation => true,
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } => true,
        _ => false,
    };

    /// <param name="symbol">What is written.</param>
    /// <param name="isOnlyCounted">Whether something is added to it, so that it still tells of what somebody else has done to it before.</param>
    private void ForgetConditionsOn(ISymbol symbol, bool isOnlyCounted = false)
    {
        if (!_facts.IsEmpty)
            _facts = _index.Conditions.Milestones.Forget(symbol, _index.Conditions.ForgetOn(symbol, _facts));
        if (!isOnlyCounted)
            ForgetChange(symbol);
    }
}
