using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>What an <c>.editorconfig</c> and the project's properties say, the same of every file.</summary>
internal sealed class ProjectOptions(params (string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values.ToDictionary(value => value.Key, value => value.Value, AnalyzerConfigOptions.KeyComparer));

    /// <summary>The options of a project in <c>/home/someone/project</c> with a baseline.</summary>
    /// <param name="baseline">What the baseline says.</param>
    /// <param name="property">What the project calls its baseline.</param>
    public static AnalyzerOptions WithBaseline(string baseline, string property = "pagemove.baseline.txt")
        => new(
            [new Text("/home/someone/project/pagemove.baseline.txt", baseline)],
            new ProjectOptions(("build_property.PageMoveBaseline", property), ("build_property.MSBuildProjectDirectory", "/home/someone/project")));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
