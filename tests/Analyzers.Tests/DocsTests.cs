using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests;

/// <summary>The documents say what the code does: every rule has its page, every example does what it claims, every table is fresh.</summary>
public sealed partial class DocsTests
{
    private const string Prelude = """
        using System;
        using System.Buffers;
        using System.Diagnostics.CodeAnalysis;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using PageMove.Caching;
        using PageMove.Contracts;
        using PageMove.Moving;
        using PageMove.Pages;
        using PageMove.Pipes;
        using PageMove.Requests;
        static class Example
        {
        """;

    private static readonly string[] Sections = ["## Cause", "## Why", "## Bad", "## Good", "## When to suppress"];

    public static TheoryData<string> RuleIds => [.. RuleCatalog.All.Select(rule => rule.Id)];

    public static TheoryData<string, int> Examples()
    {
        TheoryData<string, int> data = [];
        foreach (DiagnosticDescriptor rule in RuleCatalog.All)
        {
            for (int i = 0; i < CodeBlocksOf(rule.Id).Count; i++)
                data.Add(rule.Id, i);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Each_rule_has_a_page_with_its_title_severity_and_sections(string id)
    {
        DiagnosticDescriptor rule = RuleCatalog.Find(id)!;
        string page = PageOf(id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page);
        Assert.Contains($"| {rule.DefaultSeverity} | {rule.Category} |", page);
        Assert.All(Sections, section => Assert.Contains(section, page));
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Each_example_of_a_page_is_reported_where_it_says_so(string id, int index)
    {
        string code = CodeBlocksOf(id)[index];
        int offset = Prelude.Count(character => character == '\n') + 1;
        string source = Prelude + "\n" + code + "\n}";
        var diagnostics = await AnalyzerDriver.AnalyzeAsync(
            AnalyzerDriver.Compile(("Example.cs", SourceText.From(source, System.Text.Encoding.UTF8))),
            showsHidden: RuleCatalog.Find(id)!.DefaultSeverity == DiagnosticSeverity.Hidden);

        Assert.Equal(
            [.. ExpectedIn(code)],
            diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line - offset)).Order().ToArray());
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Each_page_shows_the_rule_broken(string id)
        => Assert.Contains(CodeBlocksOf(id).SelectMany(ExpectedIn), expected => expected.Id == id);

    [Fact]
    public void No_page_is_left_of_a_rule_that_is_gone()
        => Assert.All(
            Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs", "rules"), "PGM*.md").Select(Path.GetFileNameWithoutExtension),
            id => Assert.NotNull(RuleCatalog.Find(id!)));

    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("docs/rules/README.md", "")]
    public void Rule_tables_are_those_of_the_descriptors(string document, string linkPrefix)
        => GeneratedSection.AssertFresh(document, "rules", RuleTable(linkPrefix));

    [Fact]
    public async Task The_excerpt_of_the_seed_is_what_the_analyzer_says()
    {
        CorpusFile file = CorpusFile.Load("Seed/SeedMover.cs");
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("SeedMover.cs", file.Text))), found => found.Id == "PGM2004");
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        string line = file.Text.Lines[start.Line].ToString()[..diagnostic.Location.GetLineSpan().EndLinePosition.Character];
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace(" (unlocked at", "\n    (unlocked at", StringComparison.Ordinal);

        GeneratedSection.AssertFresh("README.md", "seed", $"""
            ```
            SeedMover.cs({start.Line + 1},{start.Character + 1}): error {diagnostic.Id}: {message}
            {start.Line + 1,5} | {line}
                  | {new string(' ', start.Character)}^{new string('~', line.Length - start.Character - 1)}
            ```

            """.ReplaceLineEndings("\n"));
    }

    private static string RuleTable(string linkPrefix)
    {
        IEnumerable<string> rows = RuleCatalog.All.Select(rule =>
            $"| [{rule.Id}]({linkPrefix}{rule.Id}.md) | {rule.Title} | {rule.Category} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {(FixedRules.Contains(rule.Id) ? "yes" : "")} |");
        return "| Rule | What it finds | Category | Severity | Fix |\n|---|---|---|---|---|\n" + string.Join('\n', rows) + "\n";
    }

    private static HashSet<string> FixedRules { get; } =
    [
        .. typeof(PageMove.CodeFixes.StatementFixProvider).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider).IsAssignableFrom(type))
            .SelectMany(type => ((Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
    ];

    private static IEnumerable<(string Id, int Line)> ExpectedIn(string code)
        => code.Split('\n')
            .SelectMany((line, number) => Expectation().Matches(line).Select(match => (match.Groups[1].Value, number)))
            .Order();

    private static string PageOf(string id)
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "rules", id + ".md");
        Assert.True(File.Exists(path), $"docs/rules/{id}.md is missing.");
        return File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    private static List<string> CodeBlocksOf(string id)
        => [.. CodeBlock().Matches(PageOf(id)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"// (PGM\d{4})")]
    private static partial Regex Expectation();
}
