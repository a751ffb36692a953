using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>A comparison in the one form that all have who ask the same: <c>a &gt; b</c> is <c>b &lt; a</c>, and <c>n &gt;= 1</c> is not <c>n &lt; 1</c>.</summary>
/// <param name="Left">The left operand.</param>
/// <param name="Symbol">What is asked of the two.</param>
/// <param name="Right">The right operand.</param>
/// <param name="IsNegated">Whether the opposite is asked.</param>
/// <param name="Bound">The number that stands for the right operand; null where that stands for itself.</param>
internal sealed record Comparison(IOperation Left, string Symbol, IOperation Right, bool IsNegated, int? Bound = null)
{
    public const string Equal = "==";

    private const string Less = "<";

    public static bool Is(IBinaryOperation operation) => IsEquality(operation.OperatorKind) || IsOrder(operation.OperatorKind) || IsDifferenceOfTruths(operation);

    public static Comparison Of(IOperation left, BinaryOperatorKind kind, IOperation right)
    {
        if (Number(left) is not null && Number(right) is null)
            (left, kind, right) = (right, Mirrored(kind), left);
        bool isNegated = kind is BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr;
        if (!IsOrder(kind))
        {
            // What is counted is never below zero.
            return Number(right) == 0 && IsCount(left) ? new Comparison(left, Less, right, isNegated, Bound: 1) : new Comparison(left, Equal, right, isNegated);
        }

        // Of nothing, neither a comparison nor its opposite is true.
        if (IsNullable(left) || IsNullable(right))
        {
            if (kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
                (left, kind, right) = (right, Mirrored(kind), left);
            return new Comparison(left, kind == BinaryOperatorKind.LessThan ? Less : "<=", right, IsNegated: false);
        }

        if (Number(right) is { } bound && left.Type?.SpecialType == SpecialType.System_Int32)
        {
            if (kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual)
                return new Comparison(left, Less, right, kind == BinaryOperatorKind.GreaterThanOrEqual, bound);
            if (bound < int.MaxValue)
                return new Comparison(left, Less, right, kind == BinaryOperatorKind.GreaterThan, bound + 1);
        }

        return kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual
            ? new Comparison(left, Less, right, kind == BinaryOperatorKind.GreaterThanOrEqual)
            : new Comparison(right, Less, left, kind == BinaryOperatorKind.LessThanOrEqual);
    }

    /// <returns>Null where the pattern does not compare with a constant.</returns>
    public static Comparison? Of(IOperation value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Of(value, BinaryOperatorKind.Equals, constant.Value),
        IRelationalPatternOperation relational => Of(value, relational.OperatorKind, relational.Value),
        _ => null,
    };

    private static bool IsEquality(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;

    private static bool IsOrder(BinaryOperatorKind kind)
        => kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static bool IsDifferenceOfTruths(IBinaryOperation operation) => operation is { OperatorKind: BinaryOperatorKind.ExclusiveOr, Type.SpecialType: SpecialType.System_Boolean };

    /// <summary>The operator that says the same of the two operands the other way round.</summary>
    public static BinaryOperatorKind Mirrored(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    private static int? Number(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: int number } ? number : null;

    private static bool IsNullable(IOperation operation) => operation.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsCount(IOperation operation)
        => operation is IPropertyReferenceOperation { Property: { Name: "Count" or "Length", Type.SpecialType: SpecialType.System_Int32, IsIndexer: false } };
}
