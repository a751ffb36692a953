using Microsoft.CodeAnalysis;

namespace PageMove.Analyzers.Edits;

/// <summary>What a compilation is made of. It keeps none of that alive: what two compilations share, the later one keeps, and what is gone is not the same. Immutable.</summary>
internal sealed class Snapshot(Compilation compilation)
{
    private readonly string? _name = compilation.AssemblyName;
    private readonly CompilationOptions _options = OptionsOf(compilation);
    private readonly WeakReference<MetadataReference>[] _references = [.. compilation.References.Select(static reference => new WeakReference<MetadataReference>(reference))];
    private readonly WeakReference<SyntaxTree>[] _trees = [.. compilation.SyntaxTrees.Select(static tree => new WeakReference<SyntaxTree>(tree))];

    /// <summary>Its files; null where one is gone.</summary>
    public IEnumerable<SyntaxTree?> Trees => _trees.Select(static reference => reference.TryGetTarget(out SyntaxTree? tree) ? tree : null);

    /// <summary>Whether the other differs in files at most.</summary>
    public bool IsOfSameProject(Compilation other)
        => _name == other.AssemblyName
            && _options.Equals(OptionsOf(other))
            && _references.Length == other.References.Count()
            && _references.Zip(other.References, static (reference, current) => reference.TryGetTarget(out MetadataReference? known) && ReferenceEquals(known, current)).All(static same => same);

    // How a file's diagnostics are shown is the driver's business.
    private static CompilationOptions OptionsOf(Compilation compilation) => compilation.Options.WithSyntaxTreeOptionsProvider(null);
}
