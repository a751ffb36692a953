using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>A contract that a function keeps without saying so. It is found for certain or not at all.</summary>
/// <param name="Requires">The states that the object must be in; none where any will do.</param>
/// <param name="Changes">What happens to it.</param>
/// <param name="Obliges">Whether the caller has to do something about the state that it is in afterwards.</param>
internal sealed record InferredContract(ImmutableArray<string> Requires, ImmutableArray<InferredChange> Changes, bool Obliges)
{
    /// <summary>Variables that are given one another beyond which nobody asks where the last one's value comes from.</summary>
    private const int MaximumDepth = 8;

    /// <summary>What the function returns whenever it returns; null where that is not one truth.</summary>
    public bool? Always { get; private init; }

    /// <summary>The states, of those that somebody has to give back, to which the function leads first of all, so that the object must not be in them.</summary>
    public ImmutableArray<string> Repeats { get; private init; } = ImmutableArray<string>.Empty;

    /// <summary>The states, of those in which any use is forbidden, in which the function does nothing that is wrong.</summary>
    public ImmutableArray<string> Tolerates { get; private init; } = ImmutableArray<string>.Empty;

    /// <summary>The states in which the function itself does wrong, so that nobody knows what comes of the object.</summary>
    public ImmutableArray<string> Spoils { get; private init; } = ImmutableArray<string>.Empty;

