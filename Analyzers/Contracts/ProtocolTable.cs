using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Contracts;

/// <summary>The protocol of a library's type, stated in the words that the attributes use.</summary>
internal sealed class ProtocolTable
{
    private readonly List<string> _states = [];
    private readonly List<ProtocolRule> _rules = [];
    private readonly Dictionary<string, List<Effect>> _members = [];
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
    public IReadOnlyCollection<string> Members => _members.Keys;

    /// <summary>The members that may be used in any state, as <c>Type.Member</c>.</summary>
    public IReadOnlyCollection<string> HarmlessMembers => _harmless;

    /// <summary>Whether the member does anything to the objects.</summary>
    public bool Moves(string member) => _members.ContainsKey(member);

    public ImmutableArray<Effect> EffectsOf(string member) => _members.TryGetValue(member, out List<Effect>? effects) ? effects.ToImmutableArray() : ImmutableArray<Effect>.Empty;

    /// <param name="ownerMetadataName">The type whose members act on the objects.</param>
    /// <param name="name">What a message calls the protocol.</param>
    /// <param name="objectKind">The kind of type that the objects have.</param>
    public static ProtocolTable For(string ownerMetadataName, string name, TypeKind objectKind) => new(ownerMetadataName, name, objectKind);

    /// <summary>The member returns an object in the state.</summary>
    public ProtocolTable Acquire(string member, string returns)
        => Add(member, new Effect(EffectTarget.Result) { To = StateOf(returns) });

    /// <summary>The member takes the object as an argument, in one state, and leaves it in another.</summary>
    public ProtocolTable Release(string member, int argument, string from, string to)
        => Add(member, new Effect(EffectTarget.Argument, argument) { Requires = 1u << StateOf(from), To = StateOf(to) });

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

    private ProtocolTable Add(string member, Effect effect)
    {
        if (!_members.TryGetValue(member, out List<Effect>? effects))
            _members.Add(member, effects = []);
        effects.Add(effect);
        return this;
    }

    private int StateOf(string state)
    {
        int index = _states.IndexOf(state);
        if (index >= 0)
            return index;
        _states.Add(state);
        return _states.Count - 1;
    }
}
