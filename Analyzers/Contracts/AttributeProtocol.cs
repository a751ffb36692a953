using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>A protocol that a type declares of itself by attributes.</summary>
internal sealed class AttributeProtocol : Protocol
{
    private readonly INamedTypeSymbol _owner;
    private readonly int _entry;
    private readonly ImmutableArray<Reaction> _reactions;
    private readonly ImmutableHashSet<string> _dead;
    private readonly ConcurrentDictionary<IMethodSymbol, Sharing?> _sharings = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, bool> _borrows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _tracks = new(SymbolEqualityComparer.Default);

    private AttributeProtocol(
        INamedTypeSymbol owner,
        string name,
        ImmutableArray<string> states,
        string? entry,
        ImmutableArray<ProtocolRule> rules,
        ImmutableArray<Reaction> reactions,
        uint fading,
        string? counted,
        ImmutableHashSet<string> dead,
        CalleeBodies bodies)
        : base(name, states, rules, bodies, fading, TiedBy(reactions), counted is null ? Effect.Stay : states.IndexOf(counted))
    {
        _owner = owner;
        _reactions = reactions;
        _dead = dead;
        _entry = entry is null ? Automaton.Unknown : StateOr(entry, Automaton.Unknown);
    }

    public override int StateOfNew => _entry;

    private static uint TiedBy(ImmutableArray<Reaction> reactions)
    {
        uint states = 0;
        foreach (Reaction reaction in reactions)
            states |= reaction.IsTied ? 1u << reaction.From : 0;
        return states;
    }

    /// <summary>The states, of whichever of the type's protocols, in which an object must not be used.</summary>
    private static ImmutableHashSet<string> StatesWithoutUse(ImmutableArray<AttributeData> attributes)
        => ContractAttributes.Named(attributes, ContractAttributes.Rule)
            .Where(static rule => rule.ValueAt(1) is (int)Breach.Use)
            .Select(static rule => rule.StringAt(2))
            .OfType<string>()
            .ToImmutableHashSet();

