using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>How much there is in something: its <c>Length</c>, its <c>Count</c>, its <c>Count()</c>. It is never below zero.</summary>
internal static class Sizes
{
    /// <summary>What the operation asks how much there is in; null where it asks for something else.</summary>
    /// <param name="operation">What may be a size, or a variable that was given one.</param>
    /// <param name="originals">What variables stand for that are written once; null where each stands for itself.</param>
    public static IOperation? WholeOf(IOperation operation, Originals? originals)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "Count" or "Length" or "LongLength", IsIndexer: false, Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }, Instance: { } whole }:
                return whole;
            case IInvocationOperation { TargetMethod: { Name: "Count" or "LongCount" } method, Arguments: [{ Value: var elements }] } when IsOfEnumerable(method):
                return Conversions.InsideBuiltIn(elements);

            // Of what may grow the variable keeps how much there was.
            case ILocalReferenceOperation when originals?.Of(operation) is { } original && original != operation && WholeOf(original, originals: null) is { } named && IsFixed(named.Type) && named is ILocalReferenceOperation or IParameterReferenceOperation:
                return named;
            default:
                return null;
        }
    }

    /// <summary>Whether as much is in an object of the type as ever was.</summary>
    public static bool IsFixed(ITypeSymbol? type)
        => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String or SpecialType.System_Array } or { Name: "ImmutableArray" } || Views.IsView(type);

    public static bool IsOfEnumerable(IMethodSymbol method) => method.ContainingType is { Name: nameof(Enumerable), ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } } };
}
