using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PageMove.Analyzers.Flow;

/// <summary>Follows one object through a function without reporting anything, to say what the function does to it.</summary>
internal sealed class SummaryRun : BlockRun
{
    // An object that arrives in the state that counts them comes with some: of so many a function may give back one, and take others.
    private const int ClaimsOnArrival = 2;

    private readonly uint _forbidsLeaving;
    private readonly List<SummaryExit> _exits = [];
    private readonly List<Handout> _handouts = [];
    private readonly bool _returnsToCaller;

    // The field, or what a ref argument points to, in which the object arrives, and from where it may be taken; null for any other.
    private readonly ISymbol? _place;
    private int _arrival = Automaton.Absent;
    private int _claimsOnArrival;
    private bool _isRecording;
    private IParameterSymbol? _handedOut;
    private bool _isSeeded;
    private bool _isLost;
    private bool _isWrong;
    private bool _isMissing;
    private bool _isRepeated;
    private bool _isWritten;
    private bool _isVacated;

    // What is returned, and put where a parameter by reference points to as well, is one object and not two.
    private bool _isNamedTwice;

    // Where the object is that is no longer in its place, and that somebody still has to end, nobody knows.
    private bool _isOwedElsewhere;
    private BreachEvent? _ownBreach;

    private SummaryRun(GraphIndex index, IProtocolSemantics semantics, TrackedObject tracked)
        : base(index, semantics, tracked, isOnlyObject: false)
    {
        _forbidsLeaving = semantics.Automaton.ForbidsLeaving;
        _place = index.Captured as IFieldSymbol ?? (ISymbol?)((tracked as TrackedObject.Initial)?.Variable as IParameterSymbol is { RefKind: RefKind.Ref } byReference ? byReference : null);
        _returnsToCaller = tracked is TrackedObject.Initial { Variable: IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter } && semantics.PassedOn(method)?.Ordinal == parameter.Ordinal;
    }

    public override bool FollowsByReference => true;

    protected override bool ReturnsToCaller => _returnsToCaller;

