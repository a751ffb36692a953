using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// A question for bits, by <c>HasFlag</c> or by <c>&amp;</c>: whether a value has all of them, or any. Of one bit that is the same.
/// </summary>
/// <param name="Value">What is asked for them.</param>
/// <param name="Bits">Which they are.</param>
/// <param name="AreAllAsked">Whether all are to be set, and not just any.</param>
/// <param name="IsNegated">Whether the opposite is asked.</param>
internal sealed record MaskQuestion(IOperation Value, IOperation Bits, bool AreAllAsked, bool IsNegated)
{
    /// <returns>Null where something else is asked.</returns>
    public static MaskQuestion? In(IOperation condition) => condition switch
    {
        IInvocationOperation { TargetMethod: { Name: nameof(Enum.HasFlag), ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } value, Arguments: [{ Value: var bits }] } => new(value, Conversions.InsideBuiltIn(bits), AreAllAsked: true, IsNegated: false),
        IBinaryOperation { OperatorMethod: null } comparison when IsMask(comparison.LeftOperand) => In(comparison.LeftOperand, comparison.OperatorKind, comparison.RightOperand),
        IBinaryOperation { OperatorMethod: null } comparison when IsMask(comparison.RightOperand) => In(comparison.RightOperand, Comparison.Mirrored(comparison.OperatorKind), comparison.LeftOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation constant } pattern when IsMask(pattern.Value) => In(pattern.Value, BinaryOperatorKind.Equals, constant.Value),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } pattern when IsMask(pattern.Value) => In(pattern.Value, BinaryOperatorKind.NotEquals, constant.Value),
        _ => null,
    };

    private static MaskQuestion? In(IOperation masked, BinaryOperatorKind kind, IOperation asked)
    {
        IBinaryOperation and = (IBinaryOperation)Conversions.InsideBuiltIn(masked);
        (IOperation value, IOperation bits) = (Conversions.InsideBuiltIn(and.LeftOperand), Conversions.InsideBuiltIn(and.RightOperand));
        if (Comparison.NumberOf(value) is not null)
            (value, bits) = (bits, value);
        long? number = Comparison.NumberOf(asked);
        bool isMore = kind == BinaryOperatorKind.GreaterThan && number == 0 && Comparison.NumberOf(bits) > 0;
        if (number == 0 && (isMore || kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return new MaskQuestion(value, bits, AreAllAsked: IsOneBit(bits), IsNegated: kind == BinaryOperatorKind.Equals);
        if (kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals) || Comparison.NumberOf(value) is not null)
            return null;
        asked = Conversions.InsideBuiltIn(asked);
        if (number is null && IsSame(asked, value))
            (value, bits) = (bits, value);
        return number is null ? IsSame(asked, bits) ? All() : null : number == Comparison.NumberOf(bits) ? All() : null;

        MaskQuestion All() => new(value, bits, AreAllAsked: true, IsNegated: kind == BinaryOperatorKind.NotEquals);
    }

    private static bool IsSame(IOperation one, IOperation other) => ConditionText.Of(one) is { } text && text == ConditionText.Of(other);

    private static bool IsMask(IOperation operation)
        => Conversions.InsideBuiltIn(operation) is IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.And, ConstantValue.HasValue: false, Type.SpecialType: not SpecialType.System_Boolean };

    private static bool IsOneBit(IOperation bits) => Comparison.NumberOf(bits) is > 0 and var number && (number & (number - 1)) == 0;
}
