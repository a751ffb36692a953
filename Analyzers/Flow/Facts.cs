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

    public static readonly Facts None = new([], null, 0);

    private const int MaximumFew = 32;

    // Mostly there are few at a time: looking through them, and copying them, is quicker than any tree.
    private readonly Fact[] _few;

    // The others, where there are more.
    private readonly ImmutableDictionary<object, Value>? _more;

    // How many of the values may be the object: asked at every branch.
    private readonly int _objects;

    private Facts(Fact[] few, ImmutableDictionary<object, Value>? more, int objects) => (_few, _more, _objects) = (few, more, objects);

    public Value this[object key] => _few.Length == 0 && _more is null ? Value.Unknown : ValueOf(key, KeyComparer.Instance.GetHashCode(key));

    public bool IsEmpty => Count == 0;

    public bool HoldsObject => _objects > 0;

    /// <summary>Whether a field may name the object.</summary>
    public bool IsKeptInField
        => _objects > 0 && (Array.Exists(_few, static fact => fact.Value.MayBeObject && fact.Key is IFieldSymbol) || Rest.Any(static fact => fact.Value.MayBeObject && fact.Key is IFieldSymbol));

    /// <summary>Whether a field may name the object, other than the one given.</summary>
    public bool IsKeptInFieldOtherThan(IFieldSymbol? field)
        => IsKeptInField && (field is null || All.Any(fact => fact.Value.MayBeObject && fact.Key is IFieldSymbol other && !SymbolEqualityComparer.Default.Equals(other, field)));

    /// <summary>The fields that may name the object.</summary>
    public IEnumerable<IFieldSymbol> FieldsWithObject => _objects == 0 ? [] : All.Where(static fact => fact.Value.MayBeObject).Select(static fact => fact.Key).OfType<IFieldSymbol>();

    /// <summary>The fields of which it is known what they keep, and that this is not the object.</summary>
    public IEnumerable<IFieldSymbol> FieldsWithConstant => All.Where(static fact => fact.Value.IsConstant(out _)).Select(static fact => fact.Key).OfType<IFieldSymbol>();

    /// <summary>What the flags keep, as far as it is known.</summary>
    public IEnumerable<FlagLeft> Flags => All.Where(static fact => fact.Value.IsConstant(out _) && fact.Key is ISymbol symbol && Flag.MayBe(symbol)).Select(static fact => new FlagLeft((ISymbol)fact.Key, fact.Value));

    /// <summary>Whether anything keeps a view of the object's memory.</summary>
    public bool HoldsView => Array.Exists(_few, static fact => fact.Value.IsView) || Rest.Any(static fact => fact.Value.IsView);

    /// <summary>The fields and properties that keep a view of the object's memory.</summary>
    public IEnumerable<ISymbol> MembersWithView => All.Where(static fact => fact.Value.IsView && fact.Key is IFieldSymbol or IPropertySymbol).Select(static fact => (ISymbol)fact.Key);

    private int Count => _few.Length + (_more?.Count ?? 0);

    private IEnumerable<Fact> All => _few.Concat(Rest);

    private IEnumerable<Fact> Rest => _more is null ? [] : _more.Select(static fact => new Fact(fact.Key, KeyComparer.Instance.GetHashCode(fact.Key), fact.Value));

    /// <summary>Whether anything but the variable may name the object; what only an expression in progress names does not count.</summary>
    public bool HoldsObjectOutside(ISymbol? variable)
    {
        if (_objects == 0)
            return false;
        foreach (Fact fact in All)
        {
            if (fact.Value.MayBeObject && (fact.Key is ISymbol symbol ? !SymbolEqualityComparer.Default.Equals(symbol, variable) : fact.Key is TuplePart))
                return true;
        }

        return false;
    }

    /// <summary>Whether a variable beside the one given names what the object came out of.</summary>
    public bool HoldsOwnerOutside(ISymbol variable) => All.Any(fact => fact.Value.IsOwner && fact.Key is ISymbol symbol && !SymbolEqualityComparer.Default.Equals(symbol, variable));

    /// <summary>Whether a variable names the object, and no other one on any path.</summary>
    public bool HoldsObjectForCertain => _objects > 0 && All.Any(static fact => fact.Key is ISymbol && fact.Value.IsObject);

    public Facts With(object key, Value value) => With(key, KeyComparer.Instance.GetHashCode(key), value);

    public Facts Without(IEnumerable<object> keys)
    {
        if (Count == 0)
            return this;
        Facts result = this;
        foreach (object key in keys)
            result = result.With(key, Value.Unknown);
        return result;
    }

    /// <summary>Whether anything may be the object whose key has no number, or not a lower one.</summary>
    public bool HoldsObjectIn(int number, Dictionary<object, int> numbers)
    {
        if (_objects == 0)
            return false;
        foreach (Fact fact in _few)
        {
            if (IsStillNamed(fact))
                return true;
        }

        return _more is not null && Rest.Any(IsStillNamed);

        bool IsStillNamed(Fact fact) => fact.Value.MayBeObject && !(numbers.TryGetValue(fact.Key, out int own) && own < number);
    }

    /// <summary>Forgets each fact whose key has a number, and a lower one; but not where the object is.</summary>
    public Facts WithoutThoseBefore(int number, Dictionary<object, int> numbers)
    {
        Facts result = this;
        foreach (Fact fact in _few)
        {
            if (!fact.Value.MayBeObject && numbers.TryGetValue(fact.Key, out int own) && own < number)
                result = result.With(fact.Key, fact.Hash, Value.Unknown);
        }

        if (_more is null)
            return result;
        foreach (Fact fact in Rest)
        {
            if (!fact.Value.MayBeObject && numbers.TryGetValue(fact.Key, out int own) && own < number)
                result = result.With(fact.Key, fact.Hash, Value.Unknown);
        }

        return result;
    }

    /// <summary>The variables that have a number here, and not the same one there.</summary>
    public IEnumerable<object> NumbersThatDifferIn(Facts others)
        => from fact in All
           where IsNumber(fact.Value) && IsOfNumber(fact.Key) && !others.ValueOf(fact.Key, fact.Hash).Equals(fact.Value)
           select fact.Key;

    /// <summary>Whether the value is a number that is known.</summary>
    public static bool IsNumber(Value value) => value.IsConstant(out object? constant) && constant is int;

    private static bool IsOfNumber(object key) => key switch
    {
        ILocalSymbol local => local.Type.SpecialType == SpecialType.System_Int32,
        IParameterSymbol parameter => parameter.Type.SpecialType == SpecialType.System_Int32,
        IFieldSymbol field => field.Type.SpecialType == SpecialType.System_Int32,
        _ => false,
    };

    /// <summary>Whether there is a fact of the kind.</summary>
    public bool Any(Func<object, Value, bool> isOfKind) => All.Any(fact => isOfKind(fact.Key, fact.Value));

    /// <summary>Rewrites every fact that <paramref name="select"/> picks.</summary>
    public Facts Rewrite(Func<object, Value, bool> select, Func<Value, Value> rewrite)
    {
        Facts result = this;
        foreach (Fact fact in _few)
        {
            if (select(fact.Key, fact.Value))
                result = result.With(fact.Key, fact.Hash, rewrite(fact.Value));
        }

        if (_more is null)
            return result;
        foreach (Fact fact in Rest)
        {
            if (select(fact.Key, fact.Value))
                result = result.With(fact.Key, fact.Hash, rewrite(fact.Value));
        }

        return result;
    }

    public static bool AreEqual(Facts left, Facts right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left._objects != right._objects || left.Count != right.Count)
            return false;
        for (int i = 0; i < left._few.Length; i++)
        {
            if (!right.ValueOf(left._few[i], i).Equals(left._few[i].Value))
                return false;
        }

        if (left._more is null)
            return true;
        foreach (Fact fact in left.Rest)
        {
            if (!right.ValueOf(fact.Key, fact.Hash).Equals(fact.Value))
                return false;
        }

        return true;
    }

    public static Facts Join(Facts left, Facts right)
    {
        if (ReferenceEquals(left, right))
            return left;

        Facts result = left;
        for (int i = 0; i < left._few.Length; i++)
            result = JoinOne(result, left._few[i], right.ValueOf(left._few[i], i));
        if (left._more is not null)
        {
            foreach (Fact fact in left.Rest)
                result = JoinOne(result, fact, right.ValueOf(fact.Key, fact.Hash));
        }

        if (right._objects == 0)
            return result;
        foreach (Fact fact in right.All)
        {
            if (fact.Value.MayBeObject && left.ValueOf(fact.Key, fact.Hash).IsUnknown)
                result = result.With(fact.Key, fact.Hash, Value.PerhapsObject);
        }

        return result;
    }

    private static Facts JoinOne(Facts result, Fact fact, Value other)
    {
        Value joined = Value.Join(fact.Value, other);
        return joined.Equals(fact.Value) ? result : result.With(fact.Key, fact.Hash, joined);
    }

    private Facts With(object key, int hash, Value value)
    {
        int index = IndexOf(key, hash);
        Value before = index >= 0 ? _few[index].Value : _more is not null && _more.TryGetValue(key, out Value known) ? known : Value.Unknown;
        if (before.Equals(value))
            return this;
        int objects = _objects - (before.MayBeObject ? 1 : 0) + (value.MayBeObject ? 1 : 0);
        if (index >= 0)
            return new Facts(value.IsUnknown ? Removed(index) : Changed(index, new Fact(key, hash, value)), _more, objects);
        if (!before.IsUnknown)
            return new Facts(_few, value.IsUnknown ? _more!.Remove(key) : _more!.SetItem(key, value), objects);
        return _few.Length < MaximumFew
            ? new Facts(Added(new Fact(key, hash, value)), _more, objects)
            : new Facts(_few, (_more ?? ImmutableDictionary.Create<object, Value>(KeyComparer.Instance)).SetItem(key, value), objects);
    }

    private Value ValueOf(object key, int hash)
    {
        int index = IndexOf(key, hash);
        return index >= 0 ? _few[index].Value : _more is not null && _more.TryGetValue(key, out Value value) ? value : Value.Unknown;
    }

    /// <summary>The value under another one's key, which mostly stands at the same place.</summary>
    private Value ValueOf(Fact other, int place)
        => place < _few.Length && ReferenceEquals(_few[place].Key, other.Key) ? _few[place].Value : ValueOf(other.Key, other.Hash);

    private int IndexOf(object key, int hash)
    {
        for (int i = 0; i < _few.Length; i++)
        {
            if (_few[i].Hash == hash && (ReferenceEquals(_few[i].Key, key) || KeyComparer.Instance.Equals(_few[i].Key, key)))
                return i;
        }

        return -1;
    }

    private Fact[] Added(Fact fact)
    {
        Fact[] added = new Fact[_few.Length + 1];
        Array.Copy(_few, added, _few.Length);
        added[_few.Length] = fact;
        return added;
    }

    private Fact[] Changed(int index, Fact fact)
    {
        Fact[] changed = (Fact[])_few.Clone();
        changed[index] = fact;
        return changed;
    }

    private Fact[] Removed(int index)
    {
        Fact[] removed = new Fact[_few.Length - 1];
        Array.Copy(_few, removed, index);
        Array.Copy(_few, index + 1, removed, index, removed.Length - index);
        return removed;
    }

    private readonly struct Fact(object key, int hash, Value value)
    {
        public object Key => key;

        public int Hash => hash;

        public Value Value => value;
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
