using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables that a function takes for amounts, as what a read returned: of such a one it asks whether it is zero, perhaps whether it is more, and never whether it is less. Being
/// zero (<c>n == 0</c>) is the same then as not being more (<c>n &lt;= 0</c>).
/// </summary>
internal sealed class Amounts
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _amounts = new(SymbolEqualityComparer.Default);

    public Amounts(FunctionGraph function)
    {
        _function = function;
        HashSet<ISymbol> others = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IIsPatternOperation { Value: var matched } && VariableOf(matched) is { } inPattern)
                others.Add(inPattern);
            if (operation is not IBinaryOperation { OperatorMethod: null } comparison || !Comparison.Is(comparison) || AskedIn(comparison) is not { } asked)
                continue;
            if (IsAboutLess(asked.Kind, asked.Number))
                others.Add(asked.Variable);
            else if (asked.Number == 0)
                _amounts.Add(asked.Variable);
        }

        _amounts.ExceptWith(others);
    }

    /// <summary>Whether the comparison can be one whether something is zero: most functions have none, and are not looked through.</summary>
    public static bool MayBeAsked(IBinaryOperation comparison)
        => comparison.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (IsZero(comparison.LeftOperand) || IsZero(comparison.RightOperand));

    /// <summary>The question whether an amount is zero, as the one whether it is not more; null for one of what is no amount.</summary>
    /// <param name="comparison">One that <see cref="MayBeAsked"/>.</param>
    public (IOperation Left, BinaryOperatorKind Kind, IOperation Right)? Oriented(IBinaryOperation comparison)
    {
        if (_amounts.Count == 0 || AskedIn(comparison) is not { Number: 0 } asked || !_amounts.Contains(asked.Variable))
            return null;
        BinaryOperatorKind kind = comparison.OperatorKind == BinaryOperatorKind.Equals ? BinaryOperatorKind.LessThanOrEqual : BinaryOperatorKind.GreaterThan;
        return asked.IsMirrored ? (comparison.RightOperand, kind, comparison.LeftOperand) : (comparison.LeftOperand, kind, comparison.RightOperand);
    }

    private (ISymbol Variable, BinaryOperatorKind Kind, int Number, bool IsMirrored)? AskedIn(IBinaryOperation comparison)
    {
        if (VariableOf(comparison.LeftOperand) is { } left && comparison.RightOperand.ConstantValue is { HasValue: true, Value: int onRight })
            return (left, comparison.OperatorKind, onRight, false);
        return VariableOf(comparison.RightOperand) is { } right && comparison.LeftOperand.ConstantValue is { HasValue: true, Value: int onLeft }
            ? (right, Comparison.Mirrored(comparison.OperatorKind), onLeft, true)
            : null;
    }

    private ISymbol? VariableOf(IOperation operand) => operand.Type?.SpecialType == SpecialType.System_Int32 ? _function.VariableOf(operand) : null;

    private static bool IsZero(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: 0 };

    /// <summary>Whether the answer is not the same for zero and for what is less, save for whether it is zero.</summary>
    private static bool IsAboutLess(BinaryOperatorKind kind, int number) => kind switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual => number <= 0,
        _ => number < 0,
    };
}
