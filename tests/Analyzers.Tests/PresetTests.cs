using Microsoft.CodeAnalysis;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests;

/// <summary>The presets of the package (<c>PageMoveAnalysisMode</c>) name every rule there is, at the severity that their name promises.</summary>
public sealed class PresetTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "CodeFixes", "build", "config");

    public static TheoryData<string> Modes => ["None", "Default", "All", "Strict"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_preset_is_that_of_the_descriptors(string mode)
    {
        string path = Path.Combine(Folder, $"PageMove.{mode}.globalconfig");
        string expected = PresetOf(mode);
        if (Environment.GetEnvironmentVariable("PAGEMOVE_UPDATE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string PresetOf(string mode)
    {
        IEnumerable<string> rules = RuleCatalog.All
            .Select(rule => (rule.Id, Severity: SeverityIn(mode, rule)))
            .Where(rule => rule.Severity is not null)
            .Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {rule.Severity}\n");

        // Below what a project writes itself.
        return $"# PageMoveAnalysisMode = {mode}. Generated from the rules' descriptors.\nis_global = true\nglobal_level = -1\n" + string.Concat(rules);
    }

    private static string? SeverityIn(string mode, DiagnosticDescriptor rule) => mode switch
    {
        "None" => "none",
        "All" => rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning",
        "Strict" => "error",
        _ => null,
    };
}
