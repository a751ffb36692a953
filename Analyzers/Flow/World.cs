using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>A place in the source that a message can name, with what the object is called there.</summary>
/// <param name="Syntax">The code that stands there.</param>
/// <param name="Name">What the object is called there.</param>
/// <param name="Exact">The location to show where it is not that of the code, such as a closing brace.</param>
/// <param name="IsOwn">Whether the operation there is one of the object's own, and not an event that concerns it too.</param>
internal sealed record Place(SyntaxNode Syntax, string Name, Location? Exact = null, bool IsOwn = false)
{
    public Location Location => Exact ?? Syntax.GetLocation();

    public int Position => Syntax.SpanStart;

    public static Place? Earlier(Place? left, Place? right)
        => left is null ? right
            : right is null ? left
            : right.Position < left.Position ? right
            : left;
}

/// <summary>One way in which control can have come here: the object's state, since when, and what is known of the branches taken.</summary>
internal sealed record World(int State, Place? Since, Facts Facts)
{
    public static World Join(World left, World right)
    {
        Facts facts = Facts.Join(left.Facts, right.Facts);
        Place? since = Place.Earlier(left.Since, right.Since);
        return ReferenceEquals(facts, left.Facts) && ReferenceEquals(since, left.Since)
            ? left
            : new World(left.State, since, facts);
    }
}

/// <summary>
/// The worlds at one point, at most one a state. This is property simulation (Das, Lerner, Seigle: ESP, PLDI 2002): what two paths
/// know is joined only where the object is in the same state on both, and where they will return the same.
/// </summary>
/// <param name="resultOf">What a path is known to return, as far as that matters; null where it does not.</param>
internal sealed class WorldSet(Func<World, object?> resultOf)
{
    /// <summary>Worlds beyond which paths that return different results are joined all the same.</summary>
    private const int MaximumApart = 16;

    private readonly List<World> _worlds = new(2);

    public IReadOnlyList<World> Worlds => _worlds;

    public int Count => _worlds.Count;

    /// <returns>Whether the set changed.</returns>
    public bool Add(World world)
    {
        for (int i = 0; i < _worlds.Count; i++)
        {
            if (_worlds[i].State != world.State)
                continue;
            if (_worlds.Count < MaximumApart && !Equals(resultOf(_worlds[i]), resultOf(world)))
                continue;
            World joined = World.Join(_worlds[i], world);
            if (ReferenceEquals(joined, _worlds[i]))
                return false;
            _worlds[i] = joined;
            return true;
        }

        _worlds.Add(world);
        return true;
    }
}
