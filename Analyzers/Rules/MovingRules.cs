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

    public static readonly DiagnosticDescriptor AskedAfterSteal = new(
        id: "PGM1004",
        title: "Refusal checked after the steal",
        messageFormat: "'{0}' can refuse the move here, but the page was stolen{1} and has lost its old home (law 3: refusals that can be known first come first)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A steal cannot be undone. What can be known of the buffer and of the old page before it is asked before it, so that a refused move leaves the source its page.",
        helpLinkUri: RuleText.HelpLink + "PGM1004.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor PublishedWithoutSanityCheck = new(
        id: "PGM1005",
        title: "Stolen page published without the sanity check",
        messageFormat: "'{0}' is published here, but nobody has looked at its mapping, map count or flags since it was stolen{1} (step 10: the new page is not mapped, has no mapping and no flags but the harmless ones)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A steal proves that nobody else refers to the page, not that it is fit for a new home: a page that is still mapped, cached or under writeback is copied instead.",
        helpLinkUri: RuleText.HelpLink + "PGM1005.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor LengthNotChecked = new(
        id: "PGM1006",
        title: "Part of a page moved: length not checked",
        messageFormat: "'{0}' is published here, but nobody has compared the length of its content with the page's size, before it was stolen{1} or since (law 12: a whole page moves, or nothing does)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A pipe buffer may hold a part of a page. What lies beside the part is somebody else's data, and moving the page shows it to readers.",
        helpLinkUri: RuleText.HelpLink + "PGM1006.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor TornReplacement = new(
        id: "PGM1007",
        title: "Remove and add instead of replace",
        messageFormat: "Another page is added here in the place of '{0}', which was removed{1}: readers see a hole in between, and the add can fail (law 7: publish by one atomic exchange that cannot fail)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Between a removal and the addition that follows it a reader misses the page and fetches it again, and somebody else may fill the place first. Replace does both in one step.",
        helpLinkUri: RuleText.HelpLink + "PGM1007.md",
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

    public static readonly DiagnosticDescriptor CountedExclusivity = new(
        id: "PGM1011",
        title: "Reference count used to decide exclusivity",
        messageFormat: "'{0}' is compared to find out whether anybody else has the page, but a look-up may raise or drop it at any moment (law 1: exclusivity is proved by the steal, once, atomically)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A count that is read is out of date when it is compared: too high while a look-up is under way, too low when one begins right after. Only a steal decides atomically.",
        helpLinkUri: RuleText.HelpLink + "PGM1011.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor PlacedTwice = new(
        id: "PGM1012",
        title: "Page is not where the call needs it",
        messageFormat: "'{0}' is not where this call needs it{1}: a page that is in a cache cannot be added again, and one that is in none cannot be replaced (law 7: publish by one atomic exchange that cannot fail)",
        category: RuleText.Moving,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A page is in one cache at most, and only a page that is in a cache can be replaced there; the call throws, after whatever was done before it.",
        helpLinkUri: RuleText.HelpLink + "PGM1012.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
