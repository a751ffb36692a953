using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests;

/// <summary>What a project's baseline names is not reported, and everything else is.</summary>
public sealed class BaselineTests
{
    private const string Source = """
        using PageMove.Pages;
        static class Old
        {
            public static void Twice(Page page)
            {
                page.Lock();
                page.Unlock();
                page.Unlock(); // here
            }
        }
        """;

    [Fact]
    public Task What_the_baseline_names_is_not_reported() => AssertReported([], "PGM2001|src/Old.cs|page.Unlock(); // here");

    [Fact]
    public Task Paths_may_be_written_with_either_slash() => AssertReported([], @"PGM2001|src\Old.cs|page.Unlock(); // here");

    [Theory]
    [InlineData("")]
    [InlineData("PGM2001")]
    [InlineData("# PGM2001|src/Old.cs|page.Unlock(); // here")]
    [InlineData("PGM2003|src/Old.cs|page.Unlock(); // here")]
    [InlineData("PGM2001|src/Other.cs|page.Unlock(); // here")]
    [InlineData("PGM2001|src/Old.cs|page.Unlock();")]
    public Task What_it_does_not_name_is_reported(string baseline) => AssertReported(["PGM2001"], baseline);

    [Fact]
    public Task An_additional_file_that_the_project_does_not_call_its_baseline_excuses_nothing()
        => AssertReported(["PGM2001"], "PGM2001|src/Old.cs|page.Unlock(); // here", property: "other.txt");

    private static async Task AssertReported(string[] rules, string baseline, string property = "pagemove.baseline.txt")
    {
        CSharpCompilation compilation = AnalyzerDriver.Compile(("/home/someone/project/src/Old.cs", SourceText.From(Source, System.Text.Encoding.UTF8)));
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new ProtocolAnalyzer()], ProjectOptions.WithBaseline(baseline, property)).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(rules, found.Select(diagnostic => diagnostic.Id));
    }
}
