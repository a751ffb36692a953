using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>A comparison in the one form that all have who ask the same: <c>a &gt; b</c> is <c>b &lt; a</c>, and <c>n &gt;= 1</c> is not <c>n &lt; 1</c>.</summary>
/// <param name="Left">The left operand.</param>
/// <param name="Symbol">What is asked of the two.</param>
/// <param name="Right">The right operand.</param>
/// <param name="IsNegated">Whether the opposite is asked.</param>
/// <param name="Bound">The number that stands for the right operand; null where that stands for itself.</param>
internal sealed record Comparison(IOperation Left, string Symbol, IOperation Right, bool IsNegated, long? Bound = null)
{
    public const string Equal = "==";

    public const string Less = "<";

    public static bool Is(IBinaryOperation operation) => IsEquality(operation.OperatorKind) || IsOrder(operation.OperatorKind) || IsDifferenceOfTruths(operation);

    public static Comparison Of(IOperation left, BinaryOperatorKind kind, IOperation right)
    {
        if (NumberOf(left) is not null && NumberOf(right) is null)
            (left, kind, right) = (right, Mirrored(kind), left);

        // Of nothing, neither a comparison nor its opposite is true.
        if (IsOrder(kind) && (IsNullable(left) || IsNullable(right)))
        {
            if (kind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
                (left, kind, right) = (right, Mirrored(kind), left);
            return new Comparison(left, kind == BinaryOperatorKind.LessThan ? Less : "<=", right, IsNegated: false);
        }

        return OfPresent(left, kind, right);
    }

    /// <summary>A comparison of two values that are there, whether or not their types let them be missing.</summary>
    public static Comparison OfPresent(IOperation left, BinaryOperatorKind kind, IOperation right)
    {
        if (NumberOf(left) is not null && NumberOf(right) is null)
            (left, kind, right) = (right, Mirrored(kind), left);
        bool isNegated = kind is BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr;
        if (NumberOf(right) is { } number && left.Type is { } type && IsWhole(Nullables.Inside(type)) && BoundOf(kind, number, IsNeverLess(left)) is var (bound, isMore))
            return new Comparison(left, Less, right, isMore, bound);
        if (!IsOrder(kind))
            return new Comparison(left, Equal, right, isNegated);
        return kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual
            ? new Comparison(left, Less, right, kind == BinaryOperatorKind.GreaterThanOrEqual)
            : new Comparison(right, Less, left, kind == BinaryOperatorKind.LessThanOrEqual);
    }

    /// <summary>The number below which something whole is, or is not, where it compares so with the given one; null where that takes more than one bound.</summary>
    /// <param name="kind">How it compares.</param>
    /// <param name="number">With what.</param>
    /// <param name="isNeverLess">Whether it is never below zero.</param>
    public static (long Bound, bool IsNegated)? BoundOf(BinaryOperatorKind kind, long number, bool isNeverLess) => kind switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual => (number, kind == BinaryOperatorKind.GreaterThanOrEqual),
        BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan when number < int.MaxValue => (number + 1, kind == BinaryOperatorKind.GreaterThan),
        BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals when number == 0 && isNeverLess => (1, kind == BinaryOperatorKind.NotEquals),
        _ => null,
    };

    /// <returns>Null where the pattern does not compare with a constant.</returns>
    public static Comparison? Of(IOperation value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Of(value, BinaryOperatorKind.Equals, constant.Value),
        IRelationalPatternOperation relational => Of(value, relational.OperatorKind, relational.Value),
        _ => null,
    };

    private static bool IsEquality(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;

    public static bool IsOrder(BinaryOperatorKind kind)
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

    /// <summary>The whole number that the constant is, whichever its type; null for any other operation.</summary>
    public static long? NumberOf(IOperation operation) => operation.ConstantValue is not { HasValue: true, Value: { } constant } ? null : constant switch
    {
        int number => number,
        byte number => number,
        sbyte number => number,
        short number => number,
        ushort number => number,
        char number => number,
        uint number => number,
        long number => number,
        ulong and <= long.MaxValue and var number => (long)number,
        _ => null,
    };

    /// <summary>Whether the value is a structure that may be missing.</summary>
    public static bool IsNullable(IOperation operation) => operation.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) or SpecialType.System_Char;

    private static bool IsNeverLess(IOperation operation)
        => Sizes.WholeOf(operation, originals: null) is not null
            || Conversions.InsideBuiltIn(operation).Type?.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64;
}
