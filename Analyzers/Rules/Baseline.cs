using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PageMove.Analyzers.Rules;

/// <summary>
/// The findings that a project had when it began to use the rules, and puts up with: a line each, <c>rule|path|text of the line</c>. The text, not its number, so that a finding stays excused
/// while lines move about it, and is reported again as soon as its own line is touched. What a line does not name is reported as ever.
/// </summary>
internal sealed class Baseline
{
    /// <summary>Excuses nothing.</summary>
    public static readonly Baseline Empty = new([], string.Empty);

    // Each as a line that says no more than it has to.
    private readonly HashSet<string> _excused;
    private readonly string _folder;

    private Baseline(HashSet<string> excused, string folder)
    {
        _excused = excused;
        _folder = folder;
    }

    /// <summary>Reads the file that the project names as <c>PageMoveBaseline</c>. Lines that are empty, begin with <c>#</c> or have not got three parts are passed over.</summary>
    public static Baseline In(AnalyzerOptions options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (!global.TryGetValue("build_property.PageMoveBaseline", out string? name) || name.Length == 0)
            return Empty;

        string file = Normalized(name);
        AdditionalText? text = options.AdditionalFiles.FirstOrDefault(additional => IsFile(Normalized(additional.Path), file));
        if (text?.GetText(cancellation) is not { } content)
            return Empty;

        HashSet<string> excused = [];
        foreach (TextLine line in content.Lines)
        {
            string[] parts = line.ToString().Trim().Split(['|'], 3);
            if (parts.Length == 3 && !parts[0].StartsWith("#", StringComparison.Ordinal))
                excused.Add(LineOf(parts[0].Trim(), Normalized(parts[1].Trim()), parts[2].Trim()));
        }

        // Paths are of the project's folder, so that the file is the same on every machine.
        global.TryGetValue("build_property.MSBuildProjectDirectory", out string? folder);
        return new Baseline(excused, Normalized(folder ?? string.Empty).TrimEnd('/') + "/");
    }

    /// <summary>Whether a finding is one of those.</summary>
    public bool Excuses(string rule, Location location)
    {
        if (_excused.Count == 0 || location.SourceTree is not { } tree)
            return false;

        string path = Normalized(tree.FilePath);
        if (path.StartsWith(_folder, StringComparison.Ordinal))
            path = path.Substring(_folder.Length);

        SourceText text = tree.GetText();
        string line = text.Lines.GetLineFromPosition(location.SourceSpan.Start).ToString().Trim();
        return _excused.Contains(LineOf(rule, path, line));
    }

    private static string LineOf(string rule, string path, string text) => $"{rule}|{path}|{text}";

    private static bool IsFile(string path, string name)
        => path == name || path.EndsWith("/" + name, StringComparison.Ordinal);

    private static string Normalized(string path) => path.Replace('\\', '/');
}
