using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace Quickstart;

/// <summary>Compiles <c>samples/Misuse</c> as the SDK would, with the analyzers at the severities that they have unless a project says otherwise.</summary>
internal static class MisuseCompilation
{
    /// <summary>What the compiler and the analyzers say, in the order of files and lines.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create("Misuse", Sources(), References(), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new ProtocolAnalyzer()]);

        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAllDiagnosticsAsync(cancellationToken);
        return diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ToArray();
    }

    private static IEnumerable<SyntaxTree> Sources() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Misuse"), "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), path: "samples/Misuse/" + Path.GetFileName(file)));

    // The assemblies of the running program: .NET's own and PageMove.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
}
