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

    /// <summary>What the compiler said that has a PageMove rule, or one that PageMove suppresses, in the same order.</summary>
    internal IReadOnlyList<Diagnostic> Diagnostics =>
        Sarif.Read(Path.Combine(Folder, "diagnostics.sarif"))
            .Where(diagnostic => diagnostic.Rule.StartsWith("PGM", StringComparison.Ordinal) || Suppressed.Contains(diagnostic.Rule))
            .OrderBy(diagnostic => diagnostic.Place.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Place.Line).ThenBy(diagnostic => diagnostic.Rule, StringComparer.Ordinal)
            .ToArray();

    private static readonly string[] Suppressed = ["CA2000", "CA2213", "IDISP001", "IDISP004", "IDISP007"];

    [GeneratedRegex("// expect ([A-Z]+[0-9]+)")]
    private static partial Regex Expectation();
}
