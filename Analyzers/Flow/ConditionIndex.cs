using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// The conditions that a function tests more than once, and the elements that it passes by reference, and what ends the knowledge of them.
/// </summary>
internal sealed class ConditionIndex
{
    private readonly Dictionary<IOperation, ConditionKey> _conditions = [];
    private readonly HashSet<string> _readsMember = [];
    private readonly HashSet<string> _elements = [];
    private readonly Dictionary<ISymbol, List<string>> _conditionsOn = new(SymbolEqualityComparer.Default);

    public ConditionIndex(FunctionGraph function)
    {
        List<IOperation> candidates = [];
        foreach (IOperation operation in function.Operations)
        {
            if (operation.Type?.SpecialType == SpecialType.System_Boolean && operation is IBinaryOperation or IPropertyReferenceOperation or IInvocationOperation or IIsPatternOperation or IIsTypeOperation)
                candidates.Add(operation);
        }

        Milestones = new Milestones(candidates, function);
        List<IOperation> asked = candidates.Count > 1 ? candidates : [];
        Counters counters = new(asked.Count > 0 ? function : null);
        var conditions =
            from operation in asked
            let key = ConditionKey.Of(operation, counters)
            where key is not null
            group (operation, key) by key.Text into same
            where same.Skip(1).Any()
            from condition in same
            select condition;
        foreach ((IOperation operation, ConditionKey key) in conditions)
            Add(operation, key);
        AddElements(function);
    }

    /// <summary>The numbers that the function asks for in loops that count.</summary>
    public Milestones Milestones { get; }

    /// <summary>The elements that a callee may make name another object, as keys of facts.</summary>
    public IReadOnlyCollection<string> Elements => _elements;

    /// <returns>Null for a condition that is tested only once, or may come out another way each time.</returns>
    public ConditionKey? Find(IOperation operation) => _conditions.TryGetValue(operation, out ConditionKey? key) ? key : null;

    /// <summary>The conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public IEnumerable<string> On(ISymbol symbol) => _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? keys : [];

    /// <summary>Forgets the conditions that assigning to the variable, or to the member, makes unknown.</summary>
    public Facts ForgetOn(ISymbol symbol, Facts facts) => !facts.IsEmpty && _conditionsOn.TryGetValue(symbol, out List<string>? keys) ? facts.Without(keys) : facts;

    /// <summary>Forgets the conditions that read a member of what the variable refers to: whoever is given it may change them.</summary>
    public Facts ForgetInside(ISymbol variable, Facts facts)
    {
        if (facts.IsEmpty || !_conditionsOn.TryGetValue(variable, out List<string>? keys))
            return facts;
        foreach (string key in keys)
        {
            if (_readsMember.Contains(key))
                facts = facts.With(key, Value.Unknown);
        }

        return facts;
    }

    /// <summary>Forgets all conditions: what they read may have changed since the loop's last round.</summary>
    public Facts Forget(Facts facts) => _conditionsOn.Count == 0 ? facts : facts.Without(_conditionsOn.Values.SelectMany(keys => keys));

    private void AddElements(FunctionGraph function)
    {
        foreach (IOperation operation in function.Operations)
        {
            if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument && ConditionKey.OfElement(argument.Value) is { } key)
                _elements.Add(key.Text);
        }

        if (_elements.Count == 0)
            return;
        foreach (IOperation operation in function.Operations)
        {
            if (ConditionKey.OfElement(operation) is { } key && _elements.Contains(key.Text))
                Add(operation, key);
        }
    }

    private void Add(IOperation operation, ConditionKey key)
    {
        _conditions.Add(operation, key);
        if (key.ReadsMember)
            _readsMember.Add(key.Text);
        foreach (ISymbol symbol in key.Symbols)
        {
            if (!_conditionsOn.TryGetValue(symbol, out List<string>? keys))
                _conditionsOn.Add(symbol, keys = []);
            if (!keys.Contains(key.Text))
                keys.Add(key.Text);
        }
    }
}
