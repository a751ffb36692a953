using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM3001 to PGM3999: cancellation.</summary>
internal static class AbortingRules
{

    public static readonly DiagnosticDescriptor AbortNotChecked = new(
        id: "PGM3001",
        title: "Aborted request not checked before publishing",
        messageFormat: "A page is published here, but nobody has looked whether '{0}' was aborted (law 4: take the lock that stops cancellation before the irreversible step, and look for cancellation inside it)",
        category: RuleText.Aborting,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "While a request is unlocked an abort may end it. Lock it again and look at the result before the page is put into the cache, or look for the abort under its lock before the slot is published.",
        helpLinkUri: RuleText.HelpLink + "PGM3001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor AbortGlancedAt = new(
        id: "PGM3002",
        title: "Aborted checked outside the lock",
        messageFormat: "'{0}' is asked here whether it was aborted, but nothing keeps an abort from coming before the page is published (law 4: take the lock that stops cancellation before the irreversible step, and look for cancellation inside it)",
        category: RuleText.Aborting,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Between the look and the publication an abort may end the request. Look under AbortLock, or lock the request and look at the result.",
        helpLinkUri: RuleText.HelpLink + "PGM3002.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor LockResultIgnored = new(
        id: "PGM3003",
        title: "Request lock's result ignored",
        messageFormat: "The result of '{0}' is ignored, but only it tells whether the request was aborted (law 4: take the lock that stops cancellation before the irreversible step, and look for cancellation inside it)",
        category: RuleText.Aborting,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An aborted request cannot be locked: it may have ended already, and another use of its memory may have begun. One that is found aborted at its unlock stays locked until the copier ends it.",
        helpLinkUri: RuleText.HelpLink + "PGM3003.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
