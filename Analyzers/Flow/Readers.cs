using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The methods of libraries by which a collection is only read: as much is in it afterwards as before.</summary>
internal static class Readers
{
    // The next one who asks by these finds the same element.
    private static readonly HashSet<string> LookUps = ["TryGetValue", "GetValueOrDefault", "Peek", "TryPeek", "Find", "FindLast", "ElementAt"];

    private static readonly HashSet<string> Names =
    [
        "GetEnumerator", "GetAsyncEnumerator", "ToArray", "ToList", "CopyTo", "IndexOf", "LastIndexOf", "FindIndex", "FindLastIndex", "FindAll", "Exists", "TrueForAll", "BinarySearch", "ForEach",
        "GetRange", "Slice", "AsReadOnly", "TryGetFirst", "Overlaps", "SetEquals", "GetViewBetween", "Equals", "GetHashCode", "ToString", "GetType",
    ];

    public static bool Include(IMethodSymbol method)
    {
        if (!method.DeclaringSyntaxReferences.IsEmpty || method.ContainingType is not { } type)
            return false;
        return type is { SpecialType: SpecialType.System_String } or { Name: nameof(Enumerable) or "MemoryExtensions" or "Console" or "Math" }
            || (IsOfCollections(type.ContainingNamespace) && (Names.Contains(method.Name) || LookUps.Contains(method.Name) || method.Name.StartsWith("Contains", StringComparison.Ordinal) || method.Name.StartsWith("Is", StringComparison.Ordinal)));
    }

    /// <summary>Whether the method is one of a collection's that finds an element, and leaves it where it is, and not one that takes it out.</summary>
    public static bool IsLookUp(IMethodSymbol method)
        => LookUps.Contains(method.Name) && method.DeclaringSyntaxReferences.IsEmpty && method.ContainingType is { IsGenericType: true } or { Name: "CollectionExtensions" };

    private static bool IsOfCollections(INamespaceSymbol? space)
    {
        while (space is { Name: not "Collections" })
            space = space.ContainingNamespace;
        return space is { ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
    }
}
