using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>
/// What is known of variables, flow captures and conditions at one point of one path. Immutable; a key that is missing is not known
/// and does not hold the tracked object.
/// </summary>
internal sealed class Facts
{
    /// <summary>How the keys are compared: symbols as symbols.</summary>
    public static IEqualityComparer<object> Keys => KeyComparer.Instance;

    public static readonly Facts None = new(ImmutableDictionary.Create<object, Value>(KeyComparer.Instance), 0);

    private readonly ImmutableDictionary<object, Value> _values;

    // How many of the values may be the object: asked at every branch.
    private readonly int _objects;

    private Facts(ImmutableDictionary<object, Value> values, int objects) => (_values, _objects) = (values, objects);

    public Value this[object key] => _values.TryGetValue(key, out Value value) ? value : Value.Unknown;

    public bool HoldsObject => _objects > 0;

    /// <summary>Whether a field may name the object.</summary>
    public bool IsKeptInField
    {
        get
        {
            if (_objects == 0)
                return false;
            foreach (KeyValuePair<object, Value> pair in _values)
            {
                if (pair.Value.MayBeObject && pair.Key is IFieldSymbol)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether anything keeps a view of the object's memory.</summary>
    public bool HoldsView
    {
        get
        {
            foreach (KeyValuePair<object, Value> pair in _values)
            {
                if (pair.Value.IsView)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The fields and properties that keep a view of the object's memory.</summary>
    public IEnumerable<ISymbol> MembersWithView => _values.Where(fact => fact.Value.IsView && fact.Key is IFieldSymbol or IPropertySymbol).Select(fact => (ISymbol)fact.Key);

    /// <summary>Whether anything but the variable may name the object; what only an expression in progress names does not count.</summary>
    public bool HoldsObjectOutside(ISymbol? variable)
        => _objects > 0 && _values.Any(fact => fact.Key is ISymbol symbol && fact.Value.MayBeObject && !SymbolEqualityComparer.Default.Equals(symbol, variable));

    public Facts With(object key, Value value)
    {
        Value before = this[key];
        if (before.Equals(value))
            return this;
        int objects = _objects - (before.MayBeObject ? 1 : 0) + (value.MayBeObject ? 1 : 0);
        return new Facts(value.IsUnknown ? _values.Remove(key) : _values.SetItem(key, value), objects);
    }

    public Facts Without(IEnumerable<object> keys)
    {
        if (_values.IsEmpty)
            return this;
        Facts result = this;
        foreach (object key in keys)
            result = result.With(key, Value.Unknown);
        return result;
    }

    /// <summary>Rewrites every fact that <paramref name="select"/> picks.</summary>
    public Facts Rewrite(Func<object, Value, bool> select, Func<Value, Value> rewrite)
    {
        if (_values.IsEmpty)
            return this;
        Facts result = this;
        foreach (KeyValuePair<object, Value> pair in _values)
        {
            if (select(pair.Key, pair.Value))
                result = result.With(pair.Key, rewrite(pair.Value));
        }

        return result;
    }

    public static bool AreEqual(Facts left, Facts right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left._values.Count != right._values.Count || left._objects != right._objects)
            return false;
        foreach (KeyValuePair<object, Value> pair in left._values)
        {
            if (!right[pair.Key].Equals(pair.Value))
                return false;
        }

        return true;
    }

    public static Facts Join(Facts left, Facts right)
    {
        if (ReferenceEquals(left, right))
            return left;

        Facts result = left;
        foreach (KeyValuePair<object, Value> pair in left._values)
        {
            Value joined = Value.Join(pair.Value, right[pair.Key]);
            if (!joined.Equals(pair.Value))
                result = result.With(pair.Key, joined);
        }

        foreach (KeyValuePair<object, Value> pair in right._values)
        {
            if (pair.Value.MayBeObject && left[pair.Key].IsUnknown)
                result = result.With(pair.Key, Value.PerhapsObject);
        }

        return result;
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y)
            => x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : object.Equals(x, y);

        public int GetHashCode(object obj)
            => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}
