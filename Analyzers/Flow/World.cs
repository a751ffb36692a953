using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>A place in the source that a message can name, with what the object is called there.</summary>
/// <param name="Syntax">The code that stands there.</param>
/// <param name="Name">What the object is called there.</param>
/// <param name="Exact">The location to show where it is not that of the code, such as a closing brace.</param>
/// <param name="IsOwn">Whether the operation there is one of the object's own, and not an event that concerns it too.</param>
/// <param name="IsGranted">Whether the object was in its state before, as far as the operation there is right: somebody else has brought it there.</param>
/// <param name="IsNoted">Whether something was written since beside the object, by which somebody else may know that it is his to give back.</param>
internal sealed record Place(SyntaxNode Syntax, string Name, Location? Exact = null, bool IsOwn = false, bool IsGranted = false, bool IsNoted = false)
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
/// <param name="State">The object's state.</param>
/// <param name="Since">Where it came into it; null where the function did not bring it there.</param>
/// <param name="Facts">What is known of variables and conditions.</param>
/// <param name="Claims">The claims that were taken beside the first, in the state that counts them; null where their number is not known.</param>
/// <param name="IsPast">Whether another object has come meanwhile from where this one came from, and a variable has kept this one.</param>
internal sealed record World(int State, Place? Since, Facts Facts, Claims? Claims = null, bool IsPast = false)
{
    public static World Join(World left, World right)
    {
        Facts facts = Facts.Join(left.Facts, right.Facts);
        Place? since = Place.Earlier(left.Since, right.Since);
        Claims? claims = Equals(left.Claims, right.Claims) ? left.Claims : null;
        return ReferenceEquals(facts, left.Facts) && ReferenceEquals(since, left.Since) && ReferenceEquals(claims, left.Claims)
            ? left
            : new World(left.State, since, facts, claims, left.IsPast);
    }

    /// <summary>Whether the worlds may be joined: of several objects that are followed at once each has variables of its own, or none.</summary>
    public bool IsLike(World other) => State == other.State && IsPast == other.IsPast && (!IsPast || Facts.HoldsObject == other.Facts.HoldsObject);
}

/// <summary>The claims to an object that were taken beside the one that there was.</summary>
/// <param name="Base">The state that the object is in again when all are given back.</param>
/// <param name="BaseSince">Since when it was in that.</param>
/// <param name="Count">How many there are.</param>
/// <param name="IsOwn">
/// Whether they are the function's own: it has used the object where the claims alone allowed it, or another object has taken the place from which somebody else could look this one up.
/// </param>
/// <param name="Given">To how many collections, elements, fields or properties the object was handed since: each of them may have taken one of the claims over, and none more than one.</param>
internal sealed record Claims(int Base, Place? BaseSince, int Count, bool IsOwn = false, int Given = 0)
{
    /// <summary>Claims beyond which nobody counts.</summary>
    public const int Maximum = 4;
}

/// <summary>
/// The worlds at one point. This is property simulation (Das, Lerner, Seigle: ESP, PLDI 2002): what two paths know is joined only where
/// the object is in the same state on both. A few worlds of one state are kept apart nevertheless, so that a condition that is made of
/// several branches is still known when it is tested again.
/// </summary>
/// <param name="index">The function.</param>
internal sealed class WorldSet(GraphIndex index)
{
    /// <summary>Worlds of one state that are kept apart.</summary>
    public const int MaximumApart = 6;

    // Of a function that goes through steps there are as many for each of them, and all in all this many.
    private const int MaximumOverSteps = 32;

    // Mostly there is one.
    private World? _first;
    private World[] _others = [];

    // Each kind of world is a bit.
    private ulong _joined;
    private ulong _mixed;
    private ulong _lost;

    // The numbers that keep no worlds apart any more; mostly none.
    private Dictionary<object, ulong>? _uncounted;

    // Which of the worlds were taken already: a bit each, by their places. Where there are more nobody asks.
    private ulong _taken;

    public int Count { get; private set; }

    /// <summary>Whether worlds were joined, or are no longer told apart by a number, because there were too many.</summary>
    public bool IsCrowded => _joined != 0 || _uncounted is not null;

    public World this[int index]
    {
        get => index == 0 ? _first! : _others[index - 1];
        private set
        {
            _taken &= ~(1ul << index);
            if (index == 0)
                _first = value;
            else
                _others[index - 1] = value;
        }
    }

    /// <returns>Whether the set changed.</returns>
    public bool Add(World world)
    {
        ulong kind = KindOf(world);
        if ((_lost & kind) != 0 && world.Facts.HoldsObject)
            return false;
        if (_uncounted is not null)
            world = WithoutCounts(world, kind);
        int first = -1;
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            World one = this[i];
            if (!one.IsLike(world))
                continue;
            if (first < 0)
                first = i;
            count++;
            if (Equals(one.Claims, world.Claims) && Facts.AreEqual(one.Facts, world.Facts))
                return Replace(i, World.Join(one, world));
        }

        if (count == 0 || (count < MaximumApart && (_joined & kind) == 0))
        {
            Append(world);
            return true;
        }

        // What is counted has a value more each round; what says where the function is among its steps has few, and what an outer loop counts has one.
        if ((_joined & kind) == 0 && StopCounting(world, kind))
        {
            Add(world);
            return true;
        }

        if (KeepsStepsApart(world, kind) && AddAtStep(world, kind) is { } isChanged)
            return isChanged;

        // Once joined, the worlds of a state stay joined: that, and the lattice's height, end every loop.
        _joined |= kind;
        _mixed |= kind;
        World joined = JoinAll(first, world, static (_, _) => true);

