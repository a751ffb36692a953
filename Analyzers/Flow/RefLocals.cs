using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>The variables by reference of a function (<c>ref T slot = ref first</c>) that stand for one variable, field or part of a tuple as long as they live.</summary>
internal sealed class RefLocals
{
    /// <summary>Of a function that has none.</summary>
    public static readonly RefLocals None = new(static _ => null, []);

    private readonly Dictionary<ISymbol, IOperation> _places = new(SymbolEqualityComparer.Default);
    private readonly ILookup<ISymbol, ISymbol> _names;

    /// <param name="variableOf">The variable that an operation names; null for one that names none.</param>
    /// <param name="assignments">Where it takes something by reference.</param>
    public RefLocals(Func<IOperation, ISymbol?> variableOf, IEnumerable<ISimpleAssignmentOperation> assignments)
    {
        foreach (IGrouping<ISymbol?, IOperation> places in assignments.ToLookup(static assignment => (assignment.Target as ILocalReferenceOperation)?.Local as ISymbol, static assignment => assignment.Value, SymbolEqualityComparer.Default))
        {
            if (places is { Key: ILocalSymbol { IsRef: true } local } && places.ToArray() is [var only] && IsSettled(only))
                _places.Add(local, only);
            else
                Taken.UnionWith(places.Select(variableOf).OfType<ISymbol>());
        }

        // To what one of several references points another one may, too.
        foreach (ISymbol name in Taken.ToArray())
        {
            if (!_places.TryGetValue(name, out IOperation? place))
                continue;
            _places.Remove(name);
            if (variableOf(place) is { } variable)
                Taken.Add(variable);
        }

        _names = _places.Where(place => variableOf(place.Value) is not null).ToLookup(place => variableOf(place.Value)!, static place => place.Key, SymbolEqualityComparer.Default);
    }

    /// <summary>The variables to which some reference points of which it is not known when it does.</summary>
    public HashSet<ISymbol> Taken { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The variables by reference that stand for the variable.</summary>
    public IEnumerable<ISymbol> NamesOf(ISymbol variable) => _names[variable];

    /// <summary>What the variable stands for, where the operation names one by reference; the operation itself for any other.</summary>
    public IOperation PlaceOf(IOperation operation)
        => operation is ILocalReferenceOperation { Local: { IsRef: true } local } && _places.TryGetValue(local, out IOperation? place) ? place : operation;

    private static bool IsSettled(IOperation place) => place switch
    {
        ILocalReferenceOperation { Local.IsRef: false } or IParameterReferenceOperation => true,
        IFieldReferenceOperation { Instance: ILocalReferenceOperation { Local.IsRef: false, Type.IsTupleType: true } } => true,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } => true,
        _ => false,
    };
}
