using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>
/// One protocol as the rules see it: its states, what each member does to them, and which rule each way to break it breaks.
/// The contracts may come from attributes or from a table; the flow analysis does not know the difference.
/// </summary>
internal abstract class Protocol : IProtocolSemantics
{
    private readonly ImmutableArray<ProtocolRule> _rules;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<Effect>> _effects = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ConcurrentDictionary<ISymbol, ImmutableArray<Effect>?>> _onCaptured = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IFieldSymbol>> _fields = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IFieldSymbol>> _fieldsBehind = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _takingEffect = new(SymbolEqualityComparer.Default);

    protected Protocol(string name, ImmutableArray<string> states, ImmutableArray<ProtocolRule> rules, CalleeBodies bodies, uint fading = 0, uint tied = 0, int counted = Effect.Stay)
    {
        _rules = rules;
        Bodies = bodies;
        Automaton = new Automaton(name, states)
        {
            ForbidsUse = StatesWith(Breach.Use, states, rules),
            ForbidsRepeating = StatesWith(Breach.Repeated, states, rules),
            ForbidsGivingUp = StatesWith(Breach.NotHeld, states, rules),
            ForbidsWriting = StatesWith(Breach.Write, states, rules),
            Fades = fading,
            Tied = tied,
            Counted = counted,
            ForbidsBlocking = StatesWith(Breach.Blocked, states, rules),
            ForbidsLeaving = StatesWith(Breach.Left, states, rules),
            ForbidsOutliving = StatesWith(Breach.Outlived, states, rules),
        };
    }

    public Automaton Automaton { get; }

    public ImmutableArray<ProtocolRule> Rules => _rules;

    protected CalleeBodies Bodies { get; }

    public virtual int StateOfNew => Automaton.Unknown;

    public int StateOfFound => Automaton.IsKnown(StateOfNew) && Automaton.Contains(Automaton.ForbidsLeaving, StateOfNew) ? StateOfNew : Automaton.Unknown;

    public abstract bool Tracks(ITypeSymbol? type);

    public ImmutableArray<Effect> EffectsOf(IMethodSymbol method)
    {
        if (!MayActThrough(method))
            return ImmutableArray<Effect>.Empty;
        IMethodSymbol definition = method.OriginalDefinition;
        if (_effects.TryGetValue(definition, out ImmutableArray<Effect> known))
            return known;

        return FindEffects(definition);
    }

    private ImmutableArray<Effect> FindEffects(IMethodSymbol definition)
        => Inquiry.IsOpen(this, definition, null, out ImmutableArray<Effect>? assumed)
            ? assumed ?? ImmutableArray<Effect>.Empty
            : _effects.GetOrAdd(definition, Inquiry.Run(this, definition, null, () => ReadEffects(definition))!.Value);

    public ImmutableArray<Effect>? EffectsOnCaptured(IMethodSymbol method, ISymbol variable)
    {
        ConcurrentDictionary<ISymbol, ImmutableArray<Effect>?> known = _onCaptured.GetOrAdd(method, static _ => new(SymbolEqualityComparer.Default));
        return known.TryGetValue(variable, out ImmutableArray<Effect>? effects) ? effects : FindEffectsOnCaptured(method, variable, known);
    }

    private ImmutableArray<Effect>? FindEffectsOnCaptured(IMethodSymbol method, ISymbol variable, ConcurrentDictionary<ISymbol, ImmutableArray<Effect>?> known)
        => Inquiry.IsOpen(this, method, variable, out ImmutableArray<Effect>? assumed)
            ? assumed
            : known.GetOrAdd(variable, Inquiry.Run(this, method, variable, () => ReadEffectsOnCaptured(method, variable)));

    public ImmutableArray<IFieldSymbol> FieldsBehind(IMethodSymbol method)
        => CalleeBodies.IsPrivateOfObject(method) && _fields.GetOrAdd(method.ContainingType.OriginalDefinition, FindFields) is { IsEmpty: false } fields
            ? _fieldsBehind.TryGetValue(method.OriginalDefinition, out ImmutableArray<IFieldSymbol> known) ? known : _fieldsBehind.GetOrAdd(method.OriginalDefinition, FieldsBehind(method.OriginalDefinition, fields))
            : ImmutableArray<IFieldSymbol>.Empty;

