using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>The field that the compiler makes for a property.</summary>
internal static class BackingField
{
    /// <returns>Null where the property has none, or where its source is not at hand.</returns>
    public static IFieldSymbol? Of(IPropertySymbol property)
    {
        foreach (ISymbol member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { AssociatedSymbol: { } associated } field && SymbolEqualityComparer.Default.Equals(associated, property))
                return field;
        }

        return null;
    }
}
