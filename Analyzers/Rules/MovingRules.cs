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

    public static readonly DiagnosticDescriptor ConfirmResultIgnored = new(
        id: "PGM1002",
        title: "Confirm's result ignored",
        messageFormat: "The result of '{0}' is ignored, but only it tells whether the content is good (law 2: confirm before steal)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A confirm that fails leaves content that was truncated or never read. Code that goes on without looking owns and publishes it.",
        helpLinkUri: RuleText.HelpLink + "PGM1002.md",
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

    public static readonly DiagnosticDescriptor MoveResultIgnored = new(
        id: "PGM1008",
        title: "Move's result ignored: no fallback",
        messageFormat: "The result of '{0}' is ignored, but where the page was not moved its bytes have still to be delivered (law 14: every refusal falls back to copying, except cancellation and bad content, which fail)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A move may be refused for many reasons that nobody can foresee. Who does not look leaves the reader with a page that was never filled, and goes on with a request that may have ended.",
        helpLinkUri: RuleText.HelpLink + "PGM1008.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor OldPageUsedAfterMove = new(
        id: "PGM1009",
        title: "Old page used after a move: read the slot again",
        messageFormat: "'{0}' is used here, but the move{1} put another page into its slot and gave this one back (law 8: after a move the old handle is dead: read the slot again)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "After a successful move the page that the slot named before may already serve another file.",
        helpLinkUri: RuleText.HelpLink + "PGM1009.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor MoverMarksUpToDate = new(
        id: "PGM1010",
        title: "Mover marks the page up to date",
        messageFormat: "'{0}' takes another page's place and is marked up to date by its mover{1} (law 11: only completion publishes \"valid\"; the mover clears it, success sets it)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Readers are served from a page that says it is up to date, though the request may still fail or be aborted. Completion decides; the mover leaves the mark alone.",
        helpLinkUri: RuleText.HelpLink + "PGM1010.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
