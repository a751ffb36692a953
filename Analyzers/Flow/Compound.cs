using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>A condition that is true where several others are, as a range, a pattern of several properties, or what is asked of an object that may not be there.</summary>
/// <param name="Key">What it is known by: that all parts are true.</param>
/// <param name="Parts">The others.</param>
/// <param name="IsNegated">Whether it is true where one of them is not.</param>
internal sealed record Compound(string Key, ImmutableArray<ConditionKey> Parts, bool IsNegated)
{
    private const int MaximumParts = 16;

    /// <returns>Null where the condition is none.</returns>
    public static Compound? Of(IOperation condition, Originals originals)
    {
        bool negated = false;
        condition = Negations.Inside(condition, ref negated);
        List<ConditionKey> parts = [];
        bool isWhole = condition switch
        {
            IIsPatternOperation pattern => AddPattern(pattern, originals, parts, ref negated),
            IBinaryOperation { IsLifted: true } order when Comparison.IsOrder(order.OperatorKind) && (order.OperatorMethod is not { } own || PureMembers.Include(own)) => AddOrder(order.LeftOperand, order.OperatorKind, order.RightOperand, originals, parts),
            IBinaryOperation comparison => AddAnswer(comparison, originals, parts, ref negated),
            IInvocationOperation or ILiteralOperation => AddAnswerOrNot(condition, originals, parts, ref negated),
            _ => false,
        };
        return isWhole && parts.Count is > 1 and <= MaximumParts
            ? new Compound("&" + string.Join("&", parts.Select(static part => (part.IsNegated ? "!" : string.Empty) + part.Text).OrderBy(static text => text, StringComparer.Ordinal)), parts.ToImmutableArray(), negated)
            : null;
    }

    /// <summary>Whether all parts are true, as far as that follows from what is known of them; null where it does not.</summary>
    public bool? FromParts(Func<ConditionKey, bool?> knownOf)
    {
        bool areAllTrue = true;
        foreach (ConditionKey part in Parts)
        {
            bool? known = knownOf(part);
            if (known == false)
                return false;
            areAllTrue &= known == true;
        }

        return areAllTrue ? true : null;
    }

    /// <summary>What follows for the parts from what is known of the whole; null where both cannot be.</summary>
    public Facts? Conclude(Facts facts)
    {
        switch (facts[Key].AsBoolean())
        {
            case true:
                foreach (ConditionKey part in Parts)
                    facts = facts.With(part.Text, Value.Of(!part.IsNegated));
                return facts;
            case false:
                ConditionKey[] open = [.. Parts.Where(part => Known(part, facts) != true)];
                return open switch
                {
                    [] => null,
                    [var only] => facts.With(only.Text, Value.Of(only.IsNegated)),
                    _ => facts,
                };
            default:
                return facts;
        }
    }

    private static bool? Known(ConditionKey part, Facts facts) => facts[part.Text].AsBoolean() ^ part.IsNegated;

    private static bool AddPattern(IIsPatternOperation condition, Originals originals, List<ConditionKey> parts, ref bool negated)
    {
        IPatternOperation pattern = condition.Pattern;
        while (pattern is INegatedPatternOperation not)
            (pattern, negated) = (not.Pattern, !negated);
        if (pattern is not IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either)
            return AddParts(condition.Value, pattern, originals, parts);

        // None of several is not one of them.
        List<ConditionKey> alternatives = [];
        if (!AddAlternatives(condition.Value, either, originals, alternatives))
            return false;
        parts.AddRange(alternatives.Select(static key => key with { IsNegated = !key.IsNegated }));
        negated = !negated;
        return true;
    }

    private static bool AddAlternatives(IOperation value, IPatternOperation pattern, Originals originals, List<ConditionKey> alternatives)
    {
        if (pattern is IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either)
            return AddAlternatives(value, either.LeftPattern, originals, alternatives) && AddAlternatives(value, either.RightPattern, originals, alternatives);
        int before = alternatives.Count;
        return AddParts(value, pattern, originals, alternatives) && alternatives.Count == before + 1;
    }

    private static bool AddParts(IOperation value, IPatternOperation pattern, Originals originals, List<ConditionKey> parts)
    {
        switch (pattern)
        {
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return AddParts(value, both.LeftPattern, originals, parts) && AddParts(value, both.RightPattern, originals, parts);
            case IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true } properties when ConditionKey.IsAny(properties.InputType, properties.NarrowedType):
                return (!Nullables.MayBeNull(value) || AddSomething(value, originals, parts))
                    && properties.PropertySubpatterns.All(part => part.Member is IMemberReferenceOperation member && AddParts(member, part.Pattern, originals, parts));
            case IRelationalPatternOperation relation when Comparison.IsNullable(value):
                return AddOrder(value, relation.OperatorKind, relation.Value, originals, parts);
            default:
                if (ConditionKey.OfPart(value, pattern, originals) is not { } key)
                    return false;
                parts.Add(key);
                return true;
        }
    }

    /// <summary><c>options?.IsQuick == true</c>: there are options, and they are quick.</summary>
    private static bool AddAnswer(IBinaryOperation comparison, Originals originals, List<ConditionKey> parts, ref bool negated)
    {
        if (comparison.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) || Conversions.InsideBuiltIn(comparison.RightOperand).ConstantValue is not { HasValue: true, Value: bool truth })
            return false;
        negated ^= comparison.OperatorKind == BinaryOperatorKind.NotEquals;
        return AddAnswer(comparison.LeftOperand, truth, originals, parts);
    }

    private static bool AddAnswerOrNot(IOperation condition, Originals originals, List<ConditionKey> parts, ref bool negated)
    {
        if (originals.AskedUnlessNothing(condition, out bool otherwise) is not { } asked)
            return false;
        negated ^= otherwise;
        return AddAnswer(asked, !otherwise, originals, parts);
    }

    /// <summary><c>count &gt; limit</c> of numbers that may be missing: they are there, and compare so.</summary>
    private static bool AddOrder(IOperation left, BinaryOperatorKind kind, IOperation right, Originals originals, List<ConditionKey> parts)
    {
        (left, right) = (Conversions.InsideBuiltIn(left), Conversions.InsideBuiltIn(right));
        if ((Comparison.IsNullable(left) && !AddSomething(left, originals, parts)) || (Comparison.IsNullable(right) && !AddSomething(right, originals, parts)) || ConditionKey.OfOrder(left, kind, right, originals) is not { } key)
            return false;
        parts.Add(key);
        return true;
    }

    private static bool AddSomething(IOperation value, Originals originals, List<ConditionKey> parts)
    {
        if (ConditionKey.OfSomething(value, originals) is not { } something)
            return false;
        parts.Add(something);
        return true;
    }

    private static bool AddAnswer(IOperation asked, bool truth, Originals originals, List<ConditionKey> parts)
    {
        if (originals.AskedOfWhatIsThere(asked) is not IMemberReferenceOperation { Instance: { } owner } answer || !AddSomething(owner, originals, parts) || ConditionKey.OfTruth(answer, originals) is not { } key)
            return false;
        parts.Add(key with { IsNegated = key.IsNegated ^ !truth });
        return true;
    }
}
