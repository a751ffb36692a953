using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Types of values that may be missing, and values that may be.</summary>
internal static class Nullables
{
    /// <summary>The type of a value that is there: of <c>T?</c>, where that is a structure, it is <c>T</c>.</summary>
    public static ITypeSymbol Inside(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } ? underlying : type;

    /// <summary>Whether the value may be null, as far as its declaration says.</summary>
    public static bool MayBeNull(IOperation operation)
    {
        operation = Conversions.InsideBuiltIn(operation);
        return operation.Type?.IsValueType != true && operation switch
        {
            IParameterReferenceOperation { Parameter.NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
            ILocalReferenceOperation { Local.NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
            IFieldReferenceOperation { Field.NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
            IPropertyReferenceOperation { Property.NullableAnnotation: NullableAnnotation.NotAnnotated } => false,
            _ => true,
        };
    }
}
