using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Edits;
using PageMove.Analyzers.Flow;

namespace PageMove.Analyzers.Rules;

/// <summary>Turns breaches into diagnostics, one a rule and place.</summary>
internal sealed class RuleReporter(Action<Diagnostic> report, Baseline baseline)
{
    /// <summary>The diagnostic property that tells a code fix what the object is called.</summary>
    public const string ObjectName = nameof(ObjectName);

    // Most bodies have none.
    private Dictionary<(string Rule, Location Location), Finding>? _findings;

    // Uses of objects that are not to be used, until it is known whether something else is wrong with them that says more.
    private List<(string Rule, BreachEvent Breach)>? _uses;
    private List<BreachEvent>? _sayingMore;

    // Excused or not: the baseline may be another one next time.
    private ImmutableArray<Finding> Findings => _findings is null ? ImmutableArray<Finding>.Empty : _findings.Values.ToImmutableArray();

    /// <summary>Reports what is known of the member that the driver asks about from before an edit; looks at it where nothing is, and keeps what is found.</summary>
    /// <param name="context">The driver's question.</param>
    /// <param name="table">What is known; null where nothing is to be kept.</param>
    /// <param name="settingsIn">The options that the findings depend on.</param>
    /// <param name="baseline">The findings that the project puts up with.</param>
    /// <param name="look">Looks at the member.</param>
    public static void ReportOnce(OperationBlockAnalysisContext context, FindingTable? table, Func<AnalyzerConfigOptions, string> settingsIn, Baseline baseline, Action<RuleReporter> look)
    {
        RuleReporter reporter = new(context.ReportDiagnostic, baseline);
        if (table is null)
        {
            reporter.Report(look);
            return;
        }

        string settings = settingsIn(context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.OperationBlocks[0].Syntax.SyntaxTree));
        if (table.Find(context, settings) is { } known)
        {
            foreach (Finding finding in known)
                reporter.Report(finding);
            return;
        }

        reporter.Report(look);
        table.Add(context, settings, reporter.Findings);
    }

    public void Report(Protocol protocol, BreachEvent breach)
    {
        if (protocol.RuleFor(breach) is not { } id)
            return;
        if (breach.Kind == Breach.Use)
        {
            (_uses ??= []).Add((id, breach));
            return;
        }

        if (breach.Kind is Breach.Write or Breach.Repeated && RuleCatalog.Find(id) is not null)
            (_sayingMore ??= []).Add(breach);
        Report(id, breach);
    }

    private void Report(string id, BreachEvent breach) => Report(id, breach.Where.Location, breach.Where.Name, breach.Since);

    /// <summary>Who writes what he gave away, or gives it away once more, uses it, too: that is one mistake, and told once.</summary>
    private void Report(Action<RuleReporter> look)
    {
        look(this);
        foreach ((string rule, BreachEvent use) in _uses ?? [])
        {
            if (_sayingMore?.Exists(other => SaysMore(other, use)) != true)
                Report(rule, use);
        }
    }

    private static bool SaysMore(BreachEvent breach, BreachEvent use)
        => breach.Where.Name == use.Where.Name
            && breach.Where.Syntax.Span.Contains(use.Where.Syntax.Span)
            && use.Since is { } since
            && breach.Since?.Syntax == since.Syntax;

    /// <param name="id">The rule; one that this package does not have is passed over.</param>
    /// <param name="location">The place of the breach.</param>
    /// <param name="name">What the object is called there.</param>
    /// <param name="earlier">Where it went wrong before, or where it will be noticed.</param>
    public void Report(string id, Location location, string name, Place? earlier = null)
    {
        if (RuleCatalog.Find(id) is { } rule)
            Report(new Finding(rule, location, earlier?.Location, ImmutableDictionary<string, string?>.Empty.Add(ObjectName, name), ImmutableArray.Create<object>(name)) { NamesLineOfOther = true });
    }

    /// <summary>Reports what is wrong with a contract.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, Location? other, params object[] arguments)
        => Report(rule, location, other, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Reports what is wrong with a contract, and what a fix has to know of it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, Location? other, ImmutableDictionary<string, string?> properties, params object[] arguments)
        => Report(new Finding(rule, location, other, properties, ImmutableArray.Create(arguments)));

    private void Report(Finding finding)
    {
        (string, Location) key = (finding.Rule.Id, finding.Location);
        _findings ??= [];
        if (_findings.ContainsKey(key))
            return;
        _findings.Add(key, finding);
        if (!baseline.Excuses(finding.Rule.Id, finding.Location))
            report(finding.ToDiagnostic());
    }
}
