using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;

namespace CompilerHost;

/// <summary>Analyses files with whichever compiler this assembly was loaded beside. Speaks in strings, as its caller has another compiler's types.</summary>
public static class Corpus
{
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    /// <summary>The compiler's version.</summary>
    public static string CompilerVersion
        => typeof(CSharpCompilation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>What is found in a file, a line each: "path(line): id"; or one line that begins with "error" where the compiler does not know what is written there.</summary>
    public static string[] Analyze(string path, string name, string[] references)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            SourceText.From(File.ReadAllText(path), Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Preview), name);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Analysed",
            [tree],
            references.Select(reference => References.GetOrAdd(reference, path => MetadataReference.CreateFromFile(path))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is not null)
            return [$"error {error}"];

        ImmutableArray<Diagnostic> diagnostics = compilation
            .WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new ProtocolAnalyzer(), new ContractAnalyzer()))
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter().GetResult();
        return [.. diagnostics
            .Select(diagnostic => $"{name}({diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1:D4}): {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal)];
    }
}
