using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace Analyzers.Tests;

/// <summary>Compiles source against .NET 10 and the runtime, and runs the analyzer over it.</summary>
internal static class AnalyzerDriver
{
    /// <summary>.NET 10 without the runtime of this repository.</summary>
    public static IEnumerable<MetadataReference> FrameworkReferences => Net100.References.All;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. FrameworkReferences,
        MetadataReference.CreateFromFile(typeof(PageMove.Contracts.State).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params (string Path, SourceText Text)[] sources)
        => CSharpCompilation.Create(
            "Analysed",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.Path)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The rules' diagnostics; fails when the source does not compile, or when the analyzer throws.</summary>
    /// <param name="compilation">The code.</param>
    /// <param name="mayHaveErrors">Whether the code need not compile.</param>
    /// <param name="showsHidden">Whether what is only offered, and not reported, is wanted, too.</param>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, bool mayHaveErrors = false, bool showsHidden = false)
    {
        if (!mayHaveErrors)
        {
            Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, "The source does not compile:\n" + string.Join('\n', errors.Select(error => error.ToString())));
        }

        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers(showsHidden ? [new ProtocolAnalyzer(), new ContractAnalyzer(), new WrapperAnalyzer()] : [new ProtocolAnalyzer(), new ContractAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string source)
        => AnalyzeAsync(Compile(("Source.cs", SourceText.From(source, System.Text.Encoding.UTF8))));
}
