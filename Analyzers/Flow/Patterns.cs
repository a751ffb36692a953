using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Questions about patterns.</summary>
internal static class Patterns
{
    /// <summary>Whether the pattern matches whatever is there of its type: what it says of parts gives them names and asks for nothing, as in <c>{ Size: var size }</c>.</summary>
    public static bool AsksForNoPart(IRecursivePatternOperation pattern)
        => pattern.PropertySubpatterns.All(static part => MatchesAnything(part.Pattern)) && pattern.DeconstructionSubpatterns.All(MatchesAnything);

    /// <summary>What a pattern reads the member of that stands in it; null where that has no name.</summary>
    public static IOperation? InputOf(IOperation instance)
    {
        IOperation? part = instance;
        while (part is not (null or IPropertySubpatternOperation))
            part = part.Parent;
        IOperation? pattern = part?.Parent;
        while (pattern?.Parent is INegatedPatternOperation or IBinaryPatternOperation)
            pattern = pattern.Parent;
        return pattern?.Parent switch
        {
            IIsPatternOperation match => match.Value,
            IPropertySubpatternOperation outer => outer.Member,
            _ => null,
        };
    }

    /// <summary>The constants of which the pattern asks for one; null where it asks for something else, too.</summary>
    public static IReadOnlyList<object?>? ConstantsIn(IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: not null and var constant } }:
                return [constant];
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return ConstantsIn(either.LeftPattern) is { } left && ConstantsIn(either.RightPattern) is { } right ? [.. left, .. right] : null;
            default:
                return null;
        }
    }

    /// <summary>What the pattern calls whatever matches it; null where it gives that no name.</summary>
    public static ISymbol? NameIn(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        _ => null,
    };

    /// <summary>Whether the pattern gives a name to what it matches, or to a part of that.</summary>
    public static bool GivesName(IPatternOperation pattern)
        => pattern.DescendantsAndSelf().Any(static part => part is IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null } or IListPatternOperation { DeclaredSymbol: not null });

    private static bool MatchesAnything(IPatternOperation pattern) => pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true };
}
