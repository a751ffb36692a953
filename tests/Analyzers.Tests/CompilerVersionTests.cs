using System.Collections.Concurrent;

namespace Analyzers.Tests;

/// <summary>The corpus gives the same findings in every compiler that hosts the analyzers, wherever that compiler knows what is written.</summary>
public sealed class CompilerVersionTests
{
    private const string ExtensionBlocks = "Locking/PGM2003.ExtensionBlocks.cs";

    // Compilers that have the syntax as a preview, and do not show what it declares.
    private static readonly HashSet<(string Version, string File)> Previews = [("4.14.0", ExtensionBlocks)];

    // The syntax that came after a compiler: files that it cannot be asked about.
    private static readonly Dictionary<string, string[]> Unknown = new()
    {
        ["4.8.0"] = [ExtensionBlocks, "Locking/PGM2003.HandedOver.cs", "Locking/PGM2003.cs"],
        ["4.14.0"] = [ExtensionBlocks],
        ["5.0.0"] = [],
    };

    private const string NewestVersion = "5.12.0";

    private static readonly Lazy<CompilerVersion> Newest = new(() => new CompilerVersion(NewestVersion));
    private static readonly ConcurrentDictionary<string, string[]> FoundByNewest = new();

    public static TheoryData<string> Versions() => [.. Unknown.Keys];

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_older_compiler_finds_what_the_newest_one_finds(string version)
    {
        var older = new CompilerVersion(version);
        Assert.StartsWith(version, older.Version, StringComparison.Ordinal);
        string[] references = [.. References()];
        List<string> unknown = [];
        foreach (string path in Directory.EnumerateFiles(CorpusFile.Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(CorpusFile.Folder, path).Replace('\\', '/');
            string[] found = older.Analyze(path, name, references);
            if (Previews.Contains((version, name)) || (found is [{ } error] && error.StartsWith("error", StringComparison.Ordinal)))
                unknown.Add(name);
            else
                Assert.Equal(FoundByNewest.GetOrAdd(name, _ => Newest.Value.Analyze(path, name, references)), found);
        }

        Assert.Equal(Unknown[version], unknown);
    }

    private static IEnumerable<string> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Directory.EnumerateFiles(framework, "*.dll")
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Where(path => !path.EndsWith(".Native.dll", StringComparison.Ordinal))
            .Append(typeof(PageMove.Contracts.State).Assembly.Location);
    }
}
