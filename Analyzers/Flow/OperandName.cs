using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>What a message calls an object.</summary>
internal static class OperandName
{
    private const int MaximumLength = 40;

    /// <summary>What the source calls the operand.</summary>
    public static string Of(IOperation operand)
    {
        // A using that gives its variable up as what it implements.
        while (operand is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            operand = conversion.Operand;
        if (operand is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local })
            return local.Local.Name;
        if (operand is ILocalReferenceOperation reference)
            return reference.Local.Name;
        string text = operand.Syntax.ToString();
        return text.Length <= MaximumLength && text.IndexOf('\n') < 0 ? text : operand.Type?.Name ?? text.Substring(0, MaximumLength);
    }

    /// <summary>The variable that the call's value goes to, by an assignment or a pattern, or the value's type.</summary>
    public static string OfResult(IOperation call)
    {
        IOperation result = call;
        while (result.Parent is IConversionOperation or IAwaitOperation or IParenthesizedOperation || (result.Parent is IInvocationOperation configuration && configuration.Instance == result && Awaiting.IsConfiguration(configuration)))
            result = result.Parent;
        return result.Parent switch
        {
            ISimpleAssignmentOperation { Target: { } target } => Of(target),
            IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } variable } } => variable.Name,
            IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: { } variable } } => variable.Name,
            _ => (Awaiting.ResultOf(result.Type) ?? call.Type)?.Name ?? string.Empty,
        };
    }
}
