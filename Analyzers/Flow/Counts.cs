using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables by which a function counts what it has begun: it adds to them, takes away, and begins anew, and asks whether there is any, never whether there is less. None of them is below zero, so
/// that whoever has counted one has some.
/// </summary>
internal sealed class Counts
{
    private readonly FunctionGraph _function;
    private readonly HashSet<ISymbol> _counts = new(SymbolEqualityComparer.Default);

    public Counts(FunctionGraph function)
    {
        _function = function;
        HashSet<ISymbol> others = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in function.Operations)
        {
            if (Assignment.IsTarget(operation) && function.VariableOf(operation) is { } written && !IsCounted(operation))
                others.Add(written);
            if (operation is IBinaryOperation { OperatorMethod: null } comparison && Comparison.Is(comparison))
                Note(comparison, others);
        }

        _counts.ExceptWith(others);
        if (_counts.Count > 0)
            _counts.ExceptWith(function.Nested.SelectMany(static nested => nested.Assigns));
    }

    public bool Include(ISymbol? variable) => variable is not null && _counts.Contains(variable);

    /// <summary>What the variable is when one was added, or taken away.</summary>
    public Value Next(IIncrementOrDecrementOperation step, Value former)
    {
        bool isUp = step.Kind == OperationKind.Increment;
        Value next = former.Plus(isUp ? 1 : -1);
        return next.IsUnknown && isUp && Include(_function.VariableOf(step.Target)) ? Value.IsNot(0) : next;
    }

    /// <summary>Whether one is taken away where there is none, which nobody does who counts.</summary>
    public bool IsTakenFromNothing(IIncrementOrDecrementOperation step, Value former) => step.Kind == OperationKind.Decrement && former.EqualTo(0) == true && Include(_function.VariableOf(step.Target));

    /// <summary>What the variable is when an amount was added.</summary>
    public Value Sum(ICompoundAssignmentOperation sum, Value former, Value amount)
        => sum.OperatorKind == BinaryOperatorKind.Add && Include(_function.VariableOf(sum.Target)) && (former.EqualTo(0) == false || amount.EqualTo(0) == false) ? Value.IsNot(0) : Value.Unknown;

    /// <summary>Whether there is more than nothing, or not; null where that is not asked, or not known.</summary>
    public bool? IsMore(IBinaryOperation comparison, Value left, Value right)
        => AskedForMore(comparison) is var (operand, isMore) && Include(_function.VariableOf(Counted(operand))) && (operand == comparison.LeftOperand ? left : right).EqualTo(0) == false ? isMore : null;

    /// <summary>What the comparison asks whether it is more than zero, and whether it is true where it is; null where it asks something else.</summary>
    public static (IOperation Operand, bool IsMore)? AskedForMore(IBinaryOperation comparison)
    {
        (IOperation operand, BinaryOperatorKind kind, IOperation bound) = Oriented(comparison);
        return operand.Type?.SpecialType != SpecialType.System_Int32 || bound.ConstantValue is not { HasValue: true, Value: int number } ? null : (kind, number) switch
        {
            (BinaryOperatorKind.GreaterThan, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) => (operand, true),
            (BinaryOperatorKind.LessThanOrEqual, 0) or (BinaryOperatorKind.LessThan, 1) => (operand, false),
            _ => null,
        };
    }

    private void Note(IBinaryOperation comparison, HashSet<ISymbol> others)
    {
        (IOperation operand, BinaryOperatorKind kind, IOperation bound) = Oriented(comparison);
        if (_function.VariableOf(Counted(operand)) is not ILocalSymbol { IsRef: false, Type.SpecialType: SpecialType.System_Int32 } variable || bound.ConstantValue is not { HasValue: true, Value: int number })
            return;
        if (number < 0 || (number == 0 && kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual))
            others.Add(variable);
        else if (number == 0 || AskedForMore(comparison) is not null)
            _counts.Add(variable);
    }

    /// <summary>The comparison, as it would be asked with the constant on the right.</summary>
    private static (IOperation Operand, BinaryOperatorKind Kind, IOperation Bound) Oriented(IBinaryOperation comparison)
        => comparison.LeftOperand.ConstantValue.HasValue
            ? (comparison.RightOperand, Comparison.Mirrored(comparison.OperatorKind), comparison.LeftOperand)
            : (comparison.LeftOperand, comparison.OperatorKind, comparison.RightOperand);

    private static IOperation Counted(IOperation operand) => operand is IIncrementOrDecrementOperation step ? step.Target : operand;

    private static bool IsCounted(IOperation target) => target.Parent switch
    {
        IIncrementOrDecrementOperation => true,
        ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add } sum => sum.Target == target,
        ISimpleAssignmentOperation { IsRef: false, Value.ConstantValue: { HasValue: true, Value: int and >= 0 } } beginning => beginning.Target == target,
        _ => false,
    };
}
