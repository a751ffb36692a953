using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM4001 to PGM4999: references and what may be done with a handle.</summary>
internal static class LifetimeRules
{

    public static readonly DiagnosticDescriptor UsedAfterRelease = new(
        id: "PGM4001",
        title: "Used after release",
        messageFormat: "'{0}' is used here, but was released{1} (law 10: nothing of a handle is read after its release)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "After its release a handle may already describe somebody else's page. Copy out what is needed first.",
        helpLinkUri: RuleText.HelpLink + "PGM4001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor ReleasedTwice = new(
        id: "PGM4002",
        title: "Released twice",
        messageFormat: "'{0}' is released here, but its reference was already given up{1} (law 9: the donor's claim is released exactly once)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The second release takes a reference away from somebody else, who goes on using a page that is free.",
        helpLinkUri: RuleText.HelpLink + "PGM4002.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor NotReleased = new(
        id: "PGM4003",
        title: "Not released on a path",
        messageFormat: "'{0}' is taken here and still held on the exit{1} (law 9: the donor's claim is released exactly once)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A page that nobody releases is missing in its arena, a pipe buffer keeps room in its pipe, and a lease keeps pages in the cache. Release on every path, in a finally block or by using, or hand it over.",
        helpLinkUri: RuleText.HelpLink + "PGM4003.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor DonorNotReleased = new(
        id: "PGM4004",
        title: "Donor buffer not released after a steal",
        messageFormat: "'{0}' gave its page away here, but is itself not released on the way to the exit{1} (law 9: the donor's claim is released exactly once, as soon as the receiver holds its own)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A steal hands over the page and not the buffer: its reference, and its room in the pipe, are still to be released, once the page has a reference of its own.",
        helpLinkUri: RuleText.HelpLink + "PGM4004.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor WrittenWhileLent = new(
        id: "PGM4005",
        title: "Written after it was given or lent",
        messageFormat: "'{0}' is written here, but was given or lent to a pipe{1} (law 15: a gift that the giver can still write is no gift, and lent memory is frozen until it is returned)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Whoever takes the page out of the pipe reads it where it lies. What is written after it was given or lent changes bytes that were checked or sent already.",
        helpLinkUri: RuleText.HelpLink + "PGM4005.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor MemoryOutlivesLoan = new(
        id: "PGM4006",
        title: "Lent memory escapes the loan",
        messageFormat: "Memory of '{0}' is handed out here, but was lent only until its release{1} (law 15: lent memory is frozen until it is returned, and lives as long as its last borrower)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A span, a memory or a sequence of a page is good until the page is released. Whoever keeps one reads and writes what the page serves next: copy the bytes, or hand out the page or the lease itself.",
        helpLinkUri: RuleText.HelpLink + "PGM4006.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor MappingNotChecked = new(
        id: "PGM4007",
        title: "`Mapping` used without a null check at completion",
        messageFormat: "'{0}' is used here, but may be null: nobody looked whether the page is still in a cache (table 1: the first page that still has a mapping gives the file)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A page leaves its cache by truncation, reclaim, invalidation, a move or an abort, also while a request is under way. Look whether Mapping is null, and use what was looked at.",
        helpLinkUri: RuleText.HelpLink + "PGM4007.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor ListNotExhaustive = new(
        id: "PGM4008",
        title: "Flags tested by a list that is not exhaustive",
        messageFormat: "This list says nothing of {0}, so that it is decided about unasked, like each flag that is added later (law 18: allow-lists of state are exhaustive: a new flag that nobody classified is a build error)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A list that names the harmless flags refuses, or lets through, every flag that it does not name. Name each flag in a switch without a default arm, and the compiler refuses a new one.",
        helpLinkUri: RuleText.HelpLink + "PGM4008.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor ReferenceResultIgnored = new(
        id: "PGM4009",
        title: "Reference's result ignored",
        messageFormat: "The result of '{0}' is ignored, but only it tells whether there is a reference to give back (law 8: who consumes a reference says so, and the caller owns it)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A page that is free, being stolen or referred to too often gives no further reference. Code that goes on without looking releases one that it never got, and the page is freed while others use it.",
        helpLinkUri: RuleText.HelpLink + "PGM4009.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor NeverMapped = new(
        id: "PGM4010",
        title: "Unmapped without being mapped",
        messageFormat: "'{0}' is unmapped here, but was without a mapping{1} (law 9: a claim is given back exactly once, and by whom it belongs to)",
        category: RuleText.Lifetime,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The unmapping ends a mapping that somebody else began, and gives back the reference that keeps the memory alive for him; it throws where there is none.",
        helpLinkUri: RuleText.HelpLink + "PGM4010.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
