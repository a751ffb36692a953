using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;
using PageMove.Testing;

namespace PageMove.Benchmarks;

/// <summary>Whether the analyzers stand whatever code there is: what people wrote, what is left of it after a few accidents, and what nobody would write.</summary>
internal static class DamagedCode
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<MetadataReference> References =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Contracts.State).Assembly.Location)];

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. from type in typeof(ProtocolAnalyzer).Assembly.GetTypes()
           where type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract
           select (DiagnosticAnalyzer)Activator.CreateInstance(type)!,
    ];

    /// <summary>Analyses files until so many lines have been seen: each whole, then each damaged and one written at random, again and again.</summary>
    /// <param name="report">Where the figures are printed.</param>
    /// <param name="lines">How many lines at least.</param>
    /// <param name="folders">Where the files are; none means the repository, the installed packages and the SDK.</param>
    /// <returns>Whether no analyzer threw and none took longer than half a minute.</returns>
    public static async Task<bool> PrintAsync(Report report, int lines, string[] folders)
    {
        string[] files = [.. (folders is [] ? Everywhere() : folders).Where(Directory.Exists).SelectMany(Files).Order(StringComparer.Ordinal)];
        int seenLines = 0, wholeLines = 0, damaged = 0, written = 0, exceptions = 0, timeouts = 0, findings = 0;
        double slowest = 0;
        for (int round = 0; seenLines < lines; round++)
        {
            for (int file = 0; file < files.Length && seenLines < lines; file++)
            {
                Random random = new(HashCode(files[file]) + round);
                SourceText text = SourceText.From(await File.ReadAllTextAsync(files[file]), Encoding.UTF8);
                if (round == 0)
                {
                    await LookAtAsync(text, files[file]);
                    wholeLines += text.Lines.Count;
                    continue;
                }

                await LookAtAsync(Damage.Of(text, accidents: 1 + random.Next(10), random), $"{files[file]}, damaged in round {round}");
                damaged++;
                await LookAtAsync(new RandomProgram(random).Write(), $"the program written beside {files[file]} in round {round}");
                written++;
            }
        }

        report.Print("robust.files", files.Length);
        report.Print("robust.lines_as_they_are", wholeLines);
        report.Print("robust.damaged_files", damaged);
        report.Print("robust.written_programs", written);
        report.Print("robust.lines", seenLines);
        report.Print("robust.findings", findings);
        report.Print("robust.slowest_file.ms", slowest);
        report.Print("robust.exceptions", exceptions);
        report.Print("robust.timeouts", timeouts);
        return exceptions + timeouts == 0;

        async Task LookAtAsync(SourceText text, string name)
        {
            seenLines += text.Lines.Count;
            long start = Stopwatch.GetTimestamp();
            using CancellationTokenSource patience = new(Patience);
            try
            {
                ImmutableArray<Diagnostic> found = await AnalyzeAsync(text, patience.Token);
                findings += found.Count(diagnostic => diagnostic.Id != "AD0001");
                foreach (Diagnostic thrown in found.Where(diagnostic => diagnostic.Id == "AD0001"))
                {
                    exceptions++;
                    await Console.Error.WriteLineAsync($"{name}: {thrown}");
                }
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                timeouts++;
                await Console.Error.WriteLineAsync($"{name}: took longer than {Patience}.");
            }

            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(SourceText text, CancellationToken cancellation)
        => CSharpCompilation.Create(
                "Damaged",
                [CSharpSyntaxTree.ParseText(text, ParseOptions, "Damaged.cs", cancellation)],
                References,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable))
            .WithAnalyzers(Analyzers)
            .GetAnalyzerDiagnosticsAsync(cancellation);

    private static IEnumerable<string> Everywhere() =>
    [
        RepositoryRoot.Path,
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "/usr/share/dotnet",
    ];

    private static IEnumerable<string> Files(string folder)
        => Directory.EnumerateFiles(folder, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });

    // The same on each run, which the runtime's own is not.
    private static int HashCode(string text) => text.Aggregate(17, (code, letter) => unchecked(code * 31 + letter)) & 0xFFFF_FFF;
}
