using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM1001 to PGM1999: the order of the steps of a move.</summary>
internal static class MovingRules
{
    public static readonly DiagnosticDescriptor StealWithoutConfirm = new(
        id: "PGM1001",
        title: "Steal without confirm",
        messageFormat: "'{0}' is stolen without being confirmed, so its content may be truncated or not up to date (law 2: confirm before steal)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A steal takes ownership of a pipe buffer's page. Whether its content is good has to be known before, on every path.",
        helpLinkUri: RuleText.HelpLink + "PGM1001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor StealResultIgnored = new(
        id: "PGM1003",
        title: "Steal's result ignored",
        messageFormat: "The result of '{0}' is ignored, but only the steal itself tells whether the page is owned (law 1: exclusivity is proved by the steal, once, atomically)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A steal fails whenever anybody else refers to the page. Code that goes on without looking writes into, locks or publishes a page that is not its own.",
        helpLinkUri: RuleText.HelpLink + "PGM1003.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
