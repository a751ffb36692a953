using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests.Edits;

/// <summary>A project whose first file is open in an editor: the same analyzers see one compilation after the other, and are asked for the file alone.</summary>
internal sealed class EditedProject
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers = NewAnalyzers();

    public EditedProject(params string[] files)
        => Compilation = AnalyzerDriver.Compile([.. files.Select((text, i) => ($"File{i}.cs", SourceText.From(text, Encoding.UTF8)))]);

    // An editor lets go of an analysis when it has the next.
    private CompilationWithAnalyzers? _analysis;

    /// <summary>The project as it is now.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The project before the last edit.</summary>
    public CSharpCompilation? Before { get; private set; }

    /// <summary>What the analyzers need beside the code.</summary>
    public AnalyzerOptions Options { get; set; } = new([]);

    /// <summary>Replaces a text that stands there once.</summary>
    public void Edit(string text, string replacement)
    {
        SyntaxTree tree = Compilation.SyntaxTrees.Single(tree => tree.ToString().Contains(text, StringComparison.Ordinal));
        int at = tree.ToString().IndexOf(text, StringComparison.Ordinal);
        Assert.Equal(-1, tree.ToString().IndexOf(text, at + 1, StringComparison.Ordinal));
        Edit(tree, new TextChange(new TextSpan(at, text.Length), replacement));
    }

    /// <summary>Replaces a part of a file, as an editor does.</summary>
    public void Edit(SyntaxTree tree, TextChange change)
    {
        Before = Compilation;
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(change)));
    }

    /// <summary>What the analyzers say that have seen all edits.</summary>
    public Task<string[]> ShownAsync() => AnalyzeAsync(_analyzers, Compilation);

    /// <summary>What analyzers say that have seen none.</summary>
    public Task<string[]> ShownAnewAsync() => AnalyzeAsync(NewAnalyzers(), Compilation);

    /// <summary>The diagnostics' rules, places and messages; fails where the editor shows others than a compiler does.</summary>
    public async Task<string[]> RulesAsync()
    {
        string[] shown = await ShownAsync();
        Assert.Equal(await ShownAnewAsync(), shown);
        return [.. shown.Select(diagnostic => diagnostic[..diagnostic.IndexOf(' ', StringComparison.Ordinal)])];
    }

    private static ImmutableArray<DiagnosticAnalyzer> NewAnalyzers() => [new ProtocolAnalyzer(), new WrapperAnalyzer()];

    private async Task<string[]> AnalyzeAsync(ImmutableArray<DiagnosticAnalyzer> analyzers, CSharpCompilation compilation)
    {
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(analyzers, Options);
        SemanticModel model = analysis.Compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
        GC.KeepAlive(_analysis);
        _analysis = analysis;
        return
        [
            .. from diagnostic in diagnostics
               let places = diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
               orderby diagnostic.Location.SourceTree?.FilePath, diagnostic.Location.SourceSpan.Start, diagnostic.Id
               select $"{diagnostic.Id} {string.Join(", ", places.Select(place => place.GetLineSpan()))}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}",
        ];
    }
}
