using System.Reflection;
using System.Runtime.Loader;

namespace Analyzers.Tests;

/// <summary>One version of the compiler, loaded beside the others, with the analyzers in it.</summary>
internal sealed class CompilerVersion
{
    private static readonly string[] Packages = ["microsoft.codeanalysis.common", "microsoft.codeanalysis.csharp"];
    private static readonly string[] Frameworks = ["net10.0", "net9.0", "net8.0", "net7.0", "net6.0", "netstandard2.0"];

    private readonly AssemblyLoadContext _context;
    private readonly MethodInfo _analyze;
    private readonly PropertyInfo _version;

    public CompilerVersion(string version)
    {
        string hosts = Path.GetDirectoryName(typeof(CompilerVersion).Assembly.Location)!;
        string[] folders = [.. Packages.Select(package => LibrariesOf(package, version))];
        _context = new AssemblyLoadContext($"Roslyn {version}");
        _context.Resolving += (context, name) =>
        {
            string? path = folders.Append(hosts).Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
            return path is null ? null : context.LoadFromAssemblyPath(path);
        };
        foreach (string library in folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll")))
            _context.LoadFromAssemblyPath(library);

        _context.LoadFromAssemblyPath(Path.Combine(hosts, "PageMove.Analyzers.dll"));
        Type corpus = _context.LoadFromAssemblyPath(Path.Combine(hosts, "CompilerHost.dll")).GetType("CompilerHost.Corpus", throwOnError: true)!;
        _analyze = corpus.GetMethod("Analyze")!;
        _version = corpus.GetProperty("CompilerVersion")!;
    }

    /// <summary>The version that the compiler says it has.</summary>
    public string Version => (string)_version.GetValue(null)!;

    /// <summary>What is found in a file of the corpus; see <c>CompilerHost.Corpus.Analyze</c>.</summary>
    public string[] Analyze(string path, string name, string[] references) => (string[])_analyze.Invoke(null, [path, name, references])!;

    private static string LibrariesOf(string package, string version)
    {
        string root = typeof(CompilerVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PackageRoot").Value!;
        string libraries = Path.Combine(root, package, version, "lib");
        return Frameworks.Select(framework => Path.Combine(libraries, framework)).First(Directory.Exists);
    }
}
