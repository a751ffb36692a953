using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PageMove.Analyzers.Rules;

namespace PageMove.Mutants.Rewrites;

/// <summary>
/// The metamorphic relation that the analyzers are held to: of a method and of what a semantics-preserving rewrite makes of it, the same rules are reported. It needs no one who knows
/// what is right: where the two differ, one of them is wrong.
/// </summary>
internal static class MetamorphicRelation
{
    /// <summary>Compares what is reported of a file before and after each of the rewrites.</summary>
    public static async Task<IReadOnlyList<RewriteOutcome>> CompareAsync(string path, IEnumerable<NamedRewrite> rewrites)
    {
        SyntaxTree file = CorpusCompiler.Parse(path, await File.ReadAllTextAsync(path));
        ILookup<string, string> before = await RulesByMethodAsync(CorpusCompiler.Compile(file));
        var outcomes = new List<RewriteOutcome>();
        foreach (NamedRewrite rewrite in rewrites)
            outcomes.Add(await CompareAsync(file, before, rewrite));
        return outcomes;
    }

    private static async Task<RewriteOutcome> CompareAsync(SyntaxTree file, ILookup<string, string> before, NamedRewrite rewrite)
    {
        RewrittenFile rewritten = RewrittenFile.Of(file, rewrite.Create());
        if (rewritten.Methods.Count == 0)
            return new RewriteOutcome(rewrite.Name, 0, rewritten.Left, []);

        ILookup<string, string> after = await RulesByMethodAsync(rewritten.Compilation);

        // What a method's rewriting changes may show in another one that calls it.
        string[] differing = [.. before.Concat(after).Select(method => method.Key).Distinct().Where(method => Describe(before[method]) != Describe(after[method])).Order(StringComparer.Ordinal)];
        return new RewriteOutcome(
            rewrite.Name,
            rewritten.Methods.Keys.Union(differing).Count(),
            rewritten.Left,
            [.. differing.Select(method => new RewriteDifference(Path.GetFileName(file.FilePath), method, rewrite.Name, Describe(before[method]), Describe(after[method]), rewritten.Methods.GetValueOrDefault(method)?.ToFullString()))]);
    }

    private static string Describe(IEnumerable<string> rules) => string.Join(' ', rules.Order(StringComparer.Ordinal));

    private static async Task<ILookup<string, string>> RulesByMethodAsync(CSharpCompilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new ProtocolAnalyzer(), new ContractAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return diagnostics.ToLookup(diagnostic => CorpusCompiler.MethodAt(diagnostic) is { } method ? RewrittenFile.NameOf(method) : "outside methods", diagnostic => diagnostic.Id);
    }
}

/// <summary>What one rewrite of one file showed.</summary>
/// <param name="Rewrite">The rewrite's name.</param>
/// <param name="Methods">How many methods were compared.</param>
/// <param name="Left">How many were left as they were, since their rewritten form does not compile.</param>
/// <param name="Differences">Those of which other rules are reported than before.</param>
internal sealed record RewriteOutcome(string Rewrite, int Methods, int Left, IReadOnlyList<RewriteDifference> Differences);

/// <summary>A method of which other rules are reported once it is rewritten.</summary>
/// <param name="File">The corpus file.</param>
/// <param name="Method">The method.</param>
/// <param name="Rewrite">The rewrite's name.</param>
/// <param name="Before">The rules before.</param>
/// <param name="After">The rules after.</param>
/// <param name="Text">The rewritten method; <see langword="null"/> where only what it calls is rewritten.</param>
internal sealed record RewriteDifference(string File, string Method, string Rewrite, string Before, string After, string? Text)
{
    public override string ToString() => $"{File} {Method} {Rewrite}: [{Before}] -> [{After}]";
}
