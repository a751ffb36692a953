using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What stands inside of negations, <c>is false</c> and <c>== true</c>, as a <c>switch</c> asks it, among them.</summary>
internal static class Negations
{
    /// <summary>What is asked, however often it is turned round; the truth is turned round with it.</summary>
    public static IOperation Inside(IOperation condition, ref bool truth)
    {
        while (true)
        {
            switch (condition)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                    (condition, truth) = (not.Operand, !truth);
                    break;
                case IParenthesizedOperation parenthesized:
                    condition = parenthesized.Operand;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null, RightOperand.ConstantValue: { HasValue: true, Value: bool truthOfRight } } comparison
                    when IsTruth(comparison.LeftOperand):
                    (condition, truth) = (comparison.LeftOperand, truth ^ (comparison.OperatorKind == BinaryOperatorKind.Equals) ^ truthOfRight);
                    break;
                case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truthOfPattern } } } match when IsTruth(match.Value):
                    (condition, truth) = (match.Value, truth ^ !truthOfPattern);
                    break;
                default:
                    return condition;
            }
        }
    }

    private static bool IsTruth(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;
}
