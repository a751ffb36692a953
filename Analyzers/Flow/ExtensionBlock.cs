using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The members of C#'s extension blocks. They are called on their receiver as its own members are, and what is said of it stands on the block's parameter.</summary>
internal static class ExtensionBlock
{
    // The compiler that the rules are built against, older than the feature, has no such property; the one that runs them may.
    private static readonly Func<INamedTypeSymbol, IParameterSymbol?>? s_parameterOf
        = typeof(INamedTypeSymbol).GetProperty("ExtensionParameter")?.GetMethod.CreateDelegate(typeof(Func<INamedTypeSymbol, IParameterSymbol?>)) as Func<INamedTypeSymbol, IParameterSymbol?>;

    /// <summary>The parameter for what the method is called on; null for a method of any other kind, and a static one.</summary>
    public static IParameterSymbol? ReceiverOf(IMethodSymbol method)
        => method is { IsStatic: false, ContainingType: { } block } && !IsOwnMember(method) ? s_parameterOf?.Invoke(block) : null;

    /// <summary>Whether the method is a member of a type, and of no block.</summary>
    public static bool IsOwnMember(IMethodSymbol method)
        => method.ContainingType?.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Array or TypeKind.Delegate or TypeKind.Enum or TypeKind.TypeParameter;

    /// <summary>All that the method is given, its receiver first.</summary>
    public static ImmutableArray<IParameterSymbol> ParametersOf(IMethodSymbol method) => ReceiverOf(method) is { } receiver ? method.Parameters.Insert(0, receiver) : method.Parameters;
}
