using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// What a variable is compared with: <c>i + 1 == count</c> asks whether it is <c>count - 1</c>, and <c>i &lt; count</c> whether it is no more than that. Of a bound it is the farthest number that it lets through.
/// </summary>
/// <param name="Counter">The variable.</param>
/// <param name="Base">What the number is counted from; empty for a constant.</param>
/// <param name="Offset">What is added to that.</param>
/// <param name="Direction">1 for an upper bound, -1 for a lower one, 0 for the number itself.</param>
/// <param name="IsNegated">Whether the opposite is asked.</param>
internal sealed record Comparand(ISymbol Counter, string Base, long Offset, int Direction, bool IsNegated)
{
    /// <summary>The number, as two comparands with the same one have it.</summary>
    public string Number => $"{Base}+{Offset}";

    /// <summary>The same asked the other way: what is no less than a number is not less than that, and so no more than the one before it.</summary>
    public Comparand Opposite => this with { Direction = -Direction, Offset = Offset + Direction, IsNegated = !IsNegated };

    public static bool IsEquality(IOperation condition) => condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } or IIsPatternOperation;

    /// <param name="condition">What may compare one.</param>
    /// <param name="function">The function.</param>
    /// <param name="originals">What its variables stand for.</param>
    /// <returns>Null where no variable is compared with a number.</returns>
    public static Comparand? In(IOperation condition, FunctionGraph function, Originals originals) => condition switch
    {
        IBinaryOperation { OperatorMethod: null, OperatorKind: var kind } comparison
            => Of(comparison.LeftOperand, kind, comparison.RightOperand, function, originals) ?? Of(comparison.RightOperand, Comparison.Mirrored(kind), comparison.LeftOperand, function, originals),
        IIsPatternOperation { Pattern: IConstantPatternOperation constant } pattern => Of(pattern.Value, BinaryOperatorKind.Equals, constant.Value, function, originals),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } pattern => Of(pattern.Value, BinaryOperatorKind.NotEquals, constant.Value, function, originals),
        _ => null,
    };

    private static Comparand? Of(IOperation left, BinaryOperatorKind kind, IOperation right, FunctionGraph function, Originals originals)
    {
        if (left.Type?.SpecialType is not (>= SpecialType.System_SByte and <= SpecialType.System_UInt64))
            return null;
        (IOperation variable, long added) = Apart(left);
        if (function.VariableOf(variable) is not { } counter || !function.Assigns.Contains(counter))
            return null;
        (IOperation counted, long offset) = Apart(right);
        if (originals.NumberIn(counted) is var original && original != counted)
        {
            (counted, long more) = Apart(original);
            offset += more;
        }

        string? origin = counted.ConstantValue.HasValue ? string.Empty : ConditionText.Of(counted);
        if (origin is null || (counted.ConstantValue.HasValue && counted.ConstantValue.Value is not int))
            return null;
        offset += (counted.ConstantValue.Value as int? ?? 0) - added;
        return kind switch
        {
            BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => new Comparand(counter, origin, offset, 0, kind == BinaryOperatorKind.NotEquals),
            BinaryOperatorKind.LessThan => new Comparand(counter, origin, offset - 1, 1, IsNegated: false),
            BinaryOperatorKind.LessThanOrEqual => new Comparand(counter, origin, offset, 1, IsNegated: false),
            BinaryOperatorKind.GreaterThan => new Comparand(counter, origin, offset + 1, -1, IsNegated: false),
            BinaryOperatorKind.GreaterThanOrEqual => new Comparand(counter, origin, offset, -1, IsNegated: false),
            _ => null,
        };
    }

    /// <summary>What a constant is added to, and the constant.</summary>
    private static (IOperation Operand, long Added) Apart(IOperation operand)
    {
        operand = Conversions.InsideBuiltIn(operand);
        return operand switch
        {
            { ConstantValue.HasValue: true } => (operand, 0),
            IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add, RightOperand.ConstantValue: { HasValue: true, Value: int number }, LeftOperand: var other } => (Conversions.InsideBuiltIn(other), number),
            IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue: { HasValue: true, Value: int number }, LeftOperand: var other } => (Conversions.InsideBuiltIn(other), -(long)number),
            _ => (operand, 0),
        };
    }
}
