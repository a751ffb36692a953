using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What stands inside of negations.</summary>
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
                default:
                    return condition;
            }
        }
    }
}
