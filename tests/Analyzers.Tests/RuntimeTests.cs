using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;

namespace Analyzers.Tests;

/// <summary>The runtime obeys the rules without a suppression; the same code with one of the kernel's old mistakes in it does not.</summary>
public sealed class RuntimeTests
{
    private const string Mover = "Moving/PageMover.cs";

    [Fact]
    public async Task The_runtime_is_clean()
        => Assert.Empty(await AnalyzeRuntimeAsync(source => source));

    [Fact]
    public void The_runtime_suppresses_nothing()
        => Assert.All(RuntimeSources(), source => Assert.DoesNotContain("PGM", SuppressionsIn(source.Text.ToString())));

    [Fact]
    public Task Success_without_the_lock_is_CVE_2026_53388() => AssertMutantAsync(
        "PGM2004",
        """
                        if (!request.TryLock(generation))
                        {
                            newPage.Unlock();
                            return MoveResult.Aborted;
                        }
        """,
        string.Empty);

    [Fact]
    public Task Replacing_before_the_abort_is_looked_for_is_found() => AssertMutantAsync(
        "PGM3001",
        """
                        if (!request.TryLock(generation))
                        {
                            newPage.Unlock();
                            return MoveResult.Aborted;
                        }
        """,
        string.Empty);

    [Fact]
    public Task An_abort_that_leaves_the_stolen_page_locked_is_found() => AssertMutantAsync(
        "PGM2003",
        """
                        {
                            newPage.Unlock();
                            return MoveResult.Aborted;
                        }
        """,
        "    return MoveResult.Aborted;");

    [Fact]
    public Task Stealing_without_confirming_is_found() => AssertMutantAsync(
        "PGM1001",
        """
            if (buffer.Confirm() != ConfirmResult.Good)
                return MoveResult.BadContent;
        """,
        string.Empty);

    [Fact]
    public Task Reading_the_flags_after_the_release_is_A5() => AssertMutantAsync(
        "PGM4001",
        """
                        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
                            lru?.Add(newPage);
        """,
        """
                        buffer.Release();
                        if ((buffer.Flags & PipeBufferFlags.Lru) == 0)
                            lru?.Add(newPage);
        """);

    [Fact]
    public Task Unlocking_the_refused_page_twice_is_found() => AssertMutantAsync(
        "PGM2001",
        """
                    newPage.Unlock();
                }
                else
        """,
        """
                    newPage.Unlock();
                    newPage.Unlock();
                }
                else
        """);

    private static async Task AssertMutantAsync(string rule, string original, string mutant)
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzeRuntimeAsync(
            source =>
            {
                Regex lines = new(string.Join(@"\s+", original.Split('\n').Select(line => Regex.Escape(line.Trim()))));
                Assert.Single(lines.Matches(source));
                return lines.Replace(source, mutant);
            });
        Assert.Contains(rule, diagnostics.Select(diagnostic => diagnostic.Id));
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeRuntimeAsync(Func<string, string> mutateMover)
    {
        IEnumerable<(string, SourceText)> sources = RuntimeSources().Select(source => source.Path.EndsWith(Mover, StringComparison.Ordinal)
            ? (source.Path, SourceText.From(mutateMover(source.Text.ToString()), Encoding.UTF8))
            : (source.Path, source.Text));
        SourceText usings = SourceText.From(
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
            + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;",
            Encoding.UTF8);
        CSharpCompilation compilation = AnalyzerDriver.Compile([.. sources, ("Usings.cs", usings)]);
        PortableExecutableReference logging = MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location);
        return await AnalyzerDriver.AnalyzeAsync(
            compilation.WithReferences(AnalyzerDriver.FrameworkReferences.Append(logging)).AddSyntaxTrees(GeneratedBodies(compilation)));
    }

    /// <summary>Stands for what the runtime's source generators write: the bodies of partial methods. What they do does not matter here.</summary>
    private static SyntaxTree GeneratedBodies(CSharpCompilation compilation)
    {
        StringBuilder bodies = new();
        foreach (MethodDeclarationSyntax method in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MethodDeclarationSyntax>())
        {
            if (method.Body is not null || method.ExpressionBody is not null || !method.Modifiers.Any(SyntaxKind.PartialKeyword))
                continue;

            TypeDeclarationSyntax[] types = [.. method.Ancestors().OfType<TypeDeclarationSyntax>().Reverse()];
            var root = (CompilationUnitSyntax)method.SyntaxTree.GetRoot();
            BaseNamespaceDeclarationSyntax room = method.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Single();
            bodies.AppendLine(CultureInfo.InvariantCulture, $"namespace {room.Name} {{ {root.Usings}");
            foreach (TypeDeclarationSyntax type in types)
                bodies.AppendLine(CultureInfo.InvariantCulture, $"{type.Modifiers} {type.Keyword} {type.Identifier} {{");

            MethodDeclarationSyntax body = method
                .WithAttributeLists(default)
                .WithSemicolonToken(default)
                .WithBody(SyntaxFactory.ParseStatement("{ throw null!; }") as BlockSyntax);
            bodies.AppendLine(body.ToString()).Append('}', types.Length).AppendLine(" }");
        }

        return CSharpSyntaxTree.ParseText(bodies.ToString(), (CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Bodies.g.cs");
    }

    private static IEnumerable<(string Path, SourceText Text)> RuntimeSources()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "Runtime", "PageMove");
        foreach (string path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (!relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal))
                yield return (relative, SourceText.From(File.ReadAllText(path).ReplaceLineEndings("\n"), Encoding.UTF8));
        }
    }

    private static string SuppressionsIn(string source)
        => string.Join('\n', source.Split('\n').Where(line => line.Contains("#pragma", StringComparison.Ordinal) || line.Contains("SuppressMessage", StringComparison.Ordinal)));
}