    /// <summary>The states in which the object's memory must not be written, and in which the function writes it.</summary>
    public ImmutableArray<string> Writes { get; private init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether the function may leave the field, or the place by reference, in which the object is without it.</summary>
    public bool Vacates { get; private init; }

    /// <summary>Which places by reference the object has left when the function returns, and into which it was put; none where that is not known.</summary>
    public ImmutableArray<InferredPlaces> Places { get; private init; } = ImmutableArray<InferredPlaces>.Empty;

    /// <summary>What the function does wrong on every path with an object that somebody has to give back, because of what it has done to it before.</summary>
    public ImmutableArray<BreachOnArrival> Breaks { get; private init; } = ImmutableArray<BreachOnArrival>.Empty;

    /// <summary>What the function gives back of an object that arrives with several claims, where nothing else can be said of it because it is not to arrive with one; null for any other.</summary>
    public GivenBack? GivesBack { get; private init; }

    /// <summary>What the function does to the object in its parameter, or in a variable of the function around it.</summary>
    /// <param name="variable">The parameter, the variable or the field.</param>
    /// <param name="index">The function.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <param name="given">Another parameter and the truth that it is given; null for any.</param>
    /// <returns>One without changes where it does nothing to it; null where it may keep it, or where what it does cannot be said in a contract.</returns>
    public static InferredContract? Of(ISymbol variable, GraphIndex index, Protocol protocol, CancellationToken cancellation, (IParameterSymbol Parameter, bool Truth)? given = null)
    {
        Automaton automaton = protocol.Automaton;
        Dictionary<int, IReadOnlyList<SummaryExit>> exits = [];
        uint missing = 0;
        AlikeStates alike = new(index, protocol);
        bool isUntouched = given is null && Untouched.Is(variable, index, protocol);
        uint faded = 0;
        uint own = PlaceOf(variable);
        Summary?[] summaries = new Summary[automaton.States.Length];
        ImmutableArray<string>.Builder repeated = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string>.Builder spoiled = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string>.Builder written = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<BreachOnArrival>.Builder broken = ImmutableArray.CreateBuilder<BreachOnArrival>();
        for (int state = 0; state < automaton.States.Length; state++)
        {
            int first = alike.FirstLike(state);
            Summary? found = isUntouched && Untouched.IsEasy(state, automaton) ? Summary.OfNothing(state, own)
                : first < state ? summaries[first]?.For(state, first)
                : SummaryRun.OfArrival(variable, state, given, index, protocol, cancellation);
            if (found is not { } summary)
            {
                if (!Automaton.Contains(automaton.Fades, state))
                    return Unsaid();

                // Its end is somebody else's business, and no more is known where the callers are.
                faded |= 1u << state;
                continue;
            }

            summaries[state] = summary;
            if (summary.IsRepeated && Automaton.Contains(automaton.ForbidsLeaving, state))
                repeated.Add(automaton.States[state]);
            if (summary.IsWritten)
            {
                written.Add(automaton.States[state]);
                faded |= automaton.Fades & (1u << state);
            }

            if (automaton.Counted != Effect.Stay && summary.OwnBreach is { } breach && Automaton.Contains(automaton.ForbidsLeaving, state))
                broken.Add(new BreachOnArrival(state, breach.Kind, breach.States));
            if (!summary.IsWrong)
                exits.Add(state, summary.Exits);
            else if (summary.IsMissing && !Automaton.Contains(automaton.ForbidsUse, state))
                missing |= 1u << state;
            else
                spoiled.Add(automaton.States[state]);
        }

        // To want an object that is free, and to leave it free, is no more than anybody expects.
        bool endsObligation = missing != 0 && exits.Keys.Any(state => Automaton.Contains(automaton.ForbidsLeaving, state));
        SummaryExit[] all = [.. exits.Values.SelectMany(static ways => ways)];
        bool dependsOnResult = exits.Values.Any(static ways => ways.Count > 0 && CommonStateOf(ways) is null);
        bool isVacated = Array.Exists(summaries, static summary => summary is { IsVacated: true });
        ImmutableArray<InferredPlaces>? places = InferredPlaces.Of(all);
        if (places is null && (dependsOnResult || all.Any(way => (way.NamedBy | own) != own || (way.NamedBy != own && Automaton.Contains(automaton.ForbidsLeaving, way.State)))))
            return Unsaid();
        bool?[] results = dependsOnResult ? [true, false] : [null];
        IReadOnlyList<SummaryExit> fromUnknown = exits.All(arrival => arrival.Value.All(way => way.State == arrival.Key)) ? [] : SummaryRun.OfArrival(variable, Automaton.Unknown, given, index, protocol, cancellation) is { IsWrong: false } ofUnknown ? ofUnknown.Exits : [];
        ImmutableArray<InferredChange>.Builder changes = ImmutableArray.CreateBuilder<InferredChange>();
        foreach (bool? result in results)
        {
            Dictionary<int, int> ends = [];
            HashSet<int> claims = [];
            HashSet<int> further = [];
            HashSet<int> handed = [];
            foreach (KeyValuePair<int, IReadOnlyList<SummaryExit>> arrival in exits)
            {
                if (dependsOnResult && arrival.Value.Any(way => way.Result is null))
                    return Unsaid();
                SummaryExit[] ways = [.. arrival.Value.Where(way => result is null || way.Result == result)];
                int? state = CommonStateOf(ways);
                if (state is null && Array.Exists(ways, way => IsOfConsequence(way.State, automaton)))
                    return Unsaid();
                if (ways.Length > 0)
                    ends.Add(arrival.Key, state ?? Automaton.Unknown);

                handed.UnionWith(ways.Select(way => way.Given));
                if (arrival.Key != automaton.Counted)
                    claims.UnionWith(ways.Select(way => way.Claims));
                else
                    further.UnionWith(ways.Select(way => way.Claims));
            }

            // To an object that has arrived with claims as many are taken, or one is given back by what ends the last one.
            if (further.Any(count => count != 0 && !(count > 0 ? claims.Contains(count) : count == -1 && ends.Any(way => way.Key != way.Value && Automaton.Contains(automaton.ForbidsUse, way.Value)))))
                return Unsaid();

            int ofUnknownObject = CommonStateOf([.. fromUnknown.Where(way => result is null || way.Result == result)]) ?? Automaton.Unknown;
            int described = changes.Count;
            if (!TryDescribe(ends, automaton, endsObligation, claims.Count == 1 ? claims.First() : 0, result, ofUnknownObject, changes))
                return Unsaid();
            if (handed.Count > 1 || (handed.Contains(1) && changes.Count == described))
                return Unsaid();
            if (changes.Count > described)
                changes[described] = changes[described] with { Given = handed.First(), HasWords = changes[described].HasWords && handed.First() == 0, Leaves = FlagLeft.Common([.. all.Where(way => result is null || way.Result == result)], index.Flags) };
        }

        ImmutableArray<string> required = missing == 0 ? ImmutableArray<string>.Empty : exits.Keys.Concat(Enumerable.Range(0, automaton.States.Length).Where(state => Automaton.Contains(faded, state))).Select(state => automaton.States[state]).ToImmutableArray();
        return new InferredContract(required, changes.ToImmutable(), Obliges: changes.Count > 0)
        {
            Repeats = repeated.ToImmutable(),
            Spoils = spoiled.ToImmutable(),
            Writes = written.ToImmutable(),
            Vacates = isVacated && (variable is not IParameterSymbol || places is null),
            Places = places?.Select(place => place.BesideOwn(own)).Where(static place => place.IsLeft || place.NamedBy != 0).ToImmutableArray() ?? ImmutableArray<InferredPlaces>.Empty,
            Breaks = broken.ToImmutable(),
            Tolerates = exits.Keys.Where(state => Automaton.Contains(automaton.ForbidsUse, state)).Select(state => automaton.States[state]).ToImmutableArray(),
            Always = !dependsOnResult && all is [{ Result: var only }, ..] && Array.TrueForAll(all, way => way.Result == only) ? only : null,
        };

        // Nothing can be said of what becomes of the object, but it is wrong already.
        InferredContract? Unsaid()
        {
            GivenBack? givesBack = automaton.Counted != Effect.Stay && Automaton.IsKnown(protocol.StateOfFound) && summaries[protocol.StateOfFound] is { IsWrong: true } ? SummaryRun.GivenBackBy(variable, given, index, protocol, cancellation) : null;
            return broken.Count == 0 && givesBack is null ? null : new(ImmutableArray<string>.Empty, ImmutableArray<InferredChange>.Empty, Obliges: false) { Breaks = broken.ToImmutable(), Spoils = broken.Count > 0 ? automaton.States : ImmutableArray<string>.Empty, GivesBack = givesBack };
        }
    }

    /// <summary>The state in which the object is at the end of each way; null where there are several, or no way.</summary>
    private static int? CommonStateOf(IReadOnlyList<SummaryExit> ways)
    {
        for (int i = 1; i < ways.Count; i++)
        {
            if (ways[i].State != ways[0].State)
                return null;
        }

        return ways.Count > 0 ? ways[0].State : null;
    }

    /// <summary>The bit of the place by reference in which an object arrives in the variable; 0 where there is none.</summary>
    private static uint PlaceOf(ISymbol variable) => variable is IParameterSymbol { RefKind: RefKind.Ref } parameter ? InferredPlaces.BitOf(parameter) : 0;

    /// <summary>The state of what the function returns, wherever it returns something.</summary>
    /// <returns>Null where that is not always an object that it has made or received itself, and in one state.</returns>
    public static InferredContract? OfResult(GraphIndex index, Protocol protocol, CancellationToken cancellation)
    {
        List<TrackedObject.Made> made = OwnObjects(index, protocol);
        List<IOperation> returned = [.. ReturnedBy(index.Graph)];
        if (made.Count == 0 || returned.Count == 0)
            return null;
        PathRun paths = new(index, protocol, made.Max(static candidate => candidate.Block.Ordinal), cancellation);
        if (!paths.IsReliable)
            return null;

        ILookup<SyntaxNode, Handout> handouts = made
            .SelectMany(candidate => SummaryRun.HandoutsOf(candidate, paths, index, protocol, cancellation))
            .ToLookup(static handout => handout.Operand);
        int only = Effect.Stay;
        foreach (IOperation operand in returned)
        {
            if (operand.ConstantValue is { HasValue: true, Value: null })
                continue;
            if (!IsAlwaysOneOf(operand, made, index))
                return null;
            foreach (Handout handout in handouts[operand.Syntax])
            {
                if (!Automaton.IsKnown(handout.State) || (only != Effect.Stay && only != handout.State))
                    return null;
                only = handout.State;
            }

            if (!handouts.Contains(operand.Syntax))
                return null;
        }

        return only == Effect.Stay
            ? null
            : new InferredContract(
                ImmutableArray<string>.Empty,
                ImmutableArray.Create(new InferredChange(protocol.Automaton.States[only], null, null, null, IsNotable: true)),
                Automaton.Contains(protocol.Automaton.ForbidsLeaving, only));
    }

    /// <summary>The state of what the function hands out through an <c>out</c> parameter, where it returns a truth when that is true, and always where it returns nothing.</summary>
    /// <returns>Null where that is not always an object that it has made or received itself, and in one state, or where it hands one out that its caller is told not to have got.</returns>
    public static InferredContract? OfOut(IParameterSymbol parameter, GraphIndex index, Protocol protocol, CancellationToken cancellation)
    {
        // A result of another kind may tell whether there is anything, or be the same object.
        if (parameter.ContainingSymbol is not IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean or SpecialType.System_Void } method)
            return null;
        List<TrackedObject.Made> made = OwnObjects(index, protocol);
        return made.Count == 0 || !IsAlwaysOneOf(parameter, made, index) ? null : OfPlace(parameter, made, when: method.ReturnsVoid ? null : true, mayEndOtherwise: true, index, protocol, cancellation);
    }

