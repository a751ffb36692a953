using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>
/// Finds tests that nothing but some members of an enum is set, where nobody says what is to be done about the others. A test for one flag, or for any
/// of a few, is no such list.
/// </summary>
internal sealed class UnfinishedLists(IOperation block, ISymbol owner, ProtocolModel model, RuleReporter reporter)
{
    private const int MaximumNamed = 3;

    // A test for "nothing but this one" is about the one.
    private const int SmallestList = 2;

    private Dictionary<ISymbol, IOperation?>? _values;

    /// <summary>Whether it is worth looking at the operation.</summary>
    public static bool MayBeAny(IOperation operation) => operation.Kind is OperationKind.Binary or OperationKind.IsPattern or OperationKind.SwitchExpression or OperationKind.Switch;

    public void Report(IOperation operation)
    {
        switch (operation)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } comparison:
                ReportList(comparison, ListIn(comparison.LeftOperand, comparison.RightOperand) ?? ListIn(comparison.RightOperand, comparison.LeftOperand));
                break;
            case IIsPatternOperation { Pattern: var pattern, Value: var value } test when IsZero(pattern):
                ReportList(test, RestOf(value));
                break;
            case ISwitchExpressionOperation { Value: var value } choice when ExhaustiveOf(value) is { } decided:
                ReportChoice(decided, value, Verdicts.In(choice));
                break;
            case ISwitchOperation { Value: var value } choice when ExhaustiveOf(value) is { } decided:
                ReportChoice(decided, value, Verdicts.In(choice));
                break;
        }
    }

    private void ReportList(IOperation test, FlagList? list)
    {
        if (list is not var (flags, mask, types) || !flags.IsFlags || flags.MembersIn(mask).Count() < SmallestList)
            return;

        // What a list beside it names was thought of, whichever way it was decided.
        ulong named = mask | MentionedIn(flags);
        if (owner.ContainingType is { } type)
            named |= FlagMasks.NamedBy(type, flags);
        foreach (INamedTypeSymbol holder in types)
            named |= FlagMasks.NamedBy(holder, flags);
        Report(flags, test.Syntax.GetLocation(), flags.MembersIn(~named));
    }

    private void ReportChoice(ExhaustiveEnum decided, IOperation value, Verdicts? verdicts)
    {
        if (verdicts is not { Default: { } place } || verdicts.Named.Count < SmallestList)
            return;
        if (!decided.IsFlags)
        {
            HashSet<ulong> named = [.. verdicts.Named.Concat(MentionsOf(decided)).Select(constant => constant & decided.AllBits)];
            Report(decided, place, decided.Members.Where(member => !named.Contains(member.Value)).Select(member => member.Name));
            return;
        }

        // Of flags that were picked out before, the others are not asked about.
        ulong asked = PartsOf(OriginalOf(value), BinaryOperatorKind.And)?.Mask ?? decided.AllBits;
        Report(decided, place, decided.MembersIn(asked & ~(verdicts.Named.Aggregate(0UL, (all, flag) => all | flag) | MentionedIn(decided))));
    }

    private void Report(ExhaustiveEnum decided, Location place, IEnumerable<string> left)
    {
        List<string> names = [.. left.Select(name => $"'{decided.Type.Name}.{name}'")];
        if (names.Count == 0)
            return;
        string named = string.Join(", ", names.Take(MaximumNamed));
        reporter.Report(decided.Rule, place, names.Count <= MaximumNamed ? named : $"{named} and {names.Count - MaximumNamed} more");
    }

    /// <summary>The list in a comparison of two operands, where that is what it is: <c>(flags &amp; ~list) == 0</c>, <c>(flags &amp; list) == flags</c> or <c>(flags | list) == list</c>.</summary>
    private FlagList? ListIn(IOperation tested, IOperation bound)
    {
        if (bound.ConstantValue is { HasValue: true, Value: var constant } && ExhaustiveEnum.BitsOf(constant) == 0)
            return RestOf(tested);
        if (OriginalOf(tested) is not IBinaryOperation { OperatorKind: var kind } original || PartsOf(original, kind) is not var (flags, subject, mask, types) || FlagMasks.IsComplement(mask, flags))
            return null;
        if (kind == BinaryOperatorKind.And)
            return IsSame(subject, OriginalOf(bound)) ? new FlagList(flags, mask, types) : null;
        return MaskOf(OriginalOf(bound), flags) is var (limit, holders) && limit == mask ? new FlagList(flags, mask, holders) : null;
    }

    /// <summary>The list of what is taken out of the value, where the value is what is left of some flags.</summary>
    private FlagList? RestOf(IOperation value)
        => PartsOf(OriginalOf(value), BinaryOperatorKind.And) is var (flags, _, mask, types) && FlagMasks.IsComplement(mask, flags) ? new FlagList(flags, ~mask & flags.AllBits, types) : null;

    /// <summary>The flags and the masks of a chain of <c>&amp;</c> or of <c>|</c>.</summary>
    private (ExhaustiveEnum Flags, IOperation Subject, ulong Mask, ImmutableArray<INamedTypeSymbol> Types)? PartsOf(IOperation chain, BinaryOperatorKind kind)
    {
        if (kind is not (BinaryOperatorKind.And or BinaryOperatorKind.Or) || chain is not IBinaryOperation { OperatorKind: var outer } || outer != kind)
            return null;
        List<IOperation> operands = Operands(chain, kind);
        foreach (IOperation subject in operands)
        {
            if (operands.Count < 2 || subject.ConstantValue.HasValue || ExhaustiveOf(subject) is not { } flags || MaskOf(subject, flags) is not null)
                continue;
            ulong mask = kind == BinaryOperatorKind.And ? ulong.MaxValue : 0;
            ImmutableArray<INamedTypeSymbol> types = ImmutableArray<INamedTypeSymbol>.Empty;
            foreach (IOperation operand in operands)
            {
                if (operand == subject)
                    continue;
                if (MaskOf(operand, flags) is not var (bits, holders))
                    return null;
                mask = kind == BinaryOperatorKind.And ? mask & bits : mask | bits;
                types = types.AddRange(holders);
            }

            return (flags, subject, mask & flags.AllBits, types);
        }

        return null;
    }

    private List<IOperation> Operands(IOperation chain, BinaryOperatorKind kind)
    {
        List<IOperation> operands = [];
        Stack<IOperation> left = new();
        left.Push(chain);
        while (left.Count > 0)
        {
            IOperation part = OriginalOf(left.Pop());
            if (part is IBinaryOperation { OperatorMethod: null } inner && inner.OperatorKind == kind && !inner.ConstantValue.HasValue)
            {
                left.Push(inner.LeftOperand);
                left.Push(inner.RightOperand);
            }
            else
            {
                operands.Add(part);
            }
        }

        return operands;
    }

    /// <summary>The value of a mask, and the types whose fields it was read from; null where it is not known.</summary>
    private (ulong Mask, ImmutableArray<INamedTypeSymbol> Types)? MaskOf(IOperation operation, ExhaustiveEnum flags)
    {
        IOperation original = OriginalOf(operation);
        ImmutableArray<INamedTypeSymbol> types = original.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .Select(reference => reference.Field.ContainingType)
            .Where(type => type.TypeKind != TypeKind.Enum)
            .ToImmutableArray();
        return ValueOf(original, flags) is { } mask ? (mask & flags.AllBits, types) : null;
    }

    private ulong? ValueOf(IOperation operation, ExhaustiveEnum flags)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return ExhaustiveEnum.BitsOf(constant);
        switch (OriginalOf(operation))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation, OperatorMethod: null } complement:
                return ~ValueOf(complement.Operand, flags);
            case IFieldReferenceOperation reference:
                return FlagMasks.Of(reference.Field, flags);
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return null;
            case IBinaryOperation { OperatorMethod: null } binary when ValueOf(binary.LeftOperand, flags) is { } left && ValueOf(binary.RightOperand, flags) is { } right:
                return binary.OperatorKind switch
                {
                    BinaryOperatorKind.Or => left | right,
                    BinaryOperatorKind.And => left & right,
                    BinaryOperatorKind.ExclusiveOr => left ^ right,
                    _ => null,
                };
            case var other when other != operation:
                return ValueOf(other, flags);
            default:
                return null;
        }
    }

    /// <summary>The flags that the code names anywhere: each was thought of there.</summary>
    private ulong MentionedIn(ExhaustiveEnum flags) => MentionsOf(flags).Aggregate(0UL, (all, mention) => all | mention);

    private IEnumerable<ulong> MentionsOf(ExhaustiveEnum decided)
        => block.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Field.ContainingType, decided.Type))
            .Select(reference => ExhaustiveEnum.BitsOf(reference.Field.ConstantValue) ?? 0);

    private ExhaustiveEnum? ExhaustiveOf(IOperation value)
        => OriginalOf(value).Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type ? model.ExhaustiveOf(type) : null;

    private static bool IsZero(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } } => ExhaustiveEnum.BitsOf(constant) == 0,
        INegatedPatternOperation negated => IsZero(negated.Pattern),
        _ => false,
    };

    private static bool IsSame(IOperation left, IOperation right)
        => left is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation or IFieldReferenceOperation
            && SyntaxFactory.AreEquivalent(left.Syntax, right.Syntax);

    /// <summary>What the operation stands for: without conversions, and for a variable that is assigned once, what that is.</summary>
    private IOperation OriginalOf(IOperation operation)
    {
        while (!operation.ConstantValue.HasValue)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case ILocalReferenceOperation local when ValueOfVariable(local.Local) is { } value && value.Syntax.SpanStart < local.Syntax.SpanStart:
                    operation = value;
                    break;
                default:
                    return operation;
            }
        }

        return operation;
    }

    private IOperation? ValueOfVariable(ILocalSymbol local)
    {
        _values ??= ValuesIn(block);
        return _values.TryGetValue(local, out IOperation? value) ? value : null;
    }

    /// <summary>What each variable is declared with; null for one that is written elsewhere, too.</summary>
    private static Dictionary<ISymbol, IOperation?> ValuesIn(IOperation block)
    {
        Dictionary<ISymbol, IOperation?> values = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in block.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } symbol, Initializer.Value: { } value } && !values.ContainsKey(symbol))
                values[symbol] = value;
            else if (operation is ILocalReferenceOperation reference && Assignment.IsTarget(reference))
                values[reference.Local] = null;
        }

        return values;
    }

    /// <summary>Some flags, and the types in which the list is put down.</summary>
    private sealed record FlagList(ExhaustiveEnum Flags, ulong Mask, ImmutableArray<INamedTypeSymbol> Types);
}
