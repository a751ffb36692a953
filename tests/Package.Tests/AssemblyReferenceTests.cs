using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PageMove.PackageTests;

/// <summary>
/// What the analyzers' assemblies refer to. A compiler loads them beside its own assemblies: one that they need in a newer version than
/// the oldest host has (Roslyn 4.8, .NET SDK 8.0.100, Visual Studio 17.8), or that it lacks, makes every rule silent there.
/// </summary>
[Collection(nameof(Packaged))]
public sealed class AssemblyReferenceTests(InstalledPackages packages)
{
    private static readonly Dictionary<string, Version> OldestCompiler = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
    };

    // No System.Composition: an exported code fix needs no attribute of it, and the versions that hosts have differ.
    private static readonly Dictionary<string, Version> OldestEditor = new(OldestCompiler)
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["PageMove.Analyzers"] = new(0, 1, 0, 0),
    };

    [Fact]
    public void Analyzers_need_no_more_than_the_oldest_compiler_has() =>
        Assert.All(References("PageMove.Analyzers.dll"), reference => AssertHas(OldestCompiler, reference));

    [Fact]
    public void Code_fixes_need_no_more_than_the_oldest_editor_has() =>
        Assert.All(References("PageMove.CodeFixes.dll"), reference => AssertHas(OldestEditor, reference));

    private static void AssertHas(Dictionary<string, Version> host, (string Name, Version Version) reference)
    {
        Assert.True(host.TryGetValue(reference.Name, out Version? newest), $"The host has no {reference.Name}.");
        Assert.True(reference.Version <= newest, $"The host has {reference.Name} {newest}, not {reference.Version}.");
    }

    private List<(string Name, Version Version)> References(string assembly)
    {
        using PEReader reader = packages.Assembly($"analyzers/dotnet/cs/{assembly}");
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Select(reference => (metadata.GetString(reference.Name), reference.Version))
            .ToList();
    }
}
