using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM9009: contracts that are kept and not stated.</summary>
internal static class WrapperRules
{
    public static readonly DiagnosticDescriptor NotAnnotated = new(
        id: "PGM9009",
        title: "Wrapper without a contract",
        messageFormat: "Callers of '{0}' are not checked, because nothing says what it does to {1}: {2}",
        category: RuleText.Contracts,
        defaultSeverity: DiagnosticSeverity.Hidden,
        isEnabledByDefault: true,
        description: "A method that releases, locks or hands out an object for its caller is understood where it says so by attributes. The fix writes them.",
        helpLinkUri: RuleText.HelpLink + "PGM9009.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
