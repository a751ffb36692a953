using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Questions about patterns.</summary>
internal static class Patterns
{
    /// <summary>Whether the pattern matches whatever is there of its type: what it says of parts gives them names and asks for nothing, as in <c>{ Size: var size }</c>.</summary>
    public static bool AsksForNoPart(IRecursivePatternOperation pattern)
        => pattern.PropertySubpatterns.All(static part => MatchesAnything(part.Pattern)) && pattern.DeconstructionSubpatterns.All(MatchesAnything);

    /// <summary>What the pattern calls whatever matches it; null where it gives that no name.</summary>
    public static ISymbol? NameIn(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        _ => null,
    };

    private static bool MatchesAnything(IPatternOperation pattern) => pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true };
}
