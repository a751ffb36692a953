using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Turns breaches into diagnostics, one a rule and place.</summary>
internal sealed class RuleReporter(Action<Diagnostic> report, Baseline baseline)
{
    /// <summary>The diagnostic property that tells a code fix what the object is called.</summary>
    public const string ObjectName = nameof(ObjectName);

    private readonly HashSet<(string Rule, Location Location)> _reported = [];

    public void Report(Protocol protocol, BreachEvent breach)
    {
        if (protocol.RuleFor(breach) is not { } id)
            return;
        Report(id, breach.Where.Location, breach.Where.Name, breach.Since);
    }

    /// <param name="id">The rule; one that this package does not have is passed over.</param>
    /// <param name="location">The place of the breach.</param>
    /// <param name="name">What the object is called there.</param>
    /// <param name="earlier">Where it went wrong before, or where it will be noticed.</param>
    public void Report(string id, Location location, string name, Place? earlier = null)
    {
        if (RuleCatalog.Find(id) is not { } rule || !_reported.Add((id, location)) || baseline.Excuses(id, location))
            return;
        report(Diagnostic.Create(
            rule,
            location,
            earlier is null ? [] : [earlier.Location],
            ImmutableDictionary<string, string?>.Empty.Add(ObjectName, name),
            name,
            earlier is null ? string.Empty : " at line " + (earlier.Location.GetLineSpan().StartLinePosition.Line + 1)));
    }

    /// <summary>Reports what is wrong with a contract.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, Location? other, params object[] arguments)
        => Report(rule, location, other, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Reports what is wrong with a contract, and what a fix has to know of it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, Location? other, ImmutableDictionary<string, string?> properties, params object[] arguments)
    {
        if (_reported.Add((rule.Id, location)) && !baseline.Excuses(rule.Id, location))
            report(Diagnostic.Create(rule, location, other is null ? [] : [other], properties, arguments));
    }
}
