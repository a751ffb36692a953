using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The methods of libraries by which a collection is only read: as much is in it afterwards as before.</summary>
internal static class Readers
{
    // The next one who asks by these finds the same element.
    private static readonly HashSet<string> LookUps = ["TryGetValue", "GetValueOrDefault", "Peek", "TryPeek", "Find", "FindLast", "ElementAt"];

    private static readonly HashSet<string> ElementsOfSequence = ["First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "MinBy", "MaxBy"];

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

    /// <summary>Whether the method finds an element of a collection or a sequence, or what a variable holds, and leaves it where it is; not one that takes it out.</summary>
    public static bool IsLookUp(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty && method.ContainingType switch
        {
            { IsGenericType: true } or { Name: "CollectionExtensions" } => LookUps.Contains(method.Name),
            { Name: nameof(Enumerable) } => ElementsOfSequence.Contains(method.Name),
            { Name: nameof(Volatile) } => method.Name == nameof(Volatile.Read),
            { Name: nameof(Interlocked) } => method.Name == nameof(Interlocked.CompareExchange),
            _ => false,
        };

    /// <summary>Whether the method takes out what a variable holds, and puts something else there.</summary>
    public static bool IsExchange(IMethodSymbol method) => method is { Name: nameof(Interlocked.Exchange), ContainingType.Name: nameof(Interlocked), DeclaringSyntaxReferences.IsEmpty: true };

    /// <summary>Whether the namespace is one of the library's collections.</summary>
    public static bool IsOfCollections(INamespaceSymbol? space)
    {
        while (space is { Name: not "Collections" })
            space = space.ContainingNamespace;
        return space is { ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
    }
}
