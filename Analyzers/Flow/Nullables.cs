using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Types of values that may be missing.</summary>
internal static class Nullables
{
    /// <summary>The type of a value that is there: of <c>T?</c>, where that is a structure, it is <c>T</c>.</summary>
    public static ITypeSymbol Inside(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] } ? underlying : type;
}
