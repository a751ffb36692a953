using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Rules;

namespace PageMove.Benchmarks;

/// <summary>
/// A method that rents one buffer and looks at a number of conditions, none of which has to do with another. An analysis that kept
/// every combination apart would need two to that power; one that merges where the states are equal needs time in proportion.
/// </summary>
internal sealed class BranchyMethod
{
    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly SyntaxTree _source;

    /// <summary>Writes the method.</summary>
    /// <param name="branches">How many conditions it has.</param>
    public BranchyMethod(int branches) => _source = CSharpSyntaxTree.ParseText(Write(branches));

    /// <summary>Analyses the method in a new compilation.</summary>
    /// <returns>The time that the graph and the rules took, without parsing and binding.</returns>
    public async Task<AnalysisTime> AnalyzeAsync()
    {
        DiagnosticAnalyzer graph = new GraphOnlyAnalyzer();
        DiagnosticAnalyzer rules = new ProtocolAnalyzer();
        AnalysisResult result = await AnalyzeAsync(graph, rules);
        ImmutableArray<Diagnostic> diagnostics = result.GetAllDiagnostics();
        if (diagnostics is not [{ Id: "PGM5002" }])
            throw new InvalidOperationException("The method breaks one rule in one place, but: " + string.Join("; ", diagnostics));

        return new AnalysisTime(result.AnalyzerTelemetryInfo[graph].ExecutionTime, result.AnalyzerTelemetryInfo[rules].ExecutionTime);
    }

    /// <summary>Does the compiler's part alone in a new compilation: binds the method and makes its graph.</summary>
    public async Task DrawGraphAsync()
    {
        AnalysisResult result = await AnalyzeAsync(new GraphOnlyAnalyzer());
        if (result.GetAllDiagnostics() is not [])
            throw new InvalidOperationException("The compiler has nothing to say, but: " + string.Join("; ", result.GetAllDiagnostics()));
    }

    private Task<AnalysisResult> AnalyzeAsync(params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = CSharpCompilation.Create("Branchy", [_source], Net100.References.All, Options);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: true));

        return analysis.GetAnalysisResultAsync(CancellationToken.None);
    }

    private static string Write(int branches)
    {
        var source = new StringBuilder();
        source.AppendLine("static class Branchy { static void Run(System.Func<int, bool> ask) {");
        source.AppendLine("byte[] buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);");
        for (int i = 0; i < branches; i++)
            source.AppendLine(CultureInfo.InvariantCulture, $"bool condition{i} = ask({i}); if (condition{i}) buffer[{i}] = 1;");
        source.AppendLine("System.Buffers.ArrayPool<byte>.Shared.Return(buffer);");
        // The one defect, at the far end: proof that the analysis did not give up on the way.
        source.AppendLine("buffer[0] = 0; } }");
        return source.ToString();
    }
}
