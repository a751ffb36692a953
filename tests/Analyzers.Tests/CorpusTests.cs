using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Analyzers.Tests;

/// <summary>Every method of the corpus is a test: what it says at its lines' ends is what is reported, and nothing else.</summary>
public sealed class CorpusTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Analysed>>> Files = new();

    public static TheoryData<string, string> Methods()
    {
        TheoryData<string, string> data = [];
        foreach (string path in Directory.EnumerateFiles(CorpusFile.Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(CorpusFile.Folder, path).Replace('\\', '/');
            SyntaxNode root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot();
            foreach (MethodDeclarationSyntax method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (method.Body is not null || method.ExpressionBody is not null)
                    data.Add(relative, NameOf(method));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Reports_exactly_what_the_file_expects(string file, string method)
    {
        Analysed analysed = await Files.GetOrAdd(file, path => new Lazy<Task<Analysed>>(() => AnalyseAsync(path))).Value;
        (int first, int last) = analysed.Lines[method];
        bool IsInMethod(Finding finding) => finding.Line >= first && finding.Line <= last;

        Assert.Equal(Describe(analysed.File.Expected.Where(IsInMethod)), Describe(analysed.Found.Where(IsInMethod)));
        foreach (Finding earlier in analysed.File.Earlier.Where(IsInMethod))
            Assert.Contains(earlier, analysed.FoundEarlier);
    }

    [Fact]
    public async Task Nothing_is_reported_outside_methods()
    {
        foreach (string file in Methods().Select(row => (string)row[0]).Distinct())
        {
            Analysed analysed = await Files.GetOrAdd(file, path => new Lazy<Task<Analysed>>(() => AnalyseAsync(path))).Value;
            Assert.All(analysed.Found, finding => Assert.Contains(
                analysed.Lines.Values, lines => finding.Line >= lines.First && finding.Line <= lines.Last));
        }
    }

    private static string Describe(IEnumerable<Finding> findings)
        => string.Join('\n', findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Rule, StringComparer.Ordinal));

    private static string NameOf(MethodDeclarationSyntax method)
        => method.Parent is TypeDeclarationSyntax type ? $"{type.Identifier.ValueText}.{method.Identifier.ValueText}" : method.Identifier.ValueText;

    private static async Task<Analysed> AnalyseAsync(string path)
    {
        CorpusFile file = CorpusFile.Load(path);
        CSharpCompilation compilation = AnalyzerDriver.Compile((file.Name, file.Text));
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerDriver.AnalyzeAsync(compilation);
        Dictionary<string, (int, int)> lines = compilation.SyntaxTrees[0].GetRoot().DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.Body is not null || method.ExpressionBody is not null)
            .ToDictionary(NameOf, CorpusFile.LinesOf);
        return new Analysed(
            file,
            lines,
            [.. diagnostics.Select(diagnostic => new Finding(LineOf(diagnostic.Location), diagnostic.Id))],
            [.. diagnostics.SelectMany(diagnostic => diagnostic.AdditionalLocations.Select(place => new Finding(LineOf(place), diagnostic.Id)))]);
    }

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private sealed record Analysed(
        CorpusFile File, Dictionary<string, (int First, int Last)> Lines, List<Finding> Found, List<Finding> FoundEarlier);
}