    /// <summary>The state of what the function puts where a parameter by reference points to, whatever was there before.</summary>
    /// <returns>Null where it does not do so always, or upon one result, or where that is not always an object that it has made or received itself, and in one state in which somebody has to give it back.</returns>
    public static InferredContract? OfReplacement(IParameterSymbol parameter, GraphIndex index, Protocol protocol, CancellationToken cancellation)
    {
        if (!index.Function.Assigns.Contains(parameter))
            return null;
        List<TrackedObject.Made> made = OwnObjects(index, protocol);
        if (made.Count == 0 || !IsAlwaysOneOf(parameter, made, index))
            return null;
        WaysAround ways = new(index.Function, parameter, [.. made.Where(candidate => IsAlwaysPutInto(parameter, candidate, index, protocol)).Select(static candidate => candidate.Operation)]);
        bool? when = ways.AreNone(null) ? null : true;
        return when is true && !ways.AreNone(true) ? null : OfPlace(parameter, made, when, mayEndOtherwise: false, index, protocol, cancellation);
    }

    /// <summary>The one state, in which somebody has to give it back, of whatever the function has put into the parameter when it returns.</summary>
    /// <param name="parameter">A parameter by reference.</param>
    /// <param name="made">What the function has made or received itself.</param>
    /// <param name="when">The truth upon which something is there; null for any result.</param>
    /// <param name="mayEndOtherwise">Whether it may be there upon another result as well, in a state in which nobody has to.</param>
    /// <param name="index">The function.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="cancellation">Ends the search.</param>
    private static InferredContract? OfPlace(
        IParameterSymbol parameter, List<TrackedObject.Made> made, bool? when, bool mayEndOtherwise, GraphIndex index, Protocol protocol, CancellationToken cancellation)
    {
        PathRun paths = new(index, protocol, made.Max(static candidate => candidate.Block.Ordinal), cancellation);
        if (!paths.IsReliable)
            return null;

        int only = Effect.Stay;
        foreach (TrackedObject.Made candidate in made)
        {
            if (SummaryRun.ExitsWith(candidate, parameter, paths, index, protocol, cancellation) is not { } exits)
                return null;
            foreach (SummaryExit exit in exits)
            {
                bool isOwed = Automaton.IsKnown(exit.State) && Automaton.Contains(protocol.Automaton.ForbidsLeaving, exit.State);
                bool isOtherwise = when is not null && exit.Result != when;
                if (isOtherwise ? isOwed || !mayEndOtherwise : !isOwed || (only != Effect.Stay && only != exit.State))
                    return null;
                if (!isOtherwise)
                    only = exit.State;
            }
        }

        return only == Effect.Stay
            ? null
            : new InferredContract(
                ImmutableArray<string>.Empty,
                ImmutableArray.Create(new InferredChange(protocol.Automaton.States[only], null, null, when, IsNotable: true)),
                Obliges: true);
    }

