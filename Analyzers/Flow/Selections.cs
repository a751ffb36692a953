using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The variables to which a function gives one of several objects, as by <c>target = isFree ? own : spare</c>: who compares such a one with one of these asks which it was given, and not whether two of
/// them are the same object.
/// </summary>
internal sealed class Selections(FunctionGraph function, Originals originals)
{
    // A private method's body is looked at for several callers at once.
    private readonly Lazy<HashSet<string>> _written = new(() => [.. function.Operations.Where(Assignment.IsTarget).Select(target => ConditionKey.OfPath(target, originals)?.Text).OfType<string>()]);

    private readonly ConcurrentDictionary<IOperation, string?> _paths = new();

    private readonly ConcurrentDictionary<ISymbol, List<IOperation>?> _given = new(SymbolEqualityComparer.Default);

    /// <summary>What the variable that the operation names is given; null where it is given one thing only, or nobody can tell.</summary>
    public List<IOperation>? GivenTo(IOperation operation)
        => function.ValueOf(Conversions.InsideBuiltIn(operation)) is ILocalReferenceOperation { Local: { RefKind: RefKind.None } variable } ? _given.GetOrAdd(variable, Collect) : null;

    /// <summary>Whether both mentions are of one variable, or of one member or element that the function does not write.</summary>
    public bool AreSame(IOperation one, IOperation other)
    {
        if (function.VariableOf(Conversions.InsideBuiltIn(other)) is { } variable && SymbolEqualityComparer.Default.Equals(function.VariableOf(one), variable))
            return true;
        return PathOf(one) is { } path && path == PathOf(other) && !_written.Value.Contains(path);
    }

    private string? PathOf(IOperation mention)
        => _paths.GetOrAdd(mention, _ =>
        {
            IOperation original = originals.Of(mention);
            return ConditionKey.OfPath(originals.AskedOfWhatIsThere(original) ?? original, originals)?.Text;
        });

    private List<IOperation>? Collect(ISymbol variable)
    {
        if (function.Nested.Any(nested => nested.Assigns.Contains(variable)))
            return null;
        List<IOperation> given = [];
        foreach (IOperation target in function.WritesOf(variable))
        {
            if (target.Parent is not ISimpleAssignmentOperation { IsRef: false, Value: var value } assignment || assignment.Target != target)
                return null;
            value = Conversions.InsideBuiltIn(value);
            if (value is IFlowCaptureReferenceOperation { Id: var id } && function.IsBranching(id))
                given.AddRange(function.ValuesOf(id).Select(Conversions.InsideBuiltIn));
            else
                given.Add(value);
        }

        return given.Count > 1 ? given : null;
    }
}
