using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM9001 to PGM9009: the contracts themselves, in the source that declares them.</summary>
internal static class ContractRules
{
    public static readonly DiagnosticDescriptor Contradiction = new(
        id: "PGM9001",
        title: "Contract contradicts itself",
        messageFormat: "'{0}' contradicts '{1}': {2}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "No caller can keep a contract that asks for two things at once, and no method can keep one that promises them.",
        helpLinkUri: RuleText.HelpLink + "PGM9001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor UnknownName = new(
        id: "PGM9002",
        title: "Contract names what does not exist",
        messageFormat: "'{0}' does not exist: {1}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A contract about a state, or a member, that the type does not have is passed over in silence, and nothing is checked.",
        helpLinkUri: RuleText.HelpLink + "PGM9002.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor Weakened = new(
        id: "PGM9003",
        title: "Contract weakened by an override or an implementation",
        messageFormat: "'{0}' is called through '{1}', too, but {2}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Who calls through the base or the interface knows only its contract. An override may demand less and promise more, never the other way round. Without attributes it inherits them.",
        helpLinkUri: RuleText.HelpLink + "PGM9003.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor NotRead = new(
        id: "PGM9004",
        title: "Contract that nobody reads",
        messageFormat: "'{0}' says nothing here: {1}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A contract speaks of an object of a type that declares a protocol. Where there is no such object nothing is checked.",
        helpLinkUri: RuleText.HelpLink + "PGM9004.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor ImpossibleResult = new(
        id: "PGM9005",
        title: "Contract about a result that never comes",
        messageFormat: "'{0}' depends on a result that '{1}' never has: {2}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is to happen upon a result that the member does not return never happens, and nothing is checked.",
        helpLinkUri: RuleText.HelpLink + "PGM9005.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor RuleNeverReported = new(
        id: "PGM9006",
        title: "Contract whose rule is never reported",
        messageFormat: "'{0}' is never reported: {1}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A rule that this package does not have is passed over, and of two rules for one breach only the first is reported.",
        helpLinkUri: RuleText.HelpLink + "PGM9006.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor StatesConfused = new(
        id: "PGM9007",
        title: "Protocol whose states cannot be told apart",
        messageFormat: "The protocol '{0}' cannot be read: {1}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A contract names a state and not the protocol that it belongs to, so each name may stand once in a type.",
        helpLinkUri: RuleText.HelpLink + "PGM9007.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
