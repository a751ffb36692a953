using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Patterns, and what the outcome of a condition tells of its variables.</summary>
internal sealed partial class Interpreter
{
    private Value Match(IPatternOperation pattern, Value value, IOperation operand)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                return value.EqualTo(constant) is { } equal ? Value.Of(equal) : IsNoMember(value.And(Value.IsNot(constant)), operand.Type) ? Value.Of(true) : Value.Unknown;
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: var bound } } relation:
                return Holds(relation.OperatorKind, value, Value.Is(bound)) is { } holds ? Value.Of(holds) : Value.Unknown;
            case INegatedPatternOperation negated:
                return Match(negated.Pattern, value, operand).Not();
            case IBinaryPatternOperation binary:
                Value left = Match(binary.LeftPattern, value, operand);
                bool decisive = binary.OperatorKind == BinaryOperatorKind.Or;
                Value right = Match(binary.RightPattern, decisive ? Except(binary.LeftPattern, value) : value, operand);
                if (left.AsBoolean() == decisive || right.AsBoolean() == decisive)
                    return Value.Of(decisive);
                return left.AsBoolean() is null || right.AsBoolean() is null ? Value.Unknown : Value.Of(!decisive);
            case IDiscardPatternOperation:
                return Value.Of(true);
            case IDeclarationPatternOperation declaration:
                value = Bind(declaration, declaration.DeclaredSymbol, value);
                if (IsOrigin(declaration) && value.IsObject)
                    NameAsMatched(operand);
                return declaration.MatchesNull || value.IsObject || IsMatchedUnlessNull(declaration, value) ? Value.Of(true)
                    : value.EqualTo((object?)null) == true ? Value.Of(false)
                    : Value.Unknown;
            case IRecursivePatternOperation { DeclaredSymbol: null, PropertySubpatterns.IsEmpty: true } positional when PartsOf(positional, operand) is { } parts:
                bool? all = true;
                foreach ((IPatternOperation subpattern, IOperation element) in parts)
                {
                    bool? one = Match(subpattern, KnownOf(element), element).AsBoolean();
                    all = one == false || all == false ? false : all & one;
                }

                return all is { } matches ? Value.Of(matches) : Value.Unknown;
            case IRecursivePatternOperation recursive:
                value = Bind(recursive, recursive.DeclaredSymbol, value);
                foreach (IPropertySubpatternOperation subpattern in recursive.PropertySubpatterns)
                    LookThrough(subpattern, value, operand);
                foreach (IPatternOperation part in recursive.DeconstructionSubpatterns)
                    MatchPart(part, operand);
                if (value.EqualTo((object?)null) == true)
                    return Value.Of(false);
                return Patterns.AsksForNoPart(recursive)
                    && ((value.IsObject && SymbolEqualityComparer.Default.Equals(recursive.InputType, recursive.NarrowedType)) || IsMatchedUnlessNull(recursive, value))
                        ? Value.Of(true)
                        : Value.Unknown;
            case IListPatternOperation:
                UseOf(operand, value, null);
                return value.EqualTo((object?)null) == true ? Value.Of(false) : Value.Unknown;
            case ITypePatternOperation when value.EqualTo((object?)null) == true:
                return Value.Of(false);
            default:
                return Value.Unknown;
        }
    }

    /// <summary>Whether the pattern asks for nothing but that there is a value, and there is one.</summary>
    private static bool IsMatchedUnlessNull(IPatternOperation pattern, Value value)
        => ((value.IsInsteadOf(out object? sentinel) && sentinel is null) || value.EqualTo((object?)null) == false) && ConditionKey.IsAny(pattern.InputType, pattern.NarrowedType);

    /// <summary>The patterns of a tuple's elements, each with its element; null where the operand is no tuple that is written right there.</summary>
    private List<(IPatternOperation Pattern, IOperation Element)>? PartsOf(IRecursivePatternOperation positional, IOperation operand)
    {
        if (positional.DeconstructionSubpatterns.IsEmpty || _index.Function.TupleOf(operand) is not { } tuple || tuple.Elements.Length != positional.DeconstructionSubpatterns.Length)
            return null;
        List<(IPatternOperation, IOperation)> parts = [];
        for (int i = 0; i < tuple.Elements.Length; i++)
            parts.Add((positional.DeconstructionSubpatterns[i], tuple.Elements[i]));
        return parts;
    }

    /// <summary>What is known of the operation's value without evaluating it once more.</summary>
    private Value KnownOf(IOperation operation)
        => operation.ConstantValue.HasValue ? Value.Is(operation.ConstantValue.Value) : KeyOf(Conversions.InsideBuiltIn(operation)) is { } key ? _facts[key] : Value.Unknown;

    /// <summary>What is known of a value that does not match the pattern.</summary>
    private static Value Except(IPatternOperation pattern, Value value) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } when value.ExcludesAny || value.IsOneOfSeveral => value.And(Value.IsNot(constant)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => Except(either.RightPattern, Except(either.LeftPattern, value)),
        _ => value,
    };

    /// <summary>What is matched as the object under its own type, as by <c>item is Handle handle</c>, goes on naming it.</summary>
    private void NameAsMatched(IOperation operand)
    {
        operand = Conversions.InsideBuiltIn(operand);
        if (KeyOf(operand) is { } key && _facts[key].IsUnknown && operand.Type is { IsReferenceType: true })
            Set(key, Value.Object);
    }

    private Value Bind(IPatternOperation pattern, ISymbol? variable, Value value)
    {
        if (variable is null)
            return value;
        if (_path?.Symbols.Contains(variable, SymbolEqualityComparer.Default) == true)
            Forget();
        ForgetConditionsOn(variable);
        if (IsOrigin(pattern))
            value = Yield(pattern);
        if (_index.Variables.IsTrackable(variable))
            Set(variable, value);
        else if (value.MayBeObject)
            Escape();
        return value;
    }

    /// <summary>A property pattern reads the property, which is a use like any other.</summary>
    private void LookThrough(IPropertySubpatternOperation subpattern, Value value, IOperation operand)
    {
        if (subpattern.Member is IPropertyReferenceOperation { Property.GetMethod: { } getter } && value.MayBeObject)
        {
            List<Operand> operands = [new Operand(EffectTarget.Receiver, -1, operand, value)];
            ImmutableArray<Effect> effects = _semantics.EffectsOf(getter);
            int before = _state;
            CheckOperands(subpattern, getter, effects, operands, before);
            ApplyEffects(subpattern, effects, operands, before, Value.Unknown, discarded: false);
        }

        MatchPart(subpattern.Pattern, subpattern);
    }

    /// <summary>What the pattern gives a name to is what a member holds, or a part.</summary>
    private void MatchPart(IPatternOperation pattern, IOperation operand)
    {
        if (pattern is IRecursivePatternOperation or IDeclarationPatternOperation)
            Match(pattern, Value.Unknown, operand);
    }

    private void Refine(IOperation condition, bool truth)
    {
        while (true)
        {
            switch (condition)
            {
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    continue;
                case IConversionOperation { OperatorMethod: null } conversion:
                    condition = conversion.Operand;
                    continue;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    condition = not.Operand;
                    truth = !truth;
                    continue;
                case ISimpleAssignmentOperation assignment:
                    Learn(assignment.Target, truth ? Value.Of(true) : Value.Of(false));
                    condition = assignment.Value;
                    continue;
            }

            break;
        }

        if (_index.Conditions.Tell(condition, truth, _facts) is { } told)
            _facts = told;
        else
            _diverged = true;
        _facts = _index.Conditions.Milestones.Reach(condition, truth, _facts);
        if (_index.Conditions.FirstRounds.TextOf(condition, _facts, KnownOf) is { } less)
            _facts = _index.Conditions.FirstRounds.GoOn(condition, _facts.With(less, Value.Of(!truth)));

        if (Automaton.IsKnown(_state) && Automaton.Contains(_automaton.ForbidsWriting, _state) && IsTakerEmpty(_index.Originals.Of(condition), truth))
            Forget();

        if (_index.Originals.Of(condition) is IInvocationOperation tried)
            LearnOfTry(tried, truth);

        switch (condition)
        {
            case IIsNullOperation isNull:
                Learn(isNull.Operand, truth ? Value.Null : Value.NotNull);
                break;
            case IIsPatternOperation pattern:
                RefinePattern(pattern.Value, pattern.Pattern, truth);
                break;
            case IPropertyReferenceOperation asked when NullableAskedFor("HasValue", asked) is { } nullable:
                Learn(nullable, truth ? Value.NotNull : Value.Null);
                break;
            case IBinaryOperation comparison when Counts.AskedForMore(comparison) is var (operand, isMore):
                if (isMore == truth)
                    Learn(operand, Value.IsNot(0));
                else if (_index.Counts.Include(_index.Function.VariableOf(operand)))
                    Learn(operand, Value.Is(0));
                break;
            case IInvocationOperation { TargetMethod: { Name: nameof(string.IsNullOrEmpty) or nameof(string.IsNullOrWhiteSpace), ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] } when !truth:
                Learn(text, Value.NotNull);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                bool equal = truth == (comparison.OperatorKind == BinaryOperatorKind.Equals);
                LearnComparison(comparison.LeftOperand, comparison.RightOperand, equal);
                LearnComparison(comparison.RightOperand, comparison.LeftOperand, equal);
                if (equal)
                    LearnOfWhatIsThere(comparison);
                break;
            case IBinaryOperation { OperatorMethod: null } order when truth && Comparison.Is(order):
                LearnOfWhatIsThere(order);
                LearnOfPresent(order.LeftOperand);
                LearnOfPresent(order.RightOperand);
                Learn(condition, Value.Of(truth));
                break;
            case IInvocationOperation { Arguments: [{ Value: var left }, { Value: var right }] } asked when FlowAttributes.ComparesReferences(asked.TargetMethod):
                LearnComparison(left, right, truth);
                LearnComparison(right, left, truth);
                break;
            default:
                Learn(condition, Value.Of(truth));
                break;
        }
    }

    /// <summary>Whether the condition has found nothing left in what the object was handed to, so that it was let go of.</summary>
    private bool IsTakerEmpty(IOperation condition, bool truth)
        => _since is { Syntax: var handed }
            && ConditionKey.Of(condition, new Counters(_index.Function), _index.Originals) is { } key
            && truth != key.IsNegated
            && _index.Function.Operations.Any(operation => operation.Syntax == handed && operation is IInvocationOperation { Instance: { } taker } && ConditionKey.OfEmpty(taker, _index.Originals)?.Text == key.Text);

    /// <summary>What comes out where the callee promises that it does, and nothing else comes out otherwise.</summary>
    private void LearnOfTry(IInvocationOperation call, bool truth)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out } parameter && FlowAttributes.IsNotNullWhen(parameter) is { } when && Target(argument.Value) is { } variable && _facts[variable].IsUnknown)
                Set(variable, when == truth ? Value.NotNull : Value.Null);
        }

        ISymbol? Target(IOperation value) => _index.Function.VariableOf(value is IDeclarationExpressionOperation declaration ? declaration.Expression : value) is { } variable && _index.Variables.IsTrackable(variable) && _index.Variables.IsRead(variable) ? variable : null;
    }

    private void RefinePattern(IOperation operand, IPatternOperation pattern, bool truth)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                RefinePattern(operand, negated.Pattern, !truth);
                break;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                Learn(operand, truth ? Value.Is(constant) : Value.IsNot(constant));
                break;
            case IBinaryPatternOperation binary when truth == (binary.OperatorKind == BinaryOperatorKind.And):
                RefinePattern(operand, binary.LeftPattern, truth);
                RefinePattern(operand, binary.RightPattern, truth);
                break;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when Patterns.ConstantsIn(either) is { } constants:
                Learn(operand, Value.OneOf(constants));
                break;
            case IRelationalPatternOperation when truth && operand.Type is { IsValueType: false } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                Learn(operand, Value.NotNull);
                break;
            case IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true } positional when PartsOf(positional, operand) is { } parts:
                // Where it does not match, it is for the one element that is not known to.
                if (!truth)
                    parts.RemoveAll(part => Match(part.Pattern, KnownOf(part.Element), part.Element).AsBoolean() == true);
                if (!truth && parts.Count != 1)
                    break;
                foreach ((IPatternOperation subpattern, IOperation element) in parts)
                    RefinePattern(element, subpattern, truth);
                break;
            case ITypePatternOperation or IRecursivePatternOperation or IDeclarationPatternOperation { MatchesNull: false } when truth:
                Learn(operand, Value.NotNull);
                break;
            case IRecursivePatternOperation recursive when Patterns.AsksForNoPart(recursive) && SymbolEqualityComparer.Default.Equals(recursive.InputType, recursive.NarrowedType):
                Learn(operand, Value.Null);
                break;
        }
    }

    private void LearnComparison(IOperation operand, IOperation other, bool equal)
    {
        // Of a constant that is compared with a nullable the compiler makes a nullable.
        IOperation number = other is IConversionOperation { OperatorMethod: null, Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.Operand : other;
        if (number.ConstantValue.HasValue)
        {
            Learn(operand, equal ? Value.Is(number.ConstantValue.Value) : Value.IsNot(number.ConstantValue.Value));
            return;
        }

        if (KeyOf(Conversions.InsideBuiltIn(other)) is not { } key)
            return;
        Value known = _facts[key];
        if (equal && known.IsObject)
            LearnAlias(Conversions.InsideBuiltIn(operand));
        else if (operand is IConversionOperation || other is IConversionOperation)
            return;
        else if (known.IsConstant(out object? constant) && (equal || constant is not int))
            Learn(operand, equal ? Value.Is(constant) : Value.IsNot(constant));
        else if (equal && known.ExcludesAny)
            Learn(operand, known);
    }

    /// <summary>A comparison of what a conditional access yields, which is true of something only.</summary>
    private void LearnOfWhatIsThere(IBinaryOperation comparison)
    {
        if (!Conversions.InsideBuiltIn(comparison.RightOperand).ConstantValue.HasValue || Conversions.InsideBuiltIn(comparison.RightOperand).ConstantValue.Value is null)
            return;
        IOperation? owner = _index.Originals.AskedOfWhatIsThere(comparison.LeftOperand) switch
        {
            IMemberReferenceOperation member => member.Instance,
            IInvocationOperation call => call.Instance ?? call.Arguments.FirstOrDefault()?.Value,
            _ => null,
        };
        if (owner is not null)
            Learn(owner, Value.NotNull);
    }

    /// <summary>Of nothing no order is true.</summary>
    private void LearnOfPresent(IOperation operand)
    {
        operand = Conversions.InsideBuiltIn(operand);
        if (Comparison.IsNullable(operand))
            Learn(operand, Value.NotNull);
    }

    /// <summary>Another variable turned out to name the object, too. Where claims are counted, each name may have come with one of its own.</summary>
    private void LearnAlias(IOperation operand)
    {
        if (operand is not (ILocalReferenceOperation or IParameterReferenceOperation) || KeyOf(operand) is not { } key || _facts[key].MayBeObject)
            return;
        if (_automaton.Counted == Effect.Stay)
            Set(key, Value.Object);

        // By the other name it has come back to the function.
        if (operand is ILocalReferenceOperation && Automaton.IsKnown(_state) && Automaton.Contains(_automaton.ForbidsUse, _state))
            Forget();
    }

    private void Learn(IOperation operand, Value value)
    {
        operand = Conversions.InsideBuiltIn(operand);
        if (operand is ISimpleAssignmentOperation assignment)
            operand = assignment.Target;
        else if (operand is IIncrementOrDecrementOperation { IsPostfix: false } counted)
            operand = counted.Target;

        if (KeyOf(operand) is { } key)
            LearnOf(key, value, operand.Type);
        if (operand is ILocalReferenceOperation or IFlowCaptureReferenceOperation && _index.Originals.CoalescedFrom(operand) is { } copied && KeyOf(copied) is { } original)
            LearnOf(original, value, copied.Type);
        if (operand is IFlowCaptureReferenceOperation
            && _index.Function.VariableOf(operand) is { } variable
            && _index.Variables.IsTrackable(variable))
        {
            LearnOf(variable, value, operand.Type);
        }
    }

    private void LearnOf(object key, Value value, ITypeSymbol? type)
    {
        Value known = _facts[key];
        if (known.IsObject || (known.MayBeObject && value.EqualTo((object?)null) != true))
            return;
        if (key is ISymbol symbol and not IFieldSymbol && known.IsUnknown && !value.IsOpen(type) && !_index.Variables.IsReadRepeatedly(symbol))
            return;
        if (value.ExcludesAny && known.ExcludesAny && known.IsOpen(type))
            return;
        // What is not true may be null.
        if (type?.SpecialType != SpecialType.System_Boolean && value is { ExcludesAny: true } && value.AsBoolean() is not null)
            return;
        if (value.AsBoolean() is { } truth)
            value = Value.Of(truth);
        else if (type?.TypeKind == TypeKind.Enum || known.IsOneOfSeveral || known.ExcludesAny)
            value = known.And(value);
        _diverged |= IsNoMember(value, type) || value.IsNothing;
        Set(key, value);
    }

    /// <summary>Whether an enum's members were ruled out one and all, so that the branch is for values that nobody named; flags have others, too.</summary>
    private static bool IsNoMember(Value value, ITypeSymbol? type)
        => value.ExcludesSeveral
            && type is INamedTypeSymbol { TypeKind: TypeKind.Enum }
            && !type.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == nameof(FlagsAttribute))
            && type.GetMembers().OfType<IFieldSymbol>().All(member => !member.HasConstantValue || value.EqualTo(member.ConstantValue) == false);
}
