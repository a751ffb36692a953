using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>What is known of a value: a constant, anything but a constant or several, the tracked object, a view of its memory, what it came out of, or nothing.</summary>
/// <remarks>
/// The lattice is two steps high, and as many more as constants are excluded at once. "Perhaps the object" stands above everything, because forgetting that a variable may hold the
/// object would make a later operation on it invisible.
/// </remarks>
internal readonly struct Value : IEquatable<Value>
{
    // An enum whose members are ruled out one after the other has seldom more; a switch over numbers may have thousands of cases.
    private const int MaximumExclusions = 16;

    private const int MaximumChoices = 8;

    private enum Kind : byte
    {
        Unknown,
        Is,
        IsNot,
        OneOf,
        Object,
        PerhapsObject,
        View,
        Owner,
        InsteadOf,
    }

    private readonly Kind _kind;
    private readonly object? _constant;

    private Value(Kind kind, object? constant)
    {
        _kind = kind;
        _constant = constant;
    }

    public static Value Unknown => default;

    public static Value Null => new(Kind.Is, null);

    public static Value NotNull => new(Kind.IsNot, null);

    /// <summary>One of several constants, as a pattern names them.</summary>
    public static Value OneOf(IEnumerable<object?> constants) => OneOfNumbers(constants.Select(Number));

    /// <summary>The object that the current run tracks.</summary>
    public static Value Object => new(Kind.Object, null);

    /// <summary>The object that the current run tracks, or another one.</summary>
    public static Value PerhapsObject => new(Kind.PerhapsObject, null);

    /// <summary>A view of the tracked object's memory, good for as long as that is.</summary>
    public static Value View => new(Kind.View, null);

    /// <summary>The object out of whose member the tracked one came, where that one's end is this one's.</summary>
    public static Value Owner => new(Kind.Owner, null);

    /// <summary>Something that is computed upon one outcome only.</summary>
    public static Value InsteadOf(Substitute substitute) => new(Kind.InsteadOf, substitute);

    public bool IsUnknown => _kind == Kind.Unknown;

    /// <summary>Whether nothing is known of a value of the type, save that a number is not zero.</summary>
    public bool IsOpen(ITypeSymbol? type) => _kind == Kind.Unknown || (_kind == Kind.IsNot && _constant is 0 && type?.SpecialType == SpecialType.System_Int32);

    public bool IsObject => _kind == Kind.Object;

    /// <summary>The constant that the value is known to be; null where it is not known to be one, too.</summary>
    public object? Constant => _kind == Kind.Is ? _constant : null;

    public bool IsView => _kind == Kind.View;

    public bool IsOwner => _kind == Kind.Owner;

    public bool MayBeObject => _kind is Kind.Object or Kind.PerhapsObject;

    public static Value Is(object? constant) => new(Kind.Is, Number(constant));

    public static Value IsNot(object? constant) => new(Kind.IsNot, Number(constant));

    public static Value Of(bool value) => new(Kind.Is, value ? Boxes.True : Boxes.False);

    /// <summary>Whether the value is known to be one that is no object, and which.</summary>
    public bool IsConstant(out object? constant)
    {
        constant = Constant;
        return _kind == Kind.Is;
    }

    /// <summary>Where the value is computed upon one outcome only, and what stands in its place upon the other; null for any other value.</summary>
    public Substitute? Substitute => _kind == Kind.InsteadOf ? (Substitute)_constant! : null;

    /// <summary>Whether the value stands where another way has a constant, and which.</summary>
    public bool IsInsteadOf(out object? sentinel)
    {
        sentinel = Substitute?.Sentinel;
        return Substitute is { HasSentinel: true };
    }

    /// <summary>Whether the value is known not to be a constant, or several.</summary>
    public bool ExcludesAny => _kind == Kind.IsNot;

    /// <summary>Whether the value is known to be none of several constants.</summary>
    public bool ExcludesSeveral => _kind == Kind.IsNot && _constant is Constants;

    /// <summary>Whether the value is known to be one of several constants, or of none, where all were ruled out.</summary>
    public bool IsOneOfSeveral => _kind == Kind.OneOf;

    /// <summary>The constants of which it is known to be one; none for any other value.</summary>
    public IEnumerable<object?> Choices => _kind == Kind.OneOf ? Several : [];

    /// <summary>Whether all constants were ruled out that the value could be.</summary>
    public bool IsNothing => _kind == Kind.OneOf && _constant is Constants { Count: 0 };

    /// <summary>What is known of a value of which both are known.</summary>
    public Value And(Value learnt)
    {
        if (_kind == Kind.OneOf && learnt._kind is Kind.IsNot or Kind.OneOf)
            return OneOfNumbers(Several.Where(constant => learnt._kind == Kind.OneOf ? learnt.Contains(constant) : !learnt.Contains(constant)));
        if (_kind == Kind.IsNot && learnt._kind == Kind.OneOf)
            return learnt.And(this);
        if (_kind != Kind.IsNot || learnt._kind != Kind.IsNot)
            return learnt;
        Value both = IsNone(Several.Union(learnt.Several));
        return both._constant is Constants { Count: > MaximumExclusions } ? learnt : both;
    }

    /// <summary>The value as a truth, or null where it is not known.</summary>
    public bool? AsBoolean()
        => _constant is not bool constant ? null
            : _kind == Kind.Is ? constant
            : _kind == Kind.IsNot ? !constant
            : null;

    /// <summary>Whether the value equals the constant; null where that is not known.</summary>
    public bool? EqualTo(object? constant) => _kind switch
    {
        Kind.Is => Equals(_constant, Number(constant)),
        Kind.IsNot when Contains(Number(constant)) => false,
        Kind.OneOf when !Contains(Number(constant)) => false,
        Kind.IsNot when constant is bool && _constant is bool => true,
        Kind.InsteadOf when Substitute is { HasSentinel: true } substitute && Equals(Number(substitute.Sentinel), Number(constant)) => false,
        Kind.Object or Kind.Owner when constant is null => false,
        _ => null,
    };

    /// <summary>Whether two values are equal; null where that is not known.</summary>
    public bool? EqualTo(Value other)
        => other._kind == Kind.Is ? EqualTo(other._constant)
            : _kind == Kind.Is ? other.EqualTo(_constant)
            : _kind == Kind.Object && other._kind == Kind.Object ? true
            : null;

    /// <summary>The sum, where the value is a known number of type <see cref="int"/>.</summary>
    public Value Plus(int addend) => _kind == Kind.Is && _constant is int number ? Is(unchecked(number + addend)) : Unknown;

    /// <summary>What comes of two known numbers of type <see cref="int"/>.</summary>
    public Value Apply(Value other, Func<int, int, int> operation)
        => _kind == Kind.Is && other._kind == Kind.Is && _constant is int left && other._constant is int right ? Is(operation(left, right)) : Unknown;

    /// <summary>Whether a known number of type <see cref="int"/> has all the bits of another one; null where they are not known.</summary>
    public bool? Includes(Value bits) => Apply(bits, static (number, mask) => number & mask) is { _kind: Kind.Is } common ? common.EqualTo(bits) : null;

    /// <summary>How two known numbers of one type compare; null where they are not.</summary>
    public int? CompareTo(Value other)
        => _kind == Kind.Is && other._kind == Kind.Is && _constant is IComparable left and not (bool or string) && other._constant is { } right && right.GetType() == left.GetType() ? left.CompareTo(right) : null;

    /// <summary>The same of a number of type <see cref="long"/>, where one of type <see cref="int"/> is known.</summary>
    public Value AsLong()
        => _kind == Kind.Is && _constant is int number ? Is((long)number)
            : Substitute is { Sentinel: int sentinel } substitute ? InsteadOf(substitute with { Sentinel = (long)sentinel })
            : Unknown;

    public Value Not() => AsBoolean() is { } truth ? Of(!truth) : Unknown;

    /// <summary>What is known where control flow joins.</summary>
    public static Value Join(Value left, Value right)
    {
        if (left.Equals(right))
            return left;
        if (left.MayBeObject || right.MayBeObject)
            return PerhapsObject;
        if (left._kind == Kind.InsteadOf && right._kind == Kind.Is)
            return left.EqualTo(right._constant) == false ? Unknown : left;
        if (left._kind == Kind.Is && right._kind == Kind.InsteadOf)
            return right.EqualTo(left._constant) == false ? Unknown : right;
        if (left._kind == Kind.Is && right._kind == Kind.IsNot)
            return right.Without(left._constant);
        if (left._kind == Kind.IsNot && right._kind == Kind.Is)
            return left.Without(right._constant);
        if (left._kind == Kind.IsNot && right._kind == Kind.IsNot)
            return IsNone(left.Several.Intersect(right.Several));
        if (left._kind == Kind.OneOf || right._kind == Kind.OneOf)
            return JoinChoices(left, right);

        // Of two numbers it is known at least that neither is zero.
        if (left._kind == Kind.Is && right._kind == Kind.Is && left._constant is int and not 0 && right._constant is int and not 0)
            return IsNot(0);
        return Unknown;
    }

    public bool Equals(Value other) => _kind == other._kind && Equals(_constant, other._constant);

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => ((int)_kind * 397) ^ (_constant?.GetHashCode() ?? 0);

    private IEnumerable<object?> Several => _constant is Constants several ? several.All : [_constant];

    private bool Contains(object? constant) => _constant is Constants several ? several.Contains(constant) : Equals(_constant, constant);

    private static Value JoinChoices(Value left, Value right)
    {
        if (left._kind is Kind.Is or Kind.OneOf && right._kind is Kind.Is or Kind.OneOf)
            return OneOfNumbers(left.Several.Union(right.Several));
        (Value excluded, Value choices) = left._kind == Kind.IsNot ? (left, right) : (right, left);
        return excluded._kind == Kind.IsNot ? IsNone(excluded.Several.Where(constant => !choices.Contains(constant))) : Unknown;
    }

    /// <summary>What is known of a value that may be the constant after all.</summary>
    private Value Without(object? constant) => Contains(constant) ? IsNone(Several.Where(excluded => !Equals(excluded, constant))) : this;

    private static Value IsNone(IEnumerable<object?> constants) => constants.ToArray() switch
    {
        [] => Unknown,
        [var single] => IsNot(single),
        var several => new(Kind.IsNot, new Constants(several)),
    };

    private static Value OneOfNumbers(IEnumerable<object?> constants) => constants.Distinct().ToArray() switch
    {
        [var single] => new(Kind.Is, single),
        { Length: > MaximumChoices } => Unknown,
        var several => new(Kind.OneOf, new Constants(several)),
    };

    /// <summary>Several constants that a value is known not to be, as an enum's members are ruled out one after the other, or of which it is known to be one.</summary>
    private sealed class Constants(object?[] constants)
    {
        public IEnumerable<object?> All => constants;

        public int Count => constants.Length;

        public bool Contains(object? constant) => Array.Exists(constants, excluded => Equals(excluded, constant));

        public override bool Equals(object? obj) => obj is Constants other && other.Count == constants.Length && Array.TrueForAll(constants, other.Contains);

        public override int GetHashCode() => constants.Aggregate(0, (hash, constant) => hash ^ (constant?.GetHashCode() ?? 0));
    }

    /// <summary>The constant; where it is a number of less than 32 bits, or a character, the one as which the language compares it.</summary>
    private static object? Number(object? constant) => constant switch
    {
        byte number => (int)number,
        sbyte number => (int)number,
        short number => (int)number,
        ushort number => (int)number,
        char character => (int)character,
        _ => constant,
    };

    private static class Boxes
    {
        public static readonly object True = true;
        public static readonly object False = false;
    }
}

/// <summary>A value that a function computes upon one outcome of a call only.</summary>
/// <param name="Branch">The code that branches by the outcome: within it the value tells nothing.</param>
/// <param name="HasSentinel">Whether a constant stands in its place upon the other outcome.</param>
/// <param name="Sentinel">That constant (<see cref="SentinelIndex"/>).</param>
internal sealed record Substitute(SyntaxNode Branch, bool HasSentinel, object? Sentinel);
