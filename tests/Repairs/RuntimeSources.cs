using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using PageMove.Testing;

namespace PageMove.Repairs;

/// <summary>The runtime's sources, compiled in memory with or without some edits.</summary>
internal static class RuntimeSources
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.CSharp14);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Disable);

    private static readonly Lazy<ImmutableDictionary<string, SyntaxTree>> Trees = new(() => Read(Folder));

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("PageMove.dll" or "Runtime.Tests.dll" or "Repairs.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly Lazy<ImmutableArray<ISourceGenerator>> Generators = new(() =>
    [
        .. BuildTool.PathOf("Generators").Split('|').Distinct()
            .SelectMany(path => new AnalyzerFileReference(path, new AssemblyLoader()).GetGenerators(LanguageNames.CSharp)),
    ]);

    private static string Folder => Path.Combine(RepositoryRoot.Path, "Runtime", "PageMove");

    /// <summary>Compiles the runtime alone, open to its tests.</summary>
    internal static byte[] Compile(IEnumerable<Edit> edits) =>
        Emit("PageMove", [.. Edited(edits), Global($"{GlobalUsings} [assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Runtime.Tests\")]")]);

    /// <summary>Compiles the runtime together with the tests that explore its schedules.</summary>
    internal static byte[] CompileWithConcurrencyTests(IEnumerable<Edit> edits)
    {
        string tests = Path.Combine(RepositoryRoot.Path, "tests", "Concurrency.Tests");
        return Emit("Concurrency.Tests", [.. Edited(edits), .. Read(tests).Values, Global($"{GlobalUsings} global using Xunit;")]);
    }

    private static IEnumerable<SyntaxTree> Edited(IEnumerable<Edit> edits)
    {
        ImmutableDictionary<string, SyntaxTree> trees = Trees.Value;
        foreach (Edit edit in edits)
        {
            SyntaxTree tree = trees[edit.File];
            trees = trees.SetItem(edit.File, tree.WithChangedText(SourceText.From(edit.ApplyTo(tree.ToString()))));
        }

        return trees.Values;
    }

    private static ImmutableDictionary<string, SyntaxTree> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .ToImmutableDictionary(file => file.Name, file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), Syntax, file.Path));

    private static SyntaxTree Global(string source) => CSharpSyntaxTree.ParseText(source, Syntax);

    private static byte[] Emit(string name, IEnumerable<SyntaxTree> trees)
    {
        using var image = new MemoryStream();
        CSharpGeneratorDriver.Create(Generators.Value, parseOptions: Syntax)
            .RunGeneratorsAndUpdateCompilation(CSharpCompilation.Create(name, trees, References.Value, Options), out Compilation compilation, out _);
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }

    private sealed class AssemblyLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // It has none beside it.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
