using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>
/// A plain C# file that says at the end of a line what is expected there: <c>// PGM2001</c> for a diagnostic,
/// <c>// earlier PGM2001</c> for a place that a diagnostic in the same method refers back (or forward) to.
/// </summary>
internal sealed partial class CorpusFile
{
    private CorpusFile(string name, SourceText text)
    {
        Name = name;
        Text = text;
        foreach (TextLine line in text.Lines)
        {
            foreach (Match match in Expectation().Matches(line.ToString()))
            {
                foreach (string rule in match.Groups["rules"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    (match.Groups["earlier"].Success ? Earlier : Expected).Add(new Finding(line.LineNumber + 1, rule));
            }
        }
    }

    /// <summary>The folder that holds the files.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Corpus");

    public string Name { get; }

    public SourceText Text { get; }

    public List<Finding> Expected { get; } = [];

    /// <summary>The expected additional places; only those that a file names are compared.</summary>
    public List<Finding> Earlier { get; } = [];

    public static CorpusFile Load(string relativePath)
        => new(relativePath.Replace('\\', '/'), SourceText.From(File.ReadAllText(Path.Combine(Folder, relativePath)), System.Text.Encoding.UTF8));

    /// <summary>The first and last line of a method, by its name.</summary>
    public static (int First, int Last) LinesOf(BaseMethodDeclarationSyntax method)
    {
        FileLinePositionSpan span = method.GetLocation().GetLineSpan();
        return (span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1);
    }

    [GeneratedRegex(@"//\s*(?<earlier>earlier\s+)?(?<rules>PGM\d{4}(\s+PGM\d{4})*)")]
    private static partial Regex Expectation();
}

/// <summary>A rule and the line it is about.</summary>
internal readonly record struct Finding(int Line, string Rule)
{
    public override string ToString() => $"line {Line}: {Rule}";
}
