using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A question how much there is in something that is no comparison: <c>data.IsEmpty</c>, <c>chunks.Any()</c>, <c>chunks is [] or { Count: > 0 }</c>, <c>string.IsNullOrEmpty(name)</c>. Where there is
/// nothing at all, as little is in it as can be.
/// </summary>
/// <param name="Whole">What it is asked of.</param>
/// <param name="Kind">How the size is compared.</param>
/// <param name="Number">With what.</param>
/// <param name="IsNegated">Whether the opposite is asked.</param>
internal sealed record SizeQuestion(IOperation Whole, BinaryOperatorKind Kind, IOperation? Number, bool IsNegated)
{
    /// <param name="condition">The condition.</param>
    /// <param name="originals">What variables stand for that are written once; null where each stands for itself.</param>
    /// <returns>Null where something else is asked.</returns>
    public static SizeQuestion? In(IOperation condition, Originals? originals) => condition switch
    {
        IPropertyReferenceOperation { Property: { Name: "IsEmpty", ContainingNamespace: var space }, Instance: { } whole } when IsOfSystem(space) => IsEmpty(whole),
        IInvocationOperation { TargetMethod: { Name: nameof(Enumerable.Any) } method, Arguments: [{ Value: var elements }] } when Sizes.IsOfEnumerable(method) => IsEmpty(Conversions.InsideBuiltIn(elements), isNegated: true),
        IInvocationOperation { TargetMethod: { Name: "TryPeek", DeclaringSyntaxReferences.IsEmpty: true, ContainingType.IsGenericType: true }, Instance: { } whole } => IsEmpty(whole, isNegated: true),
        IInvocationOperation { TargetMethod: { Name: nameof(string.IsNullOrEmpty), ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] } => IsEmpty(text),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison when IsEmptyText(comparison.RightOperand) && !Nullables.MayBeNull(comparison.LeftOperand)
            => IsEmpty(comparison.LeftOperand, comparison.OperatorKind == BinaryOperatorKind.NotEquals),
        IIsPatternOperation pattern => In(pattern.Value, pattern.Pattern),
        IBinaryOperation { OperatorMethod: null } comparison when Comparison.Is(comparison) && originals?.AskedOfWhatIsThere(comparison.LeftOperand) is { } asked => OfWhatIsThere(asked, comparison),
        _ => null,
    };

    /// <summary>What is asked by a comparison of something that may not be there, as by <c>chunks?.Count > 0</c>: of nothing none is true, save that it is not equal.</summary>
    private static SizeQuestion? OfWhatIsThere(IOperation asked, IBinaryOperation comparison)
    {
        IOperation right = Conversions.InsideBuiltIn(comparison.RightOperand);
        bool isDifference = comparison.OperatorKind == BinaryOperatorKind.NotEquals;
        SizeQuestion? question = right.ConstantValue.Value is bool truth
            ? In(asked, originals: null) is { } inside ? inside with { IsNegated = inside.IsNegated == truth } : null
            : Sizes.WholeOf(asked, originals: null) is { } whole && Comparison.NumberOf(right) is not null ? new SizeQuestion(whole, isDifference ? BinaryOperatorKind.Equals : comparison.OperatorKind, right, IsNegated: false)
            : null;
        return question is null || (question.Number is null ? !question.IsNegated : question.HoldsOfNothing) ? null : question with { IsNegated = question.IsNegated ^ isDifference };
    }

    /// <summary>What a pattern asks of the value; null where that is something else.</summary>
    public static SizeQuestion? In(IOperation value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return In(value, negated.Pattern) is { } opposite ? opposite with { IsNegated = !opposite.IsNegated } : null;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when IsNull(either.LeftPattern):
                return OfAny(value, either.RightPattern);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either when IsNull(either.RightPattern):
                return OfAny(value, either.LeftPattern);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And, LeftPattern: INegatedPatternOperation { Pattern: var left }, RightPattern: INegatedPatternOperation { Pattern: var right } } when IsNull(left) || IsNull(right):
                return OfAny(value, IsNull(left) ? right : left) is { } any ? any with { IsNegated = !any.IsNegated } : null;
            default:
                // Of nothing no such pattern is true.
                return OfAny(value, pattern) is { } question && (!Nullables.MayBeNull(value) || !question.HoldsOfNothing) ? question : null;
        }
    }

    /// <summary>What the pattern asks of what is not null.</summary>
    private static SizeQuestion? OfAny(IOperation value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value: var text } when IsEmptyText(text) => IsEmpty(value),
        IListPatternOperation { DeclaredSymbol: null, Patterns.IsEmpty: true } => IsEmpty(value),
        IListPatternOperation { DeclaredSymbol: null, Patterns: [IDiscardPatternOperation, ISlicePatternOperation { Pattern: null }] or [ISlicePatternOperation { Pattern: null }, IDiscardPatternOperation] } => IsEmpty(value, isNegated: true),
        IRecursivePatternOperation { DeclaredSymbol: null, DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns: [{ Member: IPropertyReferenceOperation { Property: { IsIndexer: false } property } member, Pattern: var asked }] } recursive
            when SymbolEqualityComparer.Default.Equals(recursive.InputType, recursive.NarrowedType)
            => property.Name == "IsEmpty" && IsOfSystem(property.ContainingNamespace) ? OfTruth(value, asked)
                : Sizes.WholeOf(member, originals: null) is not null ? OfNumber(value, asked)
                : null,
        _ => null,
    };

    private static SizeQuestion? OfTruth(IOperation value, IPatternOperation pattern)
        => pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truth } } ? IsEmpty(value, isNegated: !truth) : null;

    private static SizeQuestion? OfNumber(IOperation value, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation { Pattern: var inside } => OfNumber(value, inside) is { } opposite ? opposite with { IsNegated = !opposite.IsNegated } : null,
        IConstantPatternOperation constant => new SizeQuestion(value, BinaryOperatorKind.Equals, constant.Value, IsNegated: false),
        IRelationalPatternOperation relation => new SizeQuestion(value, relation.OperatorKind, relation.Value, IsNegated: false),
        _ => null,
    };

    private bool HoldsOfNothing => Number?.ConstantValue.Value is not int number || IsNegated ^ (Kind switch
    {
        BinaryOperatorKind.Equals => number == 0,
        BinaryOperatorKind.LessThan => 0 < number,
        BinaryOperatorKind.LessThanOrEqual => 0 <= number,
        BinaryOperatorKind.GreaterThan => 0 > number,
        _ => 0 >= number,
    });

    private static SizeQuestion IsEmpty(IOperation whole, bool isNegated = false) => new(whole, BinaryOperatorKind.Equals, Number: null, isNegated);

    private static bool IsNull(IPatternOperation pattern) => pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } };

    private static bool IsEmptyText(IOperation operation)
        => Conversions.InsideBuiltIn(operation) is { ConstantValue: { HasValue: true, Value: "" } } or IFieldReferenceOperation { Field: { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String } };

    private static bool IsOfSystem(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space?.Name == nameof(System);
    }
}
