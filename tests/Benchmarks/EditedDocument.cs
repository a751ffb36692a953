using System.Collections.Immutable;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Testing;

namespace PageMove.Benchmarks;

/// <summary>A document of 2,000 lines, made of a folder's first files that fit, in which somebody types; the other files stand beside it.</summary>
internal sealed class EditedDocument
{
    private const int Length = 2000;

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private readonly int _typing;
    private CSharpCompilation _compilation;
    private CompilationWithAnalyzers? _analysis;
    private SyntaxTree _document;
    private int _edits;

    private EditedDocument(string folder)
    {
        (string document, IEnumerable<string> rest) = Join(Path.Combine(RepositoryRoot.Path, folder));
        SourceText text = SourceText.From(document, Encoding.UTF8);
        _document = CSharpSyntaxTree.ParseText(text, ParseOptions, "Edited.cs");
        _compilation = CSharpCompilation.Create(
            "Edited",
            [_document, .. rest.Append(ImplicitUsings).Select(other => CSharpSyntaxTree.ParseText(other, ParseOptions))],
            [
                .. Net100.References.All,
                MetadataReference.CreateFromFile(typeof(Contracts.State).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(SyntaxNode).Assembly.Location),
                MetadataReference.CreateFromFile(typeof(CSharpSyntaxNode).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Diagnostic? error = _compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is not null)
            throw new InvalidOperationException(error.ToString());

        // Behind the first brace of a body in the middle.
        _typing = _document.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .First(method => method.Body is not null && method.SpanStart > text.Length / 2).Body!.OpenBraceToken.Span.End;
    }

    /// <summary>The document's lines.</summary>
    public int Lines => _document.GetText().Lines.Count;

    /// <summary>How many diagnostics the last question had for an answer.</summary>
    public int Findings { get; private set; }

    /// <summary>A document in which almost every body handles pages, buffers or requests.</summary>
    public static EditedDocument Dense() => new("tests/Corpus/Locking");

    /// <summary>A document that handles none.</summary>
    public static EditedDocument Ordinary() => new("Analyzers/Flow");

    /// <summary>Types a statement and asks for the document's diagnostics, as an editor does: in a new compilation, of this document alone.</summary>
    public async Task<EditTime> EditAsync(DiagnosticAnalyzer analyzer)
    {
        SourceText text = _document.GetText().WithChanges(new TextChange(new TextSpan(_typing, _edits == 0 ? 0 : Typed(_edits).Length), Typed(++_edits)));
        SyntaxTree edited = _document.WithChangedText(text);
        _compilation = _compilation.ReplaceSyntaxTree(_document, edited);
        _document = edited;

        CompilationWithAnalyzers analysis = _compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));
        GC.Collect();

        // An editor lets go of the analysis before when it has the next.
        GC.KeepAlive(_analysis);
        _analysis = analysis;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await analysis.GetAnalyzerSyntaxDiagnosticsAsync(_document, CancellationToken.None);
        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(analysis.Compilation.GetSemanticModel(_document), filterSpan: null, CancellationToken.None);
        TimeSpan answer = Environment.CpuUsage.TotalTime - before;
        Findings = found.Length;
        return new EditTime(answer, (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime);
    }

    private static string Typed(int edit) => $" _ = {edit % 10};";

    // Each file's types in its namespace's braces, and all usings first.
    private static (string Joined, IEnumerable<string> Others) Join(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal)];
        SortedSet<string> usings = [];
        StringBuilder body = new();
        List<string> others = [];
        int lines = 0;
        foreach (string file in files.Select(File.ReadAllText))
        {
            string[] read = file.Split('\n');
            if (lines + read.Length > Length)
            {
                others.Add(file);
                continue;
            }

            usings.UnionWith(read.Where(IsUsing));
            foreach (string line in read.Where(line => !IsUsing(line)))
                body.AppendLine(line.StartsWith("namespace ", StringComparison.Ordinal) ? line.TrimEnd(';') + " {" : line);
            body.AppendLine("}");
            lines += read.Length;
        }

        return (string.Join('\n', usings) + "\n" + body, others);

        static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);
    }
}
