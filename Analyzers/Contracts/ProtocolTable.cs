using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>The protocol of a library's type, stated in the words that the attributes use.</summary>
internal sealed class ProtocolTable
{
    private readonly List<string> _states = [];
    private readonly List<ProtocolRule> _rules = [];
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _members = [];
    private readonly HashSet<string> _harmless = [];

    private ProtocolTable(string ownerMetadataName, string name, TypeKind objectKind)
    {
        OwnerMetadataName = ownerMetadataName;
        Name = name;
        ObjectKind = objectKind;
    }

    public string OwnerMetadataName { get; }

    public string Name { get; }

    /// <summary>The kind of type that the objects of the protocol have.</summary>
    public TypeKind ObjectKind { get; }

    public ImmutableArray<string> States => _states.ToImmutableArray();

    public ImmutableArray<ProtocolRule> Rules => _rules.ToImmutableArray();

    /// <summary>The members that do anything to the objects.</summary>
    public IReadOnlyCollection<string> Members => _members;

    /// <summary>The members that may be used in any state, as <c>Type.Member</c>.</summary>
    public IReadOnlyCollection<string> HarmlessMembers => _harmless;

    /// <summary>Whether the member does anything to the objects.</summary>
    public bool Moves(string member) => _members.Contains(member);

    public ImmutableArray<Effect> EffectsOf(string member) => _steps.Where(step => step.Member == member).Select(EffectOf).ToImmutableArray();

    /// <param name="ownerMetadataName">The type whose members act on the objects.</param>
    /// <param name="name">What a message calls the protocol.</param>
    /// <param name="objectKind">The kind of type that the objects have.</param>
    public static ProtocolTable For(string ownerMetadataName, string name, TypeKind objectKind) => new(ownerMetadataName, name, objectKind);

    /// <summary>The member returns an object in the state.</summary>
    public ProtocolTable Acquire(string member, string returns)
        => Add(new Step(member, Argument: null, From: null, returns));

    /// <summary>The member takes the object as an argument, in one state, and leaves it in another.</summary>
    public ProtocolTable Release(string member, int argument, string from, string to)
        => Add(new Step(member, argument, from, to));

    /// <summary>Names the rule that is broken in one way.</summary>
    public ProtocolTable Rule(string id, Breach breach, string state)
    {
        StateOf(state);
        _rules.Add(new ProtocolRule(id, breach, state));
        return this;
    }

    /// <summary>Using the member is right in every state.</summary>
    public ProtocolTable Harmless(string member)
    {
        _harmless.Add(member);
        return this;
    }

    private ProtocolTable Add(Step step)
    {
        if (step.From is not null)
            StateOf(step.From);
        StateOf(step.To);
        _members.Add(step.Member);
        _steps.Add(step);
        return this;
    }

    private Effect EffectOf(Step step) => step is { Argument: { } argument, From: { } from }
        ? new(EffectTarget.Argument, argument) { Requires = 1u << StateOf(from), To = StateOf(step.To) }
        : new(EffectTarget.Result) { To = StateOf(step.To) };

    private int StateOf(string state)
    {
        int index = _states.IndexOf(state);
        if (index >= 0)
            return index;
        _states.Add(state);
        return _states.Count - 1;
    }

    /// <summary>What a member does, in the table's words: most projects have to do with none of them, and pay for no more than the names.</summary>
    private sealed record Step(string Member, int? Argument, string? From, string To);
}
