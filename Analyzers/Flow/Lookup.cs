using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Tells a library's methods that find an element, and leave it where it is, from those that take it out.</summary>
internal static class Lookup
{
    /// <summary>Whether the method is one of a library's collections that finds an element for whoever asks: the next one who asks finds the same.</summary>
    public static bool Is(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsEmpty
            && method.ContainingType is { IsGenericType: true } or { Name: "CollectionExtensions" }
            && method.Name is "TryGetValue" or "GetValueOrDefault" or "Peek" or "TryPeek" or "Find" or "FindLast" or "ElementAt";
}
