using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The variables in which a function tells how much it has done: they begin at zero or more and are only added to, so that none of them is below zero.</summary>
internal static class Tallies
{
    /// <summary>Whether the value, as of a <c>return</c>, is such a variable's.</summary>
    public static bool Counts(IOperation? value, FunctionGraph function)
        => value is not null
            && Conversions.InsideBuiltIn(value) is ILocalReferenceOperation { Local: var tally }
            && !function.Nested.Any(nested => nested.Assigns.Contains(tally))
            && function.WritesOf(tally).All(IsAddition);

    private static bool IsAddition(IOperation target) => target.Parent switch
    {
        IIncrementOrDecrementOperation { Kind: OperationKind.Increment } => true,
        ICompoundAssignmentOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add } sum => IsAmount(sum.Value),
        ISimpleAssignmentOperation { IsRef: false } beginning => IsAmount(beginning.Value),
        _ => false,
    };

    private static bool IsAmount(IOperation operation) => Conversions.InsideBuiltIn(operation) switch
    {
        { ConstantValue: { HasValue: true, Value: int and >= 0 or long and >= 0 } } => true,
        IPropertyReferenceOperation { Property: { Name: "Length" or "Count" or "Size", Type.SpecialType: SpecialType.System_Int32 } } => true,
        _ => false,
    };
}
