using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Analyzers.Tests;

/// <summary>
/// A repair of docs/laws.md, section 4, with the file of the corpus that shows it: a class with a method <c>Broken</c> and a method <c>Repaired</c>. Its
/// documentation says what is wrong (<c>summary</c>), and what of it is not found and why (<c>note</c>).
/// </summary>
internal sealed partial class KernelRepair
{
    private readonly CorpusFile _file;
    private readonly ImmutableArray<Finding> _found;
    private readonly (int First, int Last) _broken;
    private readonly (int First, int Last) _repaired;

    private KernelRepair(string id, string fix, string law, CorpusFile file, CSharpCompilation compilation, IEnumerable<Diagnostic> diagnostics)
    {
        Id = id;
        Fix = fix;
        Law = law;
        _file = file;
        ClassDeclarationSyntax type = compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        XElement documentation = DocumentationOf(type);
        WhatWasWrong = documentation.Element("summary")!.Value;
        Note = documentation.Element("note")?.Value;
        _broken = LinesOf(type, "Broken");
        _repaired = LinesOf(type, "Repaired");
        _found = [.. InOrder(diagnostics.Select(diagnostic => new Finding(diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1, diagnostic.Id)))];
    }

    public string Id { get; }

    /// <summary>The commit or CVE, as the laws have it.</summary>
    public string Fix { get; }

    public string Law { get; }

    public string WhatWasWrong { get; }

    public string? Note { get; }

    /// <summary>What the file says of its broken shape, of rules and of the compiler's warnings.</summary>
    public IEnumerable<Finding> Expected => InOrder(
        _file.Text.Lines
            .SelectMany(line => CompilerWarning().Matches(line.ToString()).Select(match => new Finding(line.LineNumber + 1, match.Groups[1].Value)))
            .Concat(_file.Expected)
            .Where(finding => IsIn(_broken, finding)));

    public IEnumerable<Finding> FoundInBroken => _found.Where(finding => IsIn(_broken, finding));

    public IEnumerable<Finding> FoundInRepaired => _found.Where(finding => IsIn(_repaired, finding));

    /// <summary>The repairs that the laws list, by identifier, in their order.</summary>
    public static IEnumerable<(string Id, string Fix, string Law)> Listed()
        => Row().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "laws.md")).ReplaceLineEndings("\n"))
            .Select(match => (match.Groups["id"].Value, match.Groups["fix"].Value.Trim(), match.Groups["law"].Value.Trim()));

    public static async Task<KernelRepair> LoadAsync(string id)
    {
        (_, string fix, string law) = Listed().Single(repair => repair.Id == id);
        CorpusFile file = CorpusFile.Load($"KernelHistory/{id}.cs");
        CSharpCompilation compilation = AnalyzerDriver.Compile((file.Name, file.Text));
        IEnumerable<Diagnostic> warnings = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        return new KernelRepair(id, fix, law, file, compilation, warnings.Concat(await AnalyzerDriver.AnalyzeAsync(compilation)));
    }

    /// <summary>The code of a line, without the indentation and a comment at its end.</summary>
    public string CodeAt(int line)
    {
        string text = _file.Text.Lines[line - 1].ToString();
        int comment = text.LastIndexOf("//", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    private static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings)
        => findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Rule, StringComparer.Ordinal);

    private static bool IsIn((int First, int Last) lines, Finding finding) => finding.Line >= lines.First && finding.Line <= lines.Last;

    private static (int First, int Last) LinesOf(ClassDeclarationSyntax type, string method)
        => CorpusFile.LinesOf(type.Members.OfType<MethodDeclarationSyntax>().Single(member => member.Identifier.ValueText == method));

    private static XElement DocumentationOf(ClassDeclarationSyntax type)
        => XElement.Parse($"<doc>{type.GetLeadingTrivia().ToFullString().Replace("///", string.Empty, StringComparison.Ordinal)}</doc>");

    [GeneratedRegex(@"// (CS\d{4})\b")]
    private static partial Regex CompilerWarning();

    [GeneratedRegex(@"^\| (?<id>[AP]\d+) \|(?<fix>[^|]*)\|[^|]*\|(?<law>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