    /// <summary>The objects that the function has made or received itself.</summary>
    private static List<TrackedObject.Made> OwnObjects(GraphIndex index, Protocol protocol)
        => [.. TypestateAnalysis.MadeObjects(index, protocol).Where(static candidate => !candidate.IsLookedUp)];

    /// <summary>Whether anybody could do wrong in the state, so that a caller has to know whether the object is in it.</summary>
    private static bool IsOfConsequence(int state, Automaton automaton)
        => !Automaton.IsKnown(state) || Automaton.Contains(automaton.ForbidsLeaving | automaton.ForbidsUse | automaton.ForbidsWriting | automaton.ForbidsBlocking | automaton.ForbidsOutliving | automaton.Fades | automaton.Tied, state);

    private static bool IsAlwaysPutInto(IParameterSymbol parameter, TrackedObject.Made made, GraphIndex index, Protocol protocol)
        => made.OutOrdinal >= 0
            && SymbolEqualityComparer.Default.Equals(made.TargetIn(index.Function), parameter)
            && CallIndex.MethodOf(made.Operation, protocol) is { } maker
            && protocol.EffectsOf(maker).Any(effect => effect is { IsConditional: false, DecidesState: true } && effect.IsFor(EffectTarget.Replacement, made.OutOrdinal));

