using System.Text.RegularExpressions;

namespace PageMove.PackageTests;

/// <summary>A project outside the repository with a package installed: what its source expects and what the compiler said.</summary>
public sealed partial class Consumer(string name, string folder)
{
    /// <summary>The project's name.</summary>
    public string Name { get; } = name;

    /// <summary>The project's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The rules and lines that comments of the form <c>// expect PGM5001</c> name, in the order of files and lines.</summary>
    internal IReadOnlyList<(Place Place, string Rule)> Expected =>
        Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).SelectMany((line, index) =>
                Expectation().Matches(line).Select(match => (new Place(Path.GetFileName(file), index + 1), match.Groups[1].Value))))
            .ToArray();

    /// <summary>What the compiler said that has a PageMove rule, in the same order.</summary>
    internal IReadOnlyList<Diagnostic> Diagnostics =>
        Sarif.Read(Path.Combine(Folder, "diagnostics.sarif"))
            .Where(diagnostic => diagnostic.Rule.StartsWith("PGM", StringComparison.Ordinal))
            .OrderBy(diagnostic => diagnostic.Place.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Place.Line)
            .ToArray();

    [GeneratedRegex("// expect (PGM[0-9]{4})")]
    private static partial Regex Expectation();
}
