using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM2001 to PGM2999: page locks and request locks.</summary>
internal static class LockingRules
{
    public static readonly DiagnosticDescriptor UnlockedTwice = new(
        id: "PGM2001",
        title: "Unlocked twice",
        messageFormat: "'{0}' is unlocked here, but was already unlocked{1} (law 5: every exit holds exactly what entry held)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The second unlock gives up a lock that somebody else may have taken in between.",
        helpLinkUri: RuleText.HelpLink + "PGM2001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor NeverLocked = new(
        id: "PGM2002",
        title: "Unlocked without being locked",
        messageFormat: "'{0}' is unlocked here, but its lock was not got{1} (law 5: every exit holds exactly what entry held)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The unlock gives up a lock that somebody else holds, or throws where nobody does.",
        helpLinkUri: RuleText.HelpLink + "PGM2002.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor LeftLocked = new(
        id: "PGM2003",
        title: "Left locked on a path",
        messageFormat: "'{0}' is locked here and still locked on the exit{1} (law 5: every exit holds exactly what entry held)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Everybody who waits for the lock waits forever. Unlock on every path, in a finally block if need be, or state in the contract that the caller takes the lock over.",
        helpLinkUri: RuleText.HelpLink + "PGM2003.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor ExitWithoutLock = new(
        id: "PGM2004",
        title: "Exit does not hold the lock that entry held",
        messageFormat: "'{0}' is unlocked on this exit, but was locked on entry: an abort can free it while the next page is copied (unlocked{1}; law 5: every exit that says \"go on\" holds exactly what entry held)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The success path is an exit too. This is the mistake of CVE-2026-53388: the mover returned with the request unlocked, and an abort freed it under the copier.",
        helpLinkUri: RuleText.HelpLink + "PGM2004.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor BlockedWhileLocked = new(
        id: "PGM2005",
        title: "Blocking call while the request is locked",
        messageFormat: "This call may block while '{0}' is locked{1}, and no abort can end it until it returns (law 4: take the lock that stops cancellation before the irreversible step)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The lock of a request keeps aborts waiting. Unlock it for as long as something may block, as the mover does around Confirm, and lock it again.",
        helpLinkUri: RuleText.HelpLink + "PGM2005.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor UsedUnprotected = new(
        id: "PGM2006",
        title: "Used after the lock that protected it was given up: pin first",
        messageFormat: "'{0}' is used here, but the request's lock that kept it alive was given up{1} (law 6: pin before you unlock)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Once a request is unlocked an abort may give its pages back. Take a reference with AddReference before the request is unlocked, and use only what you hold.",
        helpLinkUri: RuleText.HelpLink + "PGM2006.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor LockedTwice = new(
        id: "PGM2007",
        title: "Locked twice: waits for itself",
        messageFormat: "'{0}' is locked here, but was already locked{1}: who waits here waits for itself (law 5: every exit holds exactly what entry held)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The lock belongs to no thread, so that nobody can tell that the one who waits is the one who holds it: a page's second lock waits for ever, a request's throws.",
        helpLinkUri: RuleText.HelpLink + "PGM2007.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor LockMissing = new(
        id: "PGM2008",
        title: "Called without the lock that it needs",
        messageFormat: "'{0}' has to be locked for this call, but its lock was given up or not got{1} (law 4: take the lock that stops cancellation before the irreversible step)",
        category: RuleText.Locking,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What the call does is done under the object's lock. Without it the call throws, or somebody else does the same at the same time.",
        helpLinkUri: RuleText.HelpLink + "PGM2008.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