    private ImmutableArray<IFieldSymbol> FieldsBehind(IMethodSymbol method, ImmutableArray<IFieldSymbol> fields) => fields.RemoveAll(field => !Bodies.NamesBehind(method).Contains(field.Name));

    /// <summary>The type's own fields that may hold objects of the protocol, and keep them between two reads.</summary>
    private ImmutableArray<IFieldSymbol> FindFields(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsStatic: false, IsVolatile: false } && Tracks(field.Type)).ToImmutableArray();

    public IParameterSymbol? PassedOn(IMethodSymbol method) => Bodies.PassedOn(method);

    public bool PerhapsPassesOn(IParameterSymbol parameter) => Tracks(parameter.Type) && Bodies.PerhapsPassesOn(parameter);

    public bool MayTakeStep(IMethodSymbol method) => ContractAttributes.IsOn(method) || CalleeBodies.IsSeenByAllCallers(method) || ProtocolModel.IsNamedByLibrary(method);

    public bool NeverReturns(IMethodSymbol method) => Bodies.ThrowHelpers.Include(method);

    public abstract ImmutableArray<Effect> EffectsOfAssigning(IParameterSymbol parameter);

    public bool AlwaysTakesEffect(IMethodSymbol method)
        => (!Awaiting.YieldsResult(method.ReturnType)
                && ContractAttributes.Named(ContractAttributes.OfMember(method), ContractAttributes.Produces).Any(static produces => produces.Argument("When") is not { IsNull: false }))
            || (CalleeBodies.IsSeenByAllCallers(method) && (_takingEffect.TryGetValue(method.OriginalDefinition, out bool known) ? known : _takingEffect.GetOrAdd(method.OriginalDefinition, OnlyTakesSteps(method.OriginalDefinition))));

    /// <summary>Whether a private method calls nothing but what always takes effect.</summary>
    private bool OnlyTakesSteps(IMethodSymbol method)
        => !method.IsAsync
            && Bodies.PrivateBodyOf(method) is { } body
            && !body.Calls.Creates
            && body.Calls.Methods.All(called => called.MethodKind == MethodKind.PropertyGet || (!CalleeBodies.IsSeenByAllCallers(called) && AlwaysTakesEffect(called)))
            && body.Graph.Blocks.All(static block => block.FallThroughSuccessor?.Semantics is not (ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow));

    public abstract bool AllowsUse(IMethodSymbol member, int state);

    public virtual int LentStateOf(IMethodSymbol getter) => Automaton.Unknown;

    public virtual Sharing? SharingOf(IMethodSymbol getter) => null;

    public virtual bool ArrivesSharing(IParameterSymbol parameter, Sharing sharing) => false;

    public abstract bool IsEntryPoint(IParameterSymbol parameter);

    public abstract int EntryStateOf(IParameterSymbol parameter);

    public abstract ExitPromise PromiseFor(IParameterSymbol parameter);

    public abstract bool Borrows(IParameterSymbol parameter);

    /// <summary>Whether the call takes the object out of a state in which somebody owes it, be it that the callee owes it from here on.</summary>
    public bool EndsObligation(IMethodSymbol method, EffectTarget target, int ordinal = -1)
        => Automaton.ForbidsLeaving != 0
            && EffectsOf(method).Any(effect => effect.IsFor(target, ordinal) && effect.Upon is null && (effect.Transfers || (effect.To != Effect.Stay && !Automaton.Contains(Automaton.ForbidsLeaving, effect.To))));

    /// <summary>The rule that the breach breaks; null where the protocol says nothing of it.</summary>
    public string? RuleFor(BreachEvent breach)
    {
        foreach (ProtocolRule rule in _rules)
        {
            if (rule.Breach == breach.Kind && Automaton.IndexOf(rule.State) is >= 0 and int state && Automaton.Contains(breach.States, state))
                return rule.Id;
        }

        return null;
    }

    /// <summary>Whether it is worth asking what the method does: of most it is known at once that they do nothing.</summary>
    protected abstract bool MayActThrough(IMethodSymbol method);

    protected abstract ImmutableArray<Effect> ReadEffects(IMethodSymbol method);

    /// <summary>What the body of a private method certainly does, where its contract says nothing of this protocol.</summary>
    protected ImmutableArray<Effect> InferredEffects(IMethodSymbol method)
    {
        // A truth that comes out beside the result may tell what was done, as Monitor.Enter's does.
        if (!CalleeBodies.IsSeenByAllCallers(method) || method.Parameters.Any(static parameter => parameter is { RefKind: RefKind.Ref or RefKind.Out, Type.SpecialType: SpecialType.System_Boolean }))
            return ImmutableArray<Effect>.Empty;
        bool mayReturn = !method.IsAsync && Tracks(method.ReturnType);
        if (!(mayReturn || method.Parameters.Any(parameter => Tracks(parameter.Type))) || Bodies.PrivateBodyOf(method) is not { } body)
            return ImmutableArray<Effect>.Empty;

        ImmutableArray<Effect>.Builder effects = ImmutableArray.CreateBuilder<Effect>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && Automaton.ForbidsLeaving != 0 && Tracks(parameter.Type)
                && !ContractAttributes.HasAny(parameter.GetAttributes()) && InferredContract.OfOut(parameter, body, this, CancellationToken.None) is { } handedOut)
            {
                AddInferred(effects, handedOut, new Effect(EffectTarget.Argument, parameter.Ordinal) { IsInferred = true });
            }

            // Nobody waits for a method that returns no task.
            if (parameter.RefKind is not (RefKind.None or RefKind.Ref) || method is { IsAsync: true, ReturnsVoid: true } || !Tracks(parameter.Type) || ContractAttributes.HasAny(parameter.GetAttributes()) || !body.Variables.IsTrackable(parameter))
                continue;
            AddInferred(effects, parameter, method, body, new Effect(EffectTarget.Argument, parameter.Ordinal) { IsInferred = true, MayFill = parameter.RefKind == RefKind.Ref && body.Function.Assigns.Contains(parameter) });
            if (parameter.RefKind == RefKind.Ref && Automaton.ForbidsLeaving != 0 && InferredContract.OfReplacement(parameter, body, this, CancellationToken.None) is { } replacement)
                AddInferred(effects, replacement, new Effect(EffectTarget.Replacement, parameter.Ordinal) { IsInferred = true });
        }

        if (mayReturn && InferredContract.OfResult(body, this, CancellationToken.None) is { } result && (result.Obliges || Automaton.ForbidsLeaving == 0))
            AddInferred(effects, result, new Effect(EffectTarget.Result) { IsInferred = true });
        return effects.ToImmutable();
    }

    /// <returns>Null where the function may keep what is in the variable or the field, or where too little is known of it.</returns>
    private ImmutableArray<Effect>? ReadEffectsOnCaptured(IMethodSymbol method, ISymbol variable)
    {
        if (!Tracks(TypestateAnalysis.TypeOf(variable)) || Bodies.BodyOn(method, variable) is not { } body)
            return null;
        ImmutableArray<Effect>.Builder effects = ImmutableArray.CreateBuilder<Effect>();
        return AddInferred(effects, variable, method, body, new Effect(EffectTarget.Captured) { IsInferred = true }) ? effects.ToImmutable() : null;
    }

    /// <summary>Adds what the body of a private method certainly does to an argument.</summary>
    protected void AddInferred(ImmutableArray<Effect>.Builder effects, IParameterSymbol parameter, IMethodSymbol method)
    {
        if (parameter.RefKind == RefKind.None && Bodies.PrivateBodyOf(method) is { } body && body.Variables.IsTrackable(parameter))
            AddInferred(effects, parameter, method, body, new Effect(EffectTarget.Argument, parameter.Ordinal) { IsInferred = true });
    }

    /// <summary>Adds what a body certainly does to what arrives in the variable, or what it does upon the one or the other truth that it is given.</summary>
    /// <returns>Whether that is known.</returns>
    private bool AddInferred(ImmutableArray<Effect>.Builder effects, ISymbol variable, IMethodSymbol method, GraphIndex body, Effect target)
    {
        if (InferredContract.Of(variable, body, this, CancellationToken.None) is { } contract)
        {
            AddInferred(effects, contract, target);
            return true;
        }

        foreach (IParameterSymbol given in method.Parameters)
        {
            if (given is not { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Boolean } || !body.Variables.IsTrackable(given))
                continue;
            int before = effects.Count;
            foreach (bool truth in new[] { true, false })
            {
                if (InferredContract.Of(variable, body, this, CancellationToken.None, (given, truth)) is { } upon)
                    AddInferred(effects, upon, target with { Upon = (given.Ordinal, truth) });
            }

            if (effects.Count > before)
                return true;
        }

        return false;
    }

    private void AddInferred(ImmutableArray<Effect>.Builder effects, InferredContract contract, Effect target)
    {
        InferredPlaces? places = contract.Places is [{ When: null } only] ? only : null;

        // Also where nothing changes: then it is known that the callee keeps nothing.
        effects.Add(target with
        {
            Requires = SetOf(contract.Requires.CastArray<object?>()),
            Repeats = SetOf(contract.Repeats.CastArray<object?>()),
            Tolerates = SetOf(contract.Tolerates.CastArray<object?>()),
            Writes = SetOf(contract.Writes.CastArray<object?>()),
            Vacates = contract.Vacates || places?.IsLeft == true,
            NamedBy = places?.NamedBy ?? 0,
            Breaks = contract.Breaks,
        });
        foreach (InferredPlaces place in contract.Places)
        {
            if (place.When is { } result)
                effects.Add(target with { IsConditional = true, When = result, Vacates = place.IsLeft, NamedBy = place.NamedBy });
        }

        uint counted = 0;
        if (contract.GivesBack is { } givesBack)
        {
            counted = 1u << Automaton.Counted;
            effects.Add(target with { From = counted, To = Automaton.Unknown, GivesBack = givesBack });
            if (contract.Breaks.IsEmpty)
                effects.Add(target with { From = ~counted, To = Automaton.Escaped });
        }

        if (!contract.Spoils.IsEmpty)
            effects.Add(target with { From = SetOf(contract.Spoils.CastArray<object?>()) & ~counted, To = Automaton.Unknown });
        foreach (InferredChange change in contract.Changes)
        {
            effects.Add(target with
            {
                To = change.State is null ? Automaton.Unknown : StateOr(change.State, Effect.Stay),
                From = (change.From is null ? change.IsFromUnknown ? uint.MaxValue : ~(1u << Automaton.Unknown) : SetOf(ImmutableArray.Create<object?>(change.From))) & ~SetOf(ImmutableArray.Create<object?>(change.Except)),
                IsConditional = change.When is not null,
                When = change.When,
                Claims = change.Claims,
                Given = change.Given,
                Leaves = change.Leaves,
                Answers = change.When is null && contract.Always is { } always ? always : null,
            });
        }
    }

    protected int StateOr(string? name, int otherwise)
        => name is not null && Automaton.IndexOf(name) is >= 0 and int state ? state : otherwise;

    /// <summary>The states of the protocol among the names.</summary>
    public uint SetOf(ImmutableArray<object?> names)
    {
        uint set = 0;
        foreach (object? name in names)
        {
            if (StateOr(name as string, Effect.Stay) is >= 0 and int state)
                set |= 1u << state;
        }

        return set;
    }

    private static uint StatesWith(Breach breach, ImmutableArray<string> states, ImmutableArray<ProtocolRule> rules)
    {
        uint set = 0;
        foreach (ProtocolRule rule in rules)
        {
            if (rule.Breach == breach && states.IndexOf(rule.State) is >= 0 and int state)
                set |= 1u << state;
        }

        return set;
    }
}

/// <summary>The rule that is broken when an object breaks its protocol in one way.</summary>
internal sealed record ProtocolRule(string Id, Breach Breach, string State);
