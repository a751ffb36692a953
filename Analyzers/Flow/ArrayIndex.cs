using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>Which of a function's arrays of truths nobody else comes to, and are asked by constant indices only: each element is as good as a variable of its own.</summary>
internal sealed class ArrayIndex
{
    private readonly HashSet<ISymbol> _keptApart = new(SymbolEqualityComparer.Default);

    public ArrayIndex(FunctionGraph function)
    {
        foreach (ISymbol variable in function.Mentions)
        {
            if (variable is ILocalSymbol { RefKind: RefKind.None, Type: IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Boolean } } local && IsKeptApart(local, function))
                _keptApart.Add(local);
        }
    }

    /// <summary>The key of facts about an element; null for one that is not followed.</summary>
    public ArraySlot? SlotOf(IArrayElementReferenceOperation element)
        => element is { ArrayReference: ILocalReferenceOperation { Local: var local }, Indices: [{ ConstantValue: { HasValue: true, Value: int index } }] } && _keptApart.Contains(local) ? new ArraySlot(local, index) : null;

    /// <summary>The array whose initial elements the operation around one of them writes; null where that goes elsewhere.</summary>
    public ILocalSymbol? ArrayWrittenBy(IOperation? elements)
    {
        IOperation? whole = elements is IArrayInitializerOperation ? elements.Parent : elements;
        while (whole?.Parent is IConversionOperation)
            whole = whole.Parent;
        return whole?.Parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment && assignment.Value == whole && _keptApart.Contains(local) ? local : null;
    }

    private static bool IsKeptApart(ILocalSymbol local, FunctionGraph function)
        => (function.Method is null || SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function.Method))
            && !function.Nested.Any(nested => nested.MentionsOf(local).Count > 0)
            && function.MentionsOf(local).Count(Assignment.IsTarget) == 1
            && function.MentionsOf(local).All(static mention => mention.Parent switch
            {
                ISimpleAssignmentOperation { IsRef: false } assignment => assignment.Target == mention && IsWrittenDown(Conversions.InsideBuiltIn(assignment.Value)),
                IArrayElementReferenceOperation { Indices: [{ ConstantValue: { HasValue: true, Value: int } }], Parent: not (IArgumentOperation { Parameter.RefKind: not RefKind.None } or ISimpleAssignmentOperation { IsRef: true } or IAddressOfOperation) } => true,
                IPropertyReferenceOperation { Property.Name: nameof(Array.Length) } => true,
                _ => false,
            });

    private static bool IsWrittenDown(IOperation value)
        => value is IArrayCreationOperation || (value.Syntax is CollectionExpressionSyntax collection && collection.Elements.All(static element => element is ExpressionElementSyntax));
}

/// <summary>An element of an array, as a key of facts.</summary>
/// <param name="Array">The variable.</param>
/// <param name="Index">The element's number.</param>
internal sealed record ArraySlot(ILocalSymbol Array, int Index)
{
    public bool Equals(ArraySlot? other) => other is not null && Index == other.Index && SymbolEqualityComparer.Default.Equals(Array, other.Array);

    public override int GetHashCode() => (SymbolEqualityComparer.Default.GetHashCode(Array) * 31) + Index;
}
