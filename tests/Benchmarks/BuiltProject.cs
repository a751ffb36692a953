using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Rules;
using PageMove.Testing;

namespace PageMove.Benchmarks;

/// <summary>A project of this repository as the build hands it to the compiler: its sources, references and options.</summary>
internal sealed class BuiltProject
{
    private static readonly string Configuration = typeof(BuiltProject).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly string _folder;
    private readonly string _compiler;
    private readonly string[] _arguments;
    private readonly CSharpCommandLineArguments _parsed;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<(string Path, SourceText Text)> _sources;
    private readonly ImmutableArray<ISourceGenerator> _generators;

    private BuiltProject(string folder, string compiler, string[] arguments)
    {
        _folder = folder;
        _compiler = compiler;
        _arguments = arguments;
        _parsed = CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
        _references = [.. _parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference)))];
        _sources = [.. _parsed.SourceFiles.Select(file => (file.Path, SourceText.From(File.ReadAllText(file.Path), Encoding.UTF8)))];
        _generators = [.. _parsed.AnalyzerReferences.SelectMany(reference =>
            new AnalyzerFileReference(Path.Combine(folder, reference.FilePath), Loader.Instance).GetGenerators(LanguageNames.CSharp))];
    }

    /// <summary>How long the sources are.</summary>
    public int Lines => _sources.Sum(source => source.Text.Lines.Count);

    /// <summary>Asks the build what it would have the compiler do, without doing it.</summary>
    /// <param name="path">The project's path in the repository. What it refers to has to be built in the same configuration.</param>
    public static async Task<BuiltProject> ReadAsync(string path)
    {
        string project = Path.Combine(RepositoryRoot.Path, path);
        string output = await RunDotNetAsync(
            [
                "msbuild", project, "-t:Compile", $"-p:Configuration={Configuration}", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true",
                "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false", "-p:NonExistentFile=always", "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath",
            ]);
        using JsonDocument document = JsonDocument.Parse(output);
        string roslyn = document.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!;
        string[] arguments = [.. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        return new BuiltProject(Path.GetDirectoryName(project)!, Path.Combine(roslyn, "bincore", "csc.dll"), arguments);
    }

    /// <summary>The path of the rules' assembly that this process runs, as an editor does.</summary>
    public static string PortableRules => typeof(ProtocolAnalyzer).Assembly.Location;

    /// <summary>Has the rules compiled ahead of time for this platform, as the package has them.</summary>
    /// <returns>The path of their assembly.</returns>
    public static async Task<string> CompileRulesAsync()
    {
        string project = Path.Combine(RepositoryRoot.Path, "CodeFixes", "PageMove.CodeFixes.csproj");
        string folder = await RunDotNetAsync(["msbuild", project, "-t:CompileReadyToRunImages", $"-p:Configuration={Configuration}", "-getProperty:ReadyToRunFolder"]);
        return Path.Combine(folder.Trim(), RuntimeInformation.RuntimeIdentifier, Path.GetFileName(PortableRules));
    }

    /// <summary>Parses all sources anew, and adds what the source generators make of them.</summary>
    public CSharpCompilation Parse()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            _parsed.CompilationName,
            _sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, _parsed.ParseOptions, source.Path)),
            _references,
            _parsed.CompilationOptions);
        if (_generators.IsEmpty)
            return compilation;
        CSharpGeneratorDriver.Create(_generators, parseOptions: _parsed.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return (CSharpCompilation)generated;
    }

    /// <summary>Does what the compiler does without analyzers, from parsing to emitting.</summary>
    /// <returns>The processor's time.</returns>
    public TimeSpan Compile()
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        EmitResult emitted = Parse().Emit(new MemoryStream());
        TimeSpan time = Environment.CpuUsage.TotalTime - before;
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return time;
    }

    /// <summary>Has one analyzer analyse the project in this process.</summary>
    public async Task AnalyzeAsync(DiagnosticAnalyzer analyzer)
    {
        CSharpCompilation compilation = Parse();

        // The compiler makes its table of declarations when somebody asks first, and that is not the analyzer's time.
        compilation.GetDeclarationDiagnostics();
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false));
        await analysis.GetAnalysisResultAsync(CancellationToken.None);
    }

    /// <summary>Has the SDK's compiler compile the project with all its analyzers.</summary>
    /// <param name="rules">The path of the rules' assembly.</param>
    /// <param name="server">The name of the compiler server that does it, as a build's does, and is started where there is none; null for a new process.</param>
    /// <returns>What <c>ReportAnalyzer</c> reports for all rules together; what it calls less than a millisecond is half of one.</returns>
    public async Task<TimeSpan> ReportAnalyzerAsync(string rules, string? server)
    {
        string folder = Directory.CreateTempSubdirectory("pagemove-").FullName;
        try
        {
            string response = Path.Combine(folder, "compile.rsp");
            string[] own = ["/reportanalyzer", "/nologo", $"/analyzer:{rules}"];
            await File.WriteAllLinesAsync(response, _arguments.Where(IsKept).Select(argument => Quoted(Redirected(argument, folder))).Concat(own));
            string[] shared = server is null ? [] : [$"/shared:{server}", "/keepalive:10"];
            string report = await RunDotNetAsync(["exec", _compiler, .. shared, "/noconfig", "@" + response], _folder);
            string line = report.Split('\n').FirstOrDefault(line => line.Contains(typeof(ProtocolAnalyzer).Assembly.FullName!, StringComparison.Ordinal))
                ?? throw new InvalidOperationException("The compiler did not run the rules:\n" + report);
            string seconds = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            return seconds.StartsWith('<') ? TimeSpan.FromMilliseconds(0.5) : TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Without the rules that the project is built with: those that are measured take their place.
    private static bool IsKept(string argument)
        => argument != "/noconfig" && !argument.StartsWith("/refout:", StringComparison.Ordinal) && !(argument.StartsWith("/analyzer:", StringComparison.Ordinal) && argument.Contains("PageMove.", StringComparison.Ordinal));

    // What the compiler writes goes elsewhere, under the same name, for the name is also the assembly's.
    private static string Redirected(string argument, string folder)
    {
        int colon = argument.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && argument[..colon] is "/out" or "/doc" or "/pdb" or "/errorlog" or "/generatedfilesout"
            ? argument[..(colon + 1)] + Path.Combine(folder, Path.GetFileName(argument[(colon + 1)..]))
            : argument;
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? '"' + argument + '"' : argument;

    private static async Task<string> RunDotNetAsync(string[] arguments, string? folder = null)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder ?? RepositoryRoot.Path,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }

    /// <summary>Loads each file apart: two projects may have two versions of a source generator.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static readonly Loader Instance = new();

        private readonly Dictionary<string, Assembly> _loaded = [];

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath)
        {
            if (_loaded.TryGetValue(fullPath, out Assembly? loaded))
                return loaded;
            AssemblyLoadContext context = new(fullPath);
            context.Resolving += (loading, name) =>
            {
                string sibling = Path.Combine(Path.GetDirectoryName(fullPath)!, name.Name + ".dll");
                return File.Exists(sibling) ? loading.LoadFromAssemblyPath(sibling) : null;
            };
            loaded = context.LoadFromAssemblyPath(fullPath);
            _loaded.Add(fullPath, loaded);
            return loaded;
        }
    }
}
