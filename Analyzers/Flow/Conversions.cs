using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What stands inside of casts.</summary>
internal static class Conversions
{
    /// <summary>What is converted, by whatever conversions.</summary>
    public static IOperation Inside(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>What is converted, as long as no method of the user's makes another object of it.</summary>
    public static IOperation InsideBuiltIn(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }
}
