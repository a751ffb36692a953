using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The methods of libraries by which a collection is only read: as much is in it afterwards as before.</summary>
internal static class Readers
{
    private static readonly HashSet<string> Names =
    [
        "GetEnumerator", "GetAsyncEnumerator", "ToArray", "ToList", "CopyTo", "IndexOf", "LastIndexOf", "FindIndex", "FindLastIndex", "Find", "FindAll", "FindLast", "Exists", "TrueForAll", "BinarySearch", "ForEach",
        "GetRange", "Slice", "AsReadOnly", "TryGetValue", "TryGetFirst", "Peek", "TryPeek", "GetValueOrDefault", "Overlaps", "SetEquals", "GetViewBetween", "Equals", "GetHashCode", "ToString", "GetType",
    ];

    public static bool Include(IMethodSymbol method)
    {
        if (!method.DeclaringSyntaxReferences.IsEmpty || method.ContainingType is not { } type)
            return false;
        return type is { SpecialType: SpecialType.System_String } or { Name: nameof(Enumerable) or "MemoryExtensions" or "Console" or "Math" }
            || (IsOfCollections(type.ContainingNamespace) && (Names.Contains(method.Name) || method.Name.StartsWith("Contains", StringComparison.Ordinal) || method.Name.StartsWith("Is", StringComparison.Ordinal)));
    }

    private static bool IsOfCollections(INamespaceSymbol? space)
    {
        while (space is { Name: not "Collections" })
            space = space.ContainingNamespace;
        return space is { ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
    }
}
