using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Rules;

/// <summary>PGM5001 to PGM5009: arrays rented from an <c>ArrayPool&lt;T&gt;</c>.</summary>
internal static class ArrayPoolRules
{
    public static readonly DiagnosticDescriptor ReturnedTwice = new(
        id: "PGM5001",
        title: "Rented array returned twice",
        messageFormat: "'{0}' is returned to the pool here, but was already returned{1}: two renters will be given the same array",
        category: RuleText.Buffers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An array that is in the pool twice is rented twice, and two owners write into it.",
        helpLinkUri: RuleText.HelpLink + "PGM5001.md",
        customTags: WellKnownDiagnosticTags.Telemetry);

    public static readonly DiagnosticDescriptor UsedAfterReturn = new(
        id: "PGM5002",
        title: "Rented array used after its return",
        messageFormat: "'{0}' is used here, but was returned to the pool{1}: another renter may own it already",
        category: RuleText.Buffers,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "From its return on the array belongs to the pool, and to whoever rents it next.",
        helpLinkUri: RuleText.HelpLink + "PGM5002.md",
        customTags: WellKnownDiagnosticTags.Telemetry);
}