    /// <summary>What becomes of what arrives in the state: in the parameter, in a variable of the function around this one, or in a field.</summary>
    /// <param name="variable">What it arrives in.</param>
    /// <param name="state">The state; it may be one of which nothing is known.</param>
    /// <param name="given">A parameter and the truth that it is given; null for any.</param>
    /// <param name="index">The function.</param>
    /// <param name="semantics">The protocol.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>Null where the function, or somebody that it calls, keeps the object, or where too little is known; but not where it does wrong, and nobody asks what comes of it.</returns>
    public static Summary? OfArrival(ISymbol variable, int state, (IParameterSymbol Parameter, bool Truth)? given, GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
    {
        SummaryRun run = Arriving(variable, state, state == semantics.Automaton.Counted ? new Claims(Automaton.Unknown, null, ClaimsOnArrival) : null, given, index, semantics, cancellation);
        if (run._isOwedElsewhere && !run.ArePlacesTold())
        {
            run._isLost |= run._exits.Exists(exit => exit.State != run._exits[0].State);
            run._isWrong |= !run._isLost;
        }

        return run.IsAbandoned || (run._isLost && !run._isWrong) ? null : new Summary(run._isWrong, run._isMissing, run._isRepeated, run._isWritten, run._isVacated, run._exits) { OwnBreach = run._ownBreach };
    }

    /// <summary>What the function gives back of an object that is not to arrive with the first claim alone.</summary>
    /// <param name="variable">What it arrives in.</param>
    /// <param name="given">A parameter and the truth that it is given; null for any.</param>
    /// <param name="index">The function.</param>
    /// <param name="semantics">The protocol.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <returns>Null where it gives none back, not as many on each way, or goes wrong however many there are; or where too little is known.</returns>
    public static GivenBack? GivenBackBy(ISymbol variable, (IParameterSymbol Parameter, bool Truth)? given, GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
    {
        int first = semantics.StateOfFound;
        if (!Automaton.IsKnown(first))
            return null;
        for (int further = 1; further < Claims.Maximum; further++)
        {
            SummaryRun run = Arriving(variable, semantics.Automaton.Counted, new Claims(first, null, further), given, index, semantics, cancellation);
            if (run.IsAbandoned || run._isLost || run._isVacated)
                return null;
            if (run._isWrong)
                continue;
            int?[] left = [.. run._exits.Select(exit => run.ClaimsLeftAt(exit, first)).Distinct()];
            return left is [{ } known] && known <= further ? new GivenBack(further + 1 - known, further) : null;
        }

        return null;
    }

    private static SummaryRun Arriving(ISymbol variable, int state, Claims? claims, (IParameterSymbol Parameter, bool Truth)? given, GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
    {
        SummaryRun run = new(index, semantics, new TrackedObject.Initial(variable)) { _arrival = state, _claimsOnArrival = claims?.Count ?? 0 };
        Facts facts = Facts.None.With(variable, Value.Object);
        if (given is ({ } parameter, var truth))
            facts = facts.With(parameter, Value.Of(truth));
        run.Enter(index.Graph.Blocks[0], null, new World(state, null, facts, claims));
        run.Record(cancellation);
        return run;
    }

    /// <summary>How many claims there are at the exit, the first one included; null where that is not known.</summary>
    private int? ClaimsLeftAt(SummaryExit exit, int first)
        => exit.State == first ? 1
            : exit.State == Semantics.Automaton.OnlyEnd ? 0
            : exit.State == Semantics.Automaton.Counted && exit.Given == 0 ? _claimsOnArrival + exit.Claims + 1
            : null;

    /// <summary>Where the function returns what the operation makes, and in which state.</summary>
    public static IReadOnlyList<Handout> HandoutsOf(TrackedObject.Made made, PathRun paths, GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
    {
        SummaryRun run = new(index, semantics, made);
        run.EnterAll(paths, index.Function.Segments.Of(made.Block, made.Operation));
        run._isSeeded = true;
        run.Record(cancellation);
        return run.IsAbandoned || run._isNamedTwice ? [] : run._handouts;
    }

    /// <summary>How the function ends with what the operation makes in a parameter by reference of its own.</summary>
    /// <returns>Null where the function, or somebody that it calls, keeps the object, or where too little is known.</returns>
    public static IReadOnlyList<SummaryExit>? ExitsWith(
        TrackedObject.Made made, IParameterSymbol parameter, PathRun paths, GraphIndex index, IProtocolSemantics semantics, CancellationToken cancellation)
    {
        SummaryRun run = new(index, semantics, made) { _handedOut = parameter };
        run.EnterAll(paths, index.Function.Segments.Of(made.Block, made.Operation));
        run._isSeeded = true;
        run.Record(cancellation);
        return run.IsAbandoned || run._isLost ? null : run._exits;
    }

    public override void OnBreach(BreachEvent breach)
    {
        _isWrong |= _isRecording;
        _isMissing |= _isRecording && breach is { Kind: Breach.Missing or Breach.NotHeld or Breach.Repeated, Since: null };
        _isRepeated |= _isRecording && breach is { Kind: Breach.Repeated, Since: null } && Index.Function.IsOnEveryWay(breach.Where.Syntax);
        _isWritten |= _isRecording && breach is { Kind: Breach.Write, Since: null } && Index.Function.IsOnEveryWay(breach.Where.Syntax);
        if (_isRecording && breach is { Kind: Breach.Use or Breach.Repeated, Since.Syntax: var ended } && Index.Function.IsOnEveryWay(ended) && Index.Function.IsOnEveryWay(breach.Where.Syntax))
            _ownBreach ??= breach;
    }

    /// <summary>What somebody has to give back is not to be taken twice, so that nobody calls the function for an object in that state.</summary>
    public override void OnMove(int from, int to) => _isWrong |= _isRecording && from == to && Automaton.Contains(_forbidsLeaving, to);

    public override void OnLost(SyntaxNode at, World world)
    {
    }

    public override void OnHandOut(IOperation operand, int state)
    {
        if (_isRecording)
            _handouts.Add(new Handout(operand.Syntax, state));
    }

    protected override bool IsAlive(World world, int segment)
    {
        _isLost |= world.State == Automaton.Escaped;
        return world.State != Automaton.Escaped && (world.State != Automaton.Absent || !_isSeeded);
    }

    protected override void OnExit(ControlFlowBranch? branch, SyntaxNode? thrown, World world)
    {
        if (!_isRecording || branch is null)
            return;
        if (_handedOut is not null)
        {
            // Who is told that he got nothing does not ask in which state it is.
            if (!world.Facts[_handedOut].MayBeObject || (!Automaton.IsKnown(world.State) && world.Facts[Interpreter.ReturnedValue].AsBoolean() == false))
                return;
            _isLost |= world.Since is null || world.Claims is not null || !world.Facts[_handedOut].IsObject;
        }

        uint namedBy = PlacesIn(world);
        _isNamedTwice |= namedBy != 0;
        ISymbol? own = _place;
        bool isGone = own is not null && !world.Facts[own].MayBeObject;
        _isVacated |= isGone;

        // What is left of a claim less than there were is with those who took the others.
        int further = world.Claims is { } claims ? claims.Count - _claimsOnArrival : 0;
        _isOwedElsewhere |= isGone && (Automaton.IsKnown(world.State) ? Automaton.Contains(_forbidsLeaving, world.State) && !(further < 0 && world.State == _arrival) : world.State != _arrival);
        _isLost |= (!isGone && !Automaton.IsKnown(world.State) && world.State != _arrival) || world.Facts.IsKeptInFieldOtherThan(own as IFieldSymbol) || (own is not null && !isGone && !world.Facts[own].IsObject);

        // Whoever keeps the object has a claim that was taken for him, or it is not known whose he has.
        int given = world.Claims?.Given ?? 0;
        _isLost |= given > 0 && given > further;
        _isLost |= _claimsOnArrival > 0 && world.Claims is null && world.State == _arrival;
        _exits.Add(new SummaryExit(world.State, world.Facts[Interpreter.ReturnedValue].AsBoolean(), further) { Given = given, NamedBy = namedBy, Flags = world.Facts.Flags.Where(IsOfOthers).ToImmutableArray() });
    }

    /// <summary>The parameters by reference that name the object, by their ordinals as bits. Where one only may do so, or nobody asks, it is lost.</summary>
    private uint PlacesIn(World world)
    {
        uint places = 0;
        foreach (IParameterSymbol parameter in Index.Function.Parameters)
        {
            if (parameter.RefKind is not (RefKind.Ref or RefKind.Out) || world.Facts[parameter] is not { MayBeObject: true } held)
                continue;
            uint place = InferredPlaces.BitOf(parameter);
            bool isOther = !SymbolEqualityComparer.Default.Equals(parameter, _handedOut ?? _place);
            _isLost |= isOther && (!held.IsObject || place == 0 || _handedOut is not null || Index.Captured is not null);
            places |= place;
        }

        return places;
    }

    /// <summary>Whether it is known of each way out of the function, or of those with each result, which places by reference name the object: then what is in none of them is nowhere.</summary>
    private bool ArePlacesTold()
        => _place is IParameterSymbol && _exits.TrueForAll(static exit => Automaton.IsKnown(exit.State)) && InferredPlaces.Of(_exits) is not null;

    private bool IsOfOthers(FlagLeft flag) => flag.Flag is IFieldSymbol { IsReadOnly: false } || (flag.Flag is not IFieldSymbol && !SymbolEqualityComparer.Default.Equals(flag.Flag.ContainingSymbol, Index.Function.Method));

    private void Record(CancellationToken cancellation)
    {
        RunToFixpoint(cancellation);
        if (IsAbandoned)
            return;
        _isRecording = true;
        Replay();
    }
}

/// <summary>What a function does to an object that arrives in one state.</summary>
/// <param name="IsWrong">Whether it breaks the protocol.</param>
/// <param name="IsMissing">Whether it does so because the object would have to arrive in another state.</param>
/// <param name="IsRepeated">Whether it brings the object, on every path, into the state that it is in already.</param>
/// <param name="IsWritten">Whether it writes the object's memory, on every path, when that must not be written.</param>
/// <param name="IsVacated">Whether the field, or the place by reference, in which it arrives may be left without it.</param>
/// <param name="Exits">The ways out of it, those by an exception not counted.</param>
internal sealed record Summary(bool IsWrong, bool IsMissing, bool IsRepeated, bool IsWritten, bool IsVacated, IReadOnlyList<SummaryExit> Exits)
{
    /// <summary>The first use of the object, or step with it, that is wrong on every path because of what the function has done to it before; null where there is none.</summary>
    public BreachEvent? OwnBreach { get; init; }

    /// <summary>Of a function that does nothing to the object.</summary>
    /// <param name="state">The state in which it arrives and leaves.</param>
    /// <param name="place">The place by reference in which it arrives and stays, as a bit; 0 for none.</param>
    public static Summary OfNothing(int state, uint place) => new(IsWrong: false, IsMissing: false, IsRepeated: false, IsWritten: false, IsVacated: false, [new SummaryExit(state, null, 0) { NamedBy = place }]);

    /// <summary>The same of an object that arrives in a state which is like that of this summary's.</summary>
    public Summary For(int state, int alike) => this with { Exits = [.. Exits.Select(exit => exit.State == alike ? exit with { State = state } : exit)] };
}

/// <summary>A way out of a function.</summary>
/// <param name="State">The object's state.</param>
/// <param name="Result">The truth that is returned; null where it is not known or is none.</param>
/// <param name="Claims">How many claims were taken beside those that there were, less those that were given back; 0 where their number is not known, or there are none.</param>
internal sealed record SummaryExit(int State, bool? Result, int Claims)
{
    /// <summary>To how many others the object was handed, each with one of those claims.</summary>
    public int Given { get; init; }

    /// <summary>The constants that are then in flags beyond the function's own variables.</summary>
    public ImmutableArray<FlagLeft> Flags { get; init; } = ImmutableArray<FlagLeft>.Empty;

    /// <summary>The parameters by reference that name the object then, by their ordinals as bits.</summary>
    public uint NamedBy { get; init; }
}

/// <summary>What a function gives back of an object to which there are claims beside the first.</summary>
/// <param name="Claims">How many claims it gives back in the end; it may be all that there are.</param>
/// <param name="Needs">How many there have to be beside the first so that it does not go wrong.</param>
internal sealed record GivenBack(int Claims, int Needs);

/// <summary>A place where a function returns an object.</summary>
/// <param name="Operand">What is returned.</param>
/// <param name="State">The object's state.</param>
internal sealed record Handout(SyntaxNode Operand, int State);