    private static bool TryDescribe(Dictionary<int, int> ends, Automaton automaton, bool demands, int claims, bool? result, int endOfUnknown, ImmutableArray<InferredChange>.Builder changes)
    {
        int[] moved = [.. ends.Where(way => way.Key != way.Value).Select(way => way.Key)];
        if (moved.Length == 0)
            return true;
        int to = ends[moved[0]];
        if (moved.Any(state => ends[state] != to))
            return false;

        // What is left to somebody who is told that it failed is a mistake rather than a promise.
        if (result == false && Automaton.Contains(automaton.ForbidsLeaving, to))
            return false;
        int[] kept = [.. ends.Keys.Where(state => ends[state] == state && state != to)];
        if (kept.Length > 1 && moved.Length > 1)
            return false;
        changes.Add(new InferredChange(
            Automaton.IsKnown(to) ? automaton.States[to] : null,
            kept.Length > 0 && moved.Length == 1 ? automaton.States[moved[0]] : null,
            kept.Length == 1 && moved.Length > 1 ? automaton.States[kept[0]] : null,
            result,
            demands || Automaton.Contains(automaton.ForbidsLeaving | automaton.ForbidsUse | automaton.ForbidsWriting | automaton.ForbidsBlocking, to))
        {
            Claims = claims,
            IsFromUnknown = endOfUnknown == to,
            HasWords = Automaton.IsKnown(to) && (to != automaton.Counted || claims == 1),
        });
        return true;
    }

    private static IEnumerable<IOperation> ReturnedBy(ControlFlowGraph graph)
        => from block in graph.Blocks
           where block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && block.BranchValue is not null
           select block.BranchValue;

    /// <summary>Whether nothing else can be returned: the call itself, a variable that nothing else is ever assigned to, or one or the other of these, or nothing, upon a condition.</summary>
    private static bool IsAlwaysOneOf(IOperation operand, List<TrackedObject.Made> made, GraphIndex index, int depth = 0)
    {
        IOperation value = Unwrapped(operand);
        if (depth > MaximumDepth)
            return false;
        if (made.Any(candidate => candidate.OutOrdinal < 0 && candidate.Operation == value))
            return true;
        if (value is IFlowCaptureReferenceOperation { Id: var id })
        {
            return index.Function.Operations.OfType<IFlowCaptureOperation>().Where(capture => capture.Id.Equals(id))
                .All(capture => Unwrapped(capture.Value).ConstantValue is { HasValue: true, Value: null } || IsAlwaysOneOf(capture.Value, made, index, depth + 1));
        }

        return value is ILocalReferenceOperation { Local: var local } && IsAlwaysOneOf(local, made, index, depth + 1);
    }

    /// <summary>Whether nothing else is ever assigned to the variable.</summary>
    private static bool IsAlwaysOneOf(ISymbol variable, List<TrackedObject.Made> made, GraphIndex index, int depth = 0)
        => index.Variables.IsTrackable(variable) && index.Function.WritesOf(variable).All(target => IsAssignedOneOf(target, made, index, depth));

    private static bool IsAssignedOneOf(IOperation target, List<TrackedObject.Made> made, GraphIndex index, int depth)
    {
        if (target.Parent is ISimpleAssignmentOperation assignment)
        {
            IOperation value = Unwrapped(assignment.Value);
            return value.ConstantValue is { HasValue: true, Value: null } || IsAlwaysOneOf(value, made, index, depth + 1);
        }

        IOperation outermost = target.Parent is IDeclarationExpressionOperation declaration ? declaration : target;
        return outermost.Parent is IArgumentOperation { Parameter.Ordinal: var ordinal, Parent: { } call }
            && made.Any(candidate => candidate.OutOrdinal == ordinal && candidate.Operation == call);
    }

    private static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IAwaitOperation)
            operation = operation.ChildOperations.First();
        return operation is IInvocationOperation { Instance: { } task } configuration && Awaiting.IsConfiguration(configuration) ? Unwrapped(task) : operation;
    }
}

/// <summary>What happens to the object's state; the names are those of <c>ProducesAttribute</c>.</summary>
/// <param name="State">The state afterwards; null where it is one of several in which nobody can do wrong.</param>
/// <param name="From">The one state that is left; null where several are.</param>
/// <param name="Except">The one state that is kept; null where none is.</param>
/// <param name="When">The result upon which it happens; null for any.</param>
/// <param name="IsNotable">Whether a caller can do anything wrong in the state, so that it is worth an attribute.</param>
internal sealed record InferredChange(string? State, string? From, string? Except, bool? When, bool IsNotable)
{
    /// <summary>How many claims are taken, where the state counts them; 0 where that is not known.</summary>
    public int Claims { get; init; }

    /// <summary>Whether it happens also to an object of whose state nothing is known.</summary>
    public bool IsFromUnknown { get; init; } = true;

    /// <summary>To how many others the object is handed, each with one of those claims.</summary>
    public int Given { get; init; }

    /// <summary>What is then in flags beside the object.</summary>
    public ImmutableArray<FlagLeft> Leaves { get; init; } = ImmutableArray<FlagLeft>.Empty;

    /// <summary>Whether an attribute can say it: it names one state, and takes one claim at most.</summary>
    public bool HasWords { get; init; } = true;
}
