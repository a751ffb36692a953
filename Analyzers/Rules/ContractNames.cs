using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Whether there is what a contract names: states, members, rules.</summary>
internal static class ContractNames
{
    public static void Check(Contract contract, RuleReporter reporter)
    {
        AttributeData attribute = contract.Attribute;
        switch (contract.Name)
        {
            case ContractAttributes.Protocol:
                CheckProtocol(contract, reporter);
                break;
            case ContractAttributes.Rule:
                CheckStates(contract, reporter, OwnStates(contract), attribute.StringAt(2));
                CheckRule(contract, reporter, attribute.StringAt(0));
                CheckRepeatedRule(contract, reporter);
                break;
            case ContractAttributes.Reacts:
                CheckStates(contract, reporter, OwnStates(contract), attribute.StringAt(1), attribute.StringAt(2));
                break;
            case ContractAttributes.Implies:
                CheckStates(contract, reporter, OwnStates(contract), attribute.StringAt(0), attribute.StringAt(1));
                break;
            case ContractAttributes.Fades:
                CheckStates(contract, reporter, OwnStates(contract), attribute.StringAt(0));
                break;
            case ContractAttributes.Requires:
                CheckStates(contract, reporter, StatesOfSubject(contract), [.. attribute.ValuesAt(0).OfType<string>()]);
                break;
            case ContractAttributes.Produces:
                CheckStates(contract, reporter, StatesOfSubject(contract), attribute.StringAt(0), Named("From"), Named("Unless"));
                CheckMembers(contract, reporter, contract.Subject, Named("Inside"), Named("Outside"));
                break;
            case ContractAttributes.Replaces:
                CheckStates(contract, reporter, StatesOfSubject(contract), attribute.StringAt(0), Named("Unless"));
                break;
            case ContractAttributes.Balanced or ContractAttributes.Answers:
                CheckStates(contract, reporter, StatesOfSubject(contract), attribute.StringAt(0));
                break;
            case ContractAttributes.MustUse or ContractAttributes.MustCheck or ContractAttributes.NoProof or ContractAttributes.AskFirst or ContractAttributes.Exhaustive:
                CheckRule(contract, reporter, attribute.StringAt(0));
                break;
            case ContractAttributes.Owes:
                CheckRule(contract, reporter, attribute.StringAt(1));
                break;
            case ContractAttributes.NotBefore:
                CheckRule(contract, reporter, attribute.StringAt(0));
                CheckMembers(contract, reporter, contract.Target.Symbol.ContainingType, attribute.StringAt(1), Named("Instead"));
                break;
        }

        string? Named(string argument) => attribute.Argument(argument)?.Value as string;
    }

    private static void CheckStates(Contract contract, RuleReporter reporter, ImmutableArray<string> states, params string?[] named)
    {
        // A protocol that cannot be read is told at its own attribute.
        bool isUnreadable = states.IsEmpty && contract.Subject is { } subject && ContractAttributes.Named(subject.GetAttributes(), ContractAttributes.Protocol).Any();
        foreach (string? name in named)
        {
            if (name is null || isUnreadable || states.Contains(name))
                continue;
            string owner = contract.Subject?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? string.Empty;
            string known = states.IsEmpty ? $"'{owner}' declares no protocol itself" : $"the states of '{owner}' are {string.Join(", ", states)}";
            reporter.Report(ContractRules.UnknownName, contract.LocationOf(name), null, name, known);
        }
    }

    private static void CheckMembers(Contract contract, RuleReporter reporter, ITypeSymbol? owner, params string?[] named)
    {
        foreach (string? name in named)
        {
            if (name is not null && owner is not null && !HasMember(owner, name))
                reporter.Report(ContractRules.UnknownName, contract.LocationOf(name), null, name, $"'{owner.Name}' has no member of that name");
        }
    }

    private static bool HasMember(ITypeSymbol owner, string name)
    {
        for (ITypeSymbol? type = owner; type is not null; type = type.BaseType)
        {
            if (!type.GetMembers(name).IsEmpty)
                return true;
        }

        return owner.AllInterfaces.Any(type => !type.GetMembers(name).IsEmpty);
    }

    private static void CheckRule(Contract contract, RuleReporter reporter, string? id)
    {
        if (id is not null && RuleCatalog.Find(id) is null)
            reporter.Report(ContractRules.RuleNeverReported, contract.LocationOf(id), null, id, "there is no such rule");
    }

    private static void CheckRepeatedRule(Contract contract, RuleReporter reporter)
    {
        AttributeData attribute = contract.Attribute;
        AttributeData first = ContractAttributes.Named(contract.Target.Attributes, ContractAttributes.Rule)
            .First(candidate => Equals(BreachOf(candidate), BreachOf(attribute)) && candidate.StringAt(2) == attribute.StringAt(2));
        if (first != attribute)
        {
            reporter.Report(
                ContractRules.RuleNeverReported, contract.Location, Contract.LocationOf(first), attribute.StringAt(0) ?? string.Empty, $"'{Contract.TextOf(first)}' comes first for the same breach and state");
        }
    }

    private static object? BreachOf(AttributeData rule) => rule.ValueAt(1);

    private static void CheckProtocol(Contract contract, RuleReporter reporter)
    {
        AttributeData attribute = contract.Attribute;
        string name = attribute.StringAt(0) ?? string.Empty;
        ImmutableArray<string> states = StatesOf(attribute);
        if (states.Length is 0 or > Automaton.MaximumStates)
        {
            reporter.Report(ContractRules.StatesConfused, contract.Location, null, name, states.IsEmpty ? "it has no states" : $"it has more than {Automaton.MaximumStates} states");
            return;
        }

        if (states.GroupBy(state => state).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice)
            reporter.Report(ContractRules.StatesConfused, contract.Location, null, name, $"the state '{twice}' stands in it twice");
        foreach (string state in new[] { attribute.Argument("Entry")?.Value, attribute.Argument("Counted")?.Value }.OfType<string>())
        {
            if (!states.Contains(state))
                reporter.Report(ContractRules.UnknownName, contract.LocationOf(state), null, state, $"the states of '{name}' are {string.Join(", ", states)}");
        }

        foreach (AttributeData earlier in ContractAttributes.Named(contract.Target.Attributes, ContractAttributes.Protocol).TakeWhile(other => other != attribute))
        {
            if (StatesOf(earlier).Intersect(states).FirstOrDefault() is { } shared)
                reporter.Report(ContractRules.StatesConfused, contract.Location, Contract.LocationOf(earlier), name, $"'{earlier.StringAt(0)}' has a state '{shared}', too");
        }
    }

    private static ImmutableArray<string> StatesOf(AttributeData protocol) => protocol.ValuesAt(1).OfType<string>().ToImmutableArray();

    /// <summary>The states of the protocols that the attributed type itself declares.</summary>
    private static ImmutableArray<string> OwnStates(Contract contract)
        => ContractAttributes.Named(contract.Target.Attributes, ContractAttributes.Protocol).SelectMany(protocol => StatesOf(protocol)).ToImmutableArray();

    private static ImmutableArray<string> StatesOfSubject(Contract contract)
        => contract.Protocols.SelectMany(protocol => protocol.Automaton.States).Distinct().ToImmutableArray();
}