        // Which variable keeps which of the objects is not known any more.
        if (world.IsPast && joined.Facts is { HoldsObject: true, HoldsObjectForCertain: false })
        {
            _lost |= kind;
            this[first] = this[Count - 1];
            Count--;
            return false;
        }

        return Replace(first, joined);
    }

    public void Clear() => (Count, _joined, _mixed, _uncounted, _lost, _taken) = (0, 0, 0, null, 0, 0);

    /// <summary>Copies the worlds into an empty set, and takes them down as taken.</summary>
    /// <param name="others">The empty set.</param>
    /// <param name="onlyNew">Whether only those are wanted that were not taken before.</param>
    public void Take(WorldSet others, bool onlyNew)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!onlyNew || (_taken & (1ul << i)) == 0)
                others.Add(this[i]);
            _taken |= 1ul << i;
        }
    }

    /// <summary>Joins the world with the one at the place, and with those behind it that may be; these go out of the set.</summary>
    private World JoinAll(int first, World world, Func<World, World, bool> mayBe)
    {
        World joined = World.Join(this[first], world);
        int kept = first + 1;
        for (int i = first + 1; i < Count; i++)
        {
            if (this[i].IsLike(world) && mayBe(this[i], world))
                joined = World.Join(joined, this[i]);
            else
                this[kept++] = this[i];
        }

        Count = kept;
        return joined;
    }

    private bool KeepsStepsApart(World world, ulong kind) => !world.IsPast && (_mixed & kind) == 0 && index.Steps.All.Count > 0;

    /// <summary>Keeps the world apart from those of other steps, and from those of its own until there are many.</summary>
    /// <returns>Whether the set changed; null where there are too many steps.</returns>
    private bool? AddAtStep(World world, ulong kind)
    {
        int like = 0;
        int first = -1;
        int count = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!this[i].IsLike(world))
                continue;
            like++;
            if (!index.Steps.AreAtSame(this[i].Facts, world.Facts))
                continue;
            count++;
            if (first < 0)
                first = i;
        }

        bool areJoined = (_joined & kind) != 0;
        if (areJoined && count > 0)
            return Replace(first, World.Join(this[first], world));
        if (like == MaximumOverSteps)
            return null;
        Append(world);
        if (!areJoined && count + 1 >= MaximumApart)
            JoinEachStep(world, kind);
        return true;
    }

    /// <summary>From here on there is one world of each step.</summary>
    private void JoinEachStep(World like, ulong kind)
    {
        _joined |= kind;
        for (int i = 0; i < Count; i++)
        {
            if (this[i].IsLike(like))
                this[i] = JoinAll(i, this[i], (one, other) => index.Steps.AreAtSame(one.Facts, other.Facts));
        }
    }

    private void Append(World world)
    {
        if (Count > _others.Length)
            Array.Resize(ref _others, Math.Max(3, 2 * _others.Length));
        Count++;
        this[Count - 1] = world;
    }

    private static ulong KindOf(World world) => 1ul << (world.State + (world.IsPast ? 32 : 0));

    /// <returns>Whether there is room for further worlds of the kind, now that the numbers in which they differ do not keep them apart.</returns>
    private bool StopCounting(World like, ulong kind)
    {
        List<World> counted = [];
        bool counts = false;
        for (int i = 0; i < Count; i++)
        {
            if (!this[i].IsLike(like))
                continue;
            counted.Add(this[i]);
            counts |= StopCounting(this[i].Facts, like.Facts, kind) | StopCounting(like.Facts, this[i].Facts, kind);
        }

        if (!counts)
            return false;
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!this[i].IsLike(like))
                this[kept++] = this[i];
        }

        Count = kept;
        foreach (World world in counted)
            Add(world);
        return true;
    }

    /// <returns>Whether there is a number that differs and was still counted.</returns>
    private bool StopCounting(Facts facts, Facts others, ulong kind)
    {
        bool counts = false;
        foreach (object key in facts.NumbersThatDifferIn(others))
        {
            if (index.Steps.Include(key))
                continue;
            _uncounted ??= new(Facts.Keys);
            _uncounted.TryGetValue(key, out ulong kinds);
            counts |= (kinds & kind) == 0;
            _uncounted[key] = kinds | kind;
        }

        return counts;
    }

    private World WithoutCounts(World world, ulong kind)
    {
        // That a count is still what it begins at, or no longer, stays known.
        Facts facts = world.Facts;
        foreach (KeyValuePair<object, ulong> uncounted in _uncounted!)
        {
            Value value = facts[uncounted.Key];
            if ((uncounted.Value & kind) == 0 || !Facts.IsNumber(value))
                continue;
            ISymbol? counter = uncounted.Key as ISymbol;
            int? beginning = counter is null ? null : index.Conditions.Milestones.BeginningOf(counter);
            if (!value.Equals(Value.Is(beginning ?? 0)))
                facts = facts.With(uncounted.Key, Value.IsNot(beginning ?? 0));
            else if (beginning is null && !(counter is not null && (index.Counts.Include(counter) || index.Conditions.FirstRounds.CountBy(counter))))
                facts = facts.With(uncounted.Key, Value.Unknown);
        }

        return ReferenceEquals(facts, world.Facts) ? world : world with { Facts = facts };
    }

    private bool Replace(int index, World world)
    {
        if (ReferenceEquals(this[index], world))
            return false;
        this[index] = world;
        return true;
    }
}

/// <summary>One way in which an expression may come out.</summary>
/// <param name="World">The world in which control goes on.</param>
/// <param name="Value">What the expression yields in it.</param>
internal sealed record Outcome(World World, Value Value);