    /// <summary>The protocols that the type itself declares.</summary>
    public static IEnumerable<AttributeProtocol> DeclaredBy(INamedTypeSymbol type, CalleeBodies bodies)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        ImmutableHashSet<string>? dead = null;
        foreach (AttributeData protocol in ContractAttributes.Named(attributes, ContractAttributes.Protocol))
        {
            if (protocol.StringAt(0) is not { } name)
                continue;
            ImmutableArray<string> states = protocol.ValuesAt(1).OfType<string>().ToImmutableArray();
            if (states.Length is 0 or > Automaton.MaximumStates)
                continue;

            ImmutableArray<ProtocolRule> rules = (
                from rule in ContractAttributes.Named(attributes, ContractAttributes.Rule)
                let id = rule.StringAt(0)
                let breach = rule.ValueAt(1) as int?
                let state = rule.StringAt(2)
                where id is not null && breach is not null && state is not null && states.Contains(state)
                select new ProtocolRule(id, (Breach)breach, state)).ToImmutableArray();
            ImmutableArray<Reaction> reactions = (
                from reacts in ContractAttributes.Named(attributes, ContractAttributes.Reacts)
                let signal = reacts.StringAt(0)
                let left = states.IndexOf(reacts.StringAt(1) ?? string.Empty)
                let reached = states.IndexOf(reacts.StringAt(2) ?? string.Empty)
                where signal is not null && left >= 0 && reached >= 0
                select new Reaction(signal, left, reached, reacts.Argument("KeepsPlace")?.Value is true, reacts.Argument("All")?.Value is true, reacts.Argument("Tied")?.Value is true)).ToImmutableArray();
            uint fading = 0;
            foreach (AttributeData fades in ContractAttributes.Named(attributes, ContractAttributes.Fades))
            {
                if (states.IndexOf(fades.StringAt(0) ?? string.Empty) is >= 0 and int state)
                    fading |= 1u << state;
            }

            dead ??= StatesWithoutUse(attributes);
            yield return new AttributeProtocol(type, name, states, protocol.Argument("Entry")?.Value as string, rules, reactions, fading, protocol.Argument("Counted")?.Value as string, dead, bodies);
        }
    }

    public bool IsDeclaredBy(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _owner);

    public override bool Tracks(ITypeSymbol? type)
    {
        // Of what everybody handles only some is of the assemblies that can know the owner.
        if (type is null or { SpecialType: not SpecialType.None })
            return false;
        if (!_tracks.TryGetValue(type, out bool tracks))
            _tracks.TryAdd(type, tracks = IsOwnerOf(type));
        return tracks;
    }

    private bool IsOwnerOf(ITypeSymbol? type)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Any(Tracks);
        if (_owner.TypeKind == TypeKind.Interface && type is not null)
        {
            return SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _owner)
                || type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, _owner));
        }

        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _owner))
                return true;
        }

        return false;
    }

    public override ImmutableArray<Effect> EffectsOfAssigning(IParameterSymbol parameter)
        => SignalEffects(ContractAttributes.OfParameter(parameter)).ToImmutableArray();

    public override bool AllowsUse(IMethodSymbol member, int state)
        => ContractAttributes.Named(ContractAttributes.OfMember(member), ContractAttributes.Allows)
            .Any(allows => StateOr(allows.StringAt(0), Effect.Stay) == state);

    public override int LentStateOf(IMethodSymbol getter)
    {
        foreach (AttributeData lends in ContractAttributes.Named(ContractAttributes.OfMember(getter), ContractAttributes.Lends))
        {
            if (StateOr(lends.StringAt(0), Effect.Stay) is >= 0 and int lent)
                return lent;
        }

        return Automaton.Unknown;
    }

    public override Sharing? SharingOf(IMethodSymbol getter)
        => !ContractAttributes.IsOn(getter) ? null
            : _sharings.TryGetValue(getter.OriginalDefinition, out Sharing? known) ? known
            : _sharings.GetOrAdd(getter.OriginalDefinition, ReadSharing(getter.OriginalDefinition));

    private Sharing? ReadSharing(IMethodSymbol getter)
        => (from shares in ContractAttributes.Named(ContractAttributes.OfMember(getter), ContractAttributes.Shares)
            let state = StateOr(shares.StringAt(0), Effect.Stay)
            let until = shares.StringAt(1)
            where state >= 0 && until is not null
            select new Sharing(state, until, StatesAfter(getter.ContainingType, until))).FirstOrDefault();

    /// <summary>An override is called by the owner itself, as the kind of object that the owner is, and not by somebody who found it.</summary>
    public override bool ArrivesSharing(IParameterSymbol parameter, Sharing sharing)
        => IsEntryPoint(parameter)
            && parameter.ContainingSymbol is IMethodSymbol { IsOverride: false }
            && !ContractAttributes.Named(ContractAttributes.OfParameter(parameter), ContractAttributes.Requires)
                .Any(requires => requires.ValuesAt(0).Any(state => state is string name && sharing.Ended.Contains(name)));

    private static ImmutableArray<string> StatesAfter(INamedTypeSymbol type, string member)
        => (from method in type.GetMembers(member).OfType<IMethodSymbol>()
            from produces in ContractAttributes.Named(ContractAttributes.OfMember(method), ContractAttributes.Produces)
            where produces.StringAt(0) is not null
            select produces.StringAt(0)!).ToImmutableArray();

    public override bool IsEntryPoint(IParameterSymbol parameter) => Bodies.IsEntryPoint(parameter);

    public override int EntryStateOf(IParameterSymbol parameter)
    {
        ImmutableArray<AttributeData> attributes = ContractAttributes.OfParameter(parameter);
        if (attributes.IsEmpty)
            return StateOfUnmarked(parameter);
        string?[] given =
        [
            .. ContractAttributes.Named(attributes, ContractAttributes.Balanced).Select(balanced => balanced.StringAt(0)),
            .. from requires in ContractAttributes.Named(attributes, ContractAttributes.Requires)
               let states = requires.ValuesAt(0)
               where states.Length == 1
               select states[0] as string,
        ];
        foreach (string? name in given.Concat(given.SelectMany(ImpliedBy)))
        {
            if (StateOr(name, Effect.Stay) is >= 0 and int state)
                return state;
        }

        return StateOfUnmarked(parameter);
    }

    /// <summary>Nothing says what the caller has done; a caller in the same type may have done some of it.</summary>
    private int StateOfUnmarked(IParameterSymbol parameter) => !Automaton.IsKnown(_entry) || !IsEntryPoint(parameter) ? Automaton.Unknown : _entry;

    public override ExitPromise PromiseFor(IParameterSymbol parameter)
    {
        ImmutableArray<AttributeData> attributes = ContractAttributes.OfParameter(parameter);
        if (attributes.IsEmpty)
            return ExitPromise.None;
        int restores = Effect.Stay;
        ImmutableArray<object?> failures = ImmutableArray<object?>.Empty;
        uint mayLeave = 0;
        ImmutableArray<PromisedEnd>.Builder ends = ImmutableArray.CreateBuilder<PromisedEnd>();
        ImmutableArray<PromisedEnd>.Builder answers = ImmutableArray.CreateBuilder<PromisedEnd>();
        foreach (AttributeData balanced in ContractAttributes.Named(attributes, ContractAttributes.Balanced))
        {
            if (StateOr(balanced.StringAt(0), Effect.Stay) is not (>= 0 and int state))
                continue;
            restores = state;
            failures = balanced.ValuesAt(1);
            mayLeave |= 1u << state;
        }

        foreach (AttributeData produces in ContractAttributes.Named(attributes, ContractAttributes.Produces))
        {
            // Upon any other result the caller knows that the object was not brought into the state, and sees to it.
            uint produced = SetOf(ImmutableArray.Create<object?>(produces.StringAt(0)));
            PromisedEnd promised = new(produced, produces.Argument("When") is { IsNull: false }, produces.Argument("When")?.Value);
            mayLeave |= produced != 0 && promised.IsConditional ? uint.MaxValue : produced;
            if (produced == 0 || parameter.RefKind != RefKind.None)
                continue;
            answers.Add(promised);
            if (LeavesEntryState(produces, parameter))
                ends.Add(promised);
        }

        foreach (AttributeData requires in ContractAttributes.Named(attributes, ContractAttributes.Requires))
            mayLeave |= SetOf(requires.ValuesAt(0));
        if (ContractAttributes.Named(attributes, ContractAttributes.Transfers).Any() && !ContractAttributes.Named(attributes, ContractAttributes.Borrows).Any())
            ends.Add(new PromisedEnd(0, IsConditional: false, null));

        // What is to be restored and to be ended contradicts itself, and is told as that.
        return new ExitPromise(restores, failures, mayLeave, restores == Effect.Stay ? ends.ToImmutable() : ImmutableArray<PromisedEnd>.Empty, answers.ToImmutable());
    }

    /// <summary>Whether the state in which the parameter arrives is one that is left.</summary>
    private bool LeavesEntryState(AttributeData produces, IParameterSymbol parameter)
        => EntryStateOf(parameter) is var entry
            && (produces.Argument("From")?.Value is not string from || StateOr(from, Effect.Stay) == entry)
            && (produces.Argument("Unless")?.Value is not string unless || StateOr(unless, Effect.Stay) != entry);

    public override bool Borrows(IParameterSymbol parameter)
        => _borrows.TryGetValue(parameter.OriginalDefinition, out bool known) ? known : _borrows.GetOrAdd(parameter.OriginalDefinition, ReadBorrows(parameter.OriginalDefinition));

    /// <summary>
    /// A parameter whose contract speaks of other protocols says all that happens to the argument. An unknown callee may take over an
    /// object that somebody has to give back; of one that nobody has to it is harmless to believe that it does not.
    /// </summary>
    private bool ReadBorrows(IParameterSymbol parameter)
        => !ContractAttributes.TakesOver(parameter)
            && (ContractAttributes.HasAny(ContractAttributes.OfParameter(parameter))
                || Bodies.OnlyLooksAt(parameter, trustsUnknown: Automaton.ForbidsLeaving == 0 && !Tracks(parameter.Type), member => LeavesAlone(parameter.Type, member)));

    /// <summary>Whether every member of the name has a contract, or comes with the type from a library that states its contracts, and does nothing to its object in this protocol.</summary>
    private bool LeavesAlone(ITypeSymbol type, string name)
    {
        if (!Tracks(type))
            return false;
        bool isFound = false;
        for (ITypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.GetMembers(name))
            {
                if (member is not IMethodSymbol { IsStatic: false } method
                    || !(ContractAttributes.IsOn(method) || method.DeclaringSyntaxReferences.IsEmpty)
                    || EffectsOf(method).Any(static effect => effect.Target == EffectTarget.Receiver && (effect.To != Effect.Stay || effect.Transfers)))
                {
                    return false;
                }

                isFound = true;
            }
        }

        return isFound;
    }

    protected override bool MayActThrough(IMethodSymbol method) => ContractAttributes.IsOn(method) || (CalleeBodies.IsSeenByAllCallers(method) && ContractReach.Includes(method));

    protected override ImmutableArray<Effect> ReadEffects(IMethodSymbol method)
    {
        if (!ContractAttributes.IsOn(method))
            return InferredEffects(method);

        ImmutableArray<Effect>.Builder effects = ImmutableArray.CreateBuilder<Effect>();
        ImmutableArray<AttributeData> attributes = ContractAttributes.OfMember(method);
        if (method.MethodKind == MethodKind.Constructor)
        {
            if (Tracks(method.ContainingType))
                AddEffects(effects, attributes, new Effect(EffectTarget.Result));
        }
        else if (!method.IsStatic && Tracks(method.ContainingType))
            AddEffects(effects, attributes, new Effect(EffectTarget.Receiver));
        else if (ExtensionBlock.ReceiverOf(method) is { } receiver && Tracks(receiver.Type))
            AddEffects(effects, ContractAttributes.OfParameter(receiver), new Effect(EffectTarget.Receiver) { MayDecline = TellsOutcome(method) });

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!Tracks(parameter.Type))
            {
                // What takes over whatever it is given takes over these, too.
                if (Automaton.ForbidsLeaving != 0 && parameter.Type is { TypeKind: TypeKind.TypeParameter or TypeKind.Interface } or { SpecialType: SpecialType.System_Object } && ContractAttributes.TakesOver(parameter))
                    effects.Add(new Effect(EffectTarget.Argument, parameter.Ordinal) { Transfers = true, MayDecline = TellsOutcome(method) });
                continue;
            }

            ImmutableArray<AttributeData> contract = ContractAttributes.OfParameter(parameter);
            int before = effects.Count;
            AddEffects(effects, contract, new Effect(EffectTarget.Argument, parameter.Ordinal) { MayDecline = TellsOutcome(method) });
            if (effects.Count > before && contract.All(static attribute => attribute.AttributeClass?.Name == ContractAttributes.Requires))
                AddUnsaid(effects, parameter, method);
        }

        // Two protocols may have a state of the same name: a page is held, and a buffer too.
        if (Tracks(method.ReturnType) || (method.ReturnType is INamedTypeSymbol { TypeArguments: [{ } awaited] } && Tracks(awaited)))
            AddEffects(effects, ContractAttributes.OfResult(method), new Effect(EffectTarget.Result));
        effects.AddRange(SignalEffects(attributes));
        return effects.Count == 0 && !ContractAttributes.HasAny(attributes) ? InferredEffects(method) : effects.ToImmutable();
    }

    /// <summary>Whether the result, or what is awaited of it, is a truth or one of an enum's members.</summary>
    private static bool TellsOutcome(IMethodSymbol method) => Awaiting.ResultOf(method.ReturnType) is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum };

    private void AddEffects(ImmutableArray<Effect>.Builder effects, ImmutableArray<AttributeData> attributes, Effect target)
    {
        foreach (AttributeData requires in ContractAttributes.Named(attributes, ContractAttributes.Requires))
        {
            if (SetOf(requires.ValuesAt(0)) is not 0 and uint states)
                effects.Add(target with { Requires = states });
        }

        bool isReplaced = false;
        foreach (AttributeData replaces in ContractAttributes.Named(attributes, ContractAttributes.Replaces))
        {
            isReplaced = true;
            if (StateOr(replaces.StringAt(0), Effect.Stay) is not (>= 0 and int to))
                continue;
            TypedConstant? when = replaces.Argument("When");
            effects.Add(target with
            {
                To = to,
                From = ~SetOf(ImmutableArray.Create<object?>(replaces.Argument("Unless")?.Value)),
                IsConditional = when is { IsNull: false },
                When = when?.Value,
                Replaces = true,
            });
        }

        bool producesNothing = !isReplaced;
        foreach (AttributeData produces in ContractAttributes.Named(attributes, ContractAttributes.Produces))
        {
            if (StateOr(produces.StringAt(0), Effect.Stay) is not (>= 0 and int to))
                continue;
            producesNothing = false;
            TypedConstant? when = produces.Argument("When");
            Effect reached = isReplaced ? target with { Target = EffectTarget.Replacement } : target;
            effects.Add(reached with
            {
                To = to,
                From = (produces.Argument("From")?.Value is string from ? SetOf(ImmutableArray.Create<object?>(from)) : uint.MaxValue)
                    & ~SetOf(ImmutableArray.Create<object?>(produces.Argument("Unless")?.Value)),
                IsConditional = when is { IsNull: false },
                When = when?.Value,
                Inside = produces.Argument("Inside")?.Value as string,
                Outside = produces.Argument("Outside")?.Value as string,
                WhenInspected = produces.Argument("WhenInspected")?.Value is true,
            });
        }

        // Who brings an object into a state that implies one of this protocol, and says nothing else of this one, brings it into that, too.
        foreach (AttributeData produces in producesNothing ? ContractAttributes.Named(attributes, ContractAttributes.Produces) : [])
        {
            foreach (string? implied in ImpliedBy(produces.StringAt(0)))
            {
                if (StateOr(implied, Effect.Stay) is >= 0 and int to)
                    effects.Add(target with { To = to, IsConditional = produces.Argument("When") is { IsNull: false }, When = produces.Argument("When")?.Value });
            }

            // Who is given the object may do as he likes with it from here on; what this function owes, it owes all the same.
            if (target.Target == EffectTarget.Argument && produces.StringAt(0) is { } given && _dead.Contains(given))
                effects.Add(target with { To = Automaton.Unknown, From = ~Automaton.ForbidsLeaving, IsInferred = true, IsConditional = produces.Argument("When") is { IsNull: false }, When = produces.Argument("When")?.Value });
        }

        foreach (AttributeData answers in ContractAttributes.Named(attributes, ContractAttributes.Answers))
        {
            if (SetOf(ImmutableArray.Create<object?>(answers.StringAt(0))) is not 0 and uint states)
                effects.Add(target with { From = states, Answers = answers.ValueAt(1) });
        }

        foreach (AttributeData balanced in ContractAttributes.Named(attributes, ContractAttributes.Balanced))
        {
            if (SetOf(ImmutableArray.Create<object?>(balanced.StringAt(0))) is not (not 0 and uint state))
                continue;
            effects.Add(target with { Requires = state });
            foreach (object? failure in balanced.ValuesAt(1))
                effects.Add(target with { To = Automaton.Unknown, IsConditional = true, When = failure });
        }

        if (ContractAttributes.Named(attributes, ContractAttributes.Transfers).Any())
            effects.Add(target with { Transfers = true });
    }

    /// <summary>
    /// What becomes of an argument of which the contract says no more than how it has to arrive: what a private method's body certainly does, and a constructor that does more than look keeps it.
    /// </summary>
    private void AddUnsaid(ImmutableArray<Effect>.Builder effects, IParameterSymbol parameter, IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Constructor)
        {
            if (Automaton.ForbidsLeaving != 0 && !Bodies.OnlyLooksAt(parameter, trustsUnknown: false))
                effects.Add(new Effect(EffectTarget.Argument, parameter.Ordinal) { Transfers = true, MayDecline = true });
        }
        else if (!method.IsAsync)
        {
            AddInferred(effects, parameter, method);
        }
    }

    private IEnumerable<Effect> SignalEffects(ImmutableArray<AttributeData> attributes)
        => from signals in ContractAttributes.Named(attributes, ContractAttributes.Signals)
           from reaction in _reactions
           where reaction.Signal == signals.StringAt(0)
           let when = signals.Argument("When")
           select new Effect(EffectTarget.Everyone)
           {
               From = 1u << reaction.From,
               To = reaction.To,
               IsConditional = when is { IsNull: false },
               When = when?.Value,
               KeepsPlace = reaction.KeepsPlace,
               ConcernsAll = reaction.All,
               IsTied = reaction.IsTied,
           };

    private IEnumerable<string?> ImpliedBy(string? state)
        => from implies in ContractAttributes.Named(_owner.GetAttributes(), ContractAttributes.Implies)
           where implies.StringAt(0) == state
           select implies.StringAt(1);

    /// <summary>What a signal does to the objects of the protocol.</summary>
    private sealed record Reaction(string Signal, int From, int To, bool KeepsPlace, bool All, bool IsTied);
}
