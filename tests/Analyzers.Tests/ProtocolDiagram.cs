using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace Analyzers.Tests;

/// <summary>Draws a protocol as Mermaid's state diagram, from the same model that the engine follows, with the rules on breaking it.</summary>
internal sealed class ProtocolDiagram(Protocol protocol, INamedTypeSymbol owner)
{
    private const string Outside = "[*]";

    private readonly Automaton _automaton = protocol.Automaton;
    private readonly SortedDictionary<(int From, int To), SortedSet<string>> _transitions = [];

    /// <summary>Reads what each of the members does to the objects of the protocol.</summary>
    public ProtocolDiagram With(IEnumerable<IMethodSymbol> members)
    {
        if (Automaton.IsKnown(protocol.StateOfNew))
            Add(Effect.Stay, protocol.StateOfNew, "as a parameter");
        foreach (IMethodSymbol member in members)
        {
            ImmutableArray<Effect> effects = protocol.EffectsOf(member);
            foreach (Effect effect in effects.Where(effect => effect.To != Effect.Stay && effect.To < _automaton.States.Length))
                Add(member, effect, effects);
        }

        return this;
    }

    public string ToMarkdown()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"## {Capitalised(_automaton.Name)}\n\nDeclared by `{owner.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}`.\n\n```mermaid\nstateDiagram-v2\n");
        foreach (((int from, int to), SortedSet<string> labels) in _transitions)
            text.Append(CultureInfo.InvariantCulture, $"    {NameOf(from)} --> {NameOf(to)} : {string.Join("<br/>", labels)}\n");
        for (int state = 0; state < _automaton.States.Length; state++)
        {
            if (!_transitions.Keys.Any(way => way.From == state || way.To == state))
                text.Append(CultureInfo.InvariantCulture, $"    {NameOf(state)}\n");
        }

        AppendClass(text, "owed", "stroke-width:4px", _automaton.ForbidsLeaving);
        AppendClass(text, "dead", "stroke-dasharray:5", _automaton.ForbidsUse);
        text.Append("```\n\n");
        if (!protocol.Rules.IsEmpty)
        {
            text.Append("| Rule | State | Broken by |\n|---|---|---|\n");
            foreach (ProtocolRule rule in protocol.Rules)
                text.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}](rules/{rule.Id}.md) | {rule.State} | {Describe(rule.Breach)} |\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    private void Add(IMethodSymbol member, Effect effect, ImmutableArray<Effect> effects)
    {
        string label = LabelOf(member) + (effect.IsConditional ? $" is {ResultOf(member, effect.When)}" : string.Empty);
        bool makes = effect.Target is EffectTarget.Result or EffectTarget.Replacement
            || (effect.Target == EffectTarget.Argument && member.Parameters[effect.Ordinal].RefKind == RefKind.Out);
        if (makes)
        {
            Add(Effect.Stay, effect.To, label);
            return;
        }

        uint required = effects.Where(other => other.IsFor(effect.Target, effect.Ordinal)).Aggregate(0u, (states, other) => states | other.Requires);
        for (int state = 0; state < _automaton.States.Length; state++)
        {
            bool isLeft = Automaton.Contains(effect.From, state)
                && (required == 0
                    ? effect.Target == EffectTarget.Everyone || !Automaton.Contains(_automaton.ForbidsUse, state) || protocol.AllowsUse(member, state)
                    : Automaton.Contains(required, state));
            if (isLeft && state != effect.To)
                Add(state, effect.To, label);
        }
    }

    private void Add(int from, int to, string label)
    {
        if (!_transitions.TryGetValue((from, to), out SortedSet<string>? labels))
            _transitions.Add((from, to), labels = new SortedSet<string>(StringComparer.Ordinal));
        labels.Add(label);
    }

    private string LabelOf(IMethodSymbol member)
    {
        string name = member.AssociatedSymbol?.Name ?? (member.MethodKind == MethodKind.Constructor ? "new " + member.ContainingType.Name : member.Name);
        return SymbolEqualityComparer.Default.Equals(member.ContainingType, owner) || member.MethodKind == MethodKind.Constructor ? name : $"{member.ContainingType.Name}.{name}";
    }

    private static string ResultOf(IMethodSymbol member, object? when)
    {
        ITypeSymbol result = member.ReturnType is INamedTypeSymbol { TypeArguments: [{ } awaited] } ? awaited : member.ReturnType;
        IFieldSymbol? named = result.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, when));
        return named?.Name ?? (when is bool truth ? (truth ? "true" : "false") : Convert.ToString(when, CultureInfo.InvariantCulture) ?? "null");
    }

    private void AppendClass(StringBuilder text, string name, string style, uint states)
    {
        string[] members = [.. _automaton.States.Where((_, state) => Automaton.Contains(states, state))];
        if (members.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"    classDef {name} {style}\n    class {string.Join(",", members)} {name}\n");
    }

    private string NameOf(int state) => state == Effect.Stay ? Outside : _automaton.States[state];

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Describe(Breach breach) => breach switch
    {
        Breach.Missing => "what needs the state, in another one",
        Breach.Repeated => "what leads to the state, in it already",
        Breach.Use => "any use",
        Breach.Left => "leaving the object in it",
        Breach.NotRestored => "an exit without it, where the contract says that it is kept",
        Breach.NotHeld => "what gives the state up, in another one",
        Breach.Write => "writing the object's memory",
        Breach.Blocked => "blocking the thread",
        Breach.Outlived => "keeping a view of the object's memory",
        _ => throw new ArgumentOutOfRangeException(nameof(breach), breach, "The breach has no words."),
    };
}
