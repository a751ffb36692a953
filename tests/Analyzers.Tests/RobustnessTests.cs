using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>An IDE analyses code while it is being typed: whatever stands there, the analyzer neither throws nor hangs.</summary>
public sealed class RobustnessTests
{
    private const int DamagesPerFile = 20;

    public static TheoryData<string> CorpusFiles
        => [.. Directory.EnumerateFiles(CorpusFile.Folder, "*.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(CorpusFile.Folder, path))];

    [Theory]
    [MemberData(nameof(CorpusFiles))]
    public async Task Damaged_code_is_analysed_without_an_exception(string file)
    {
        SourceText text = CorpusFile.Load(file).Text;
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens()];
        Random random = new(file.Length);
        for (int i = 0; i < DamagesPerFile; i++)
        {
            SyntaxToken victim = tokens[random.Next(tokens.Length)];
            SyntaxToken donor = tokens[random.Next(tokens.Length)];
            string replacement = (i % 3) switch { 0 => string.Empty, 1 => victim.Text + " " + donor.Text, _ => donor.Text };
            SourceText damaged = text.WithChanges(new TextChange(victim.Span, replacement));

            await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("Damaged.cs", damaged)), mayHaveErrors: true, showsHidden: true);
        }
    }

    [Theory]
    [MemberData(nameof(CorpusFiles))]
    public async Task A_file_typed_halfway_is_analysed_without_an_exception(string file)
    {
        SourceText text = CorpusFile.Load(file).Text;
        const int Stops = 10;
        for (int i = 1; i < Stops; i++)
        {
            SourceText half = text.GetSubText(new TextSpan(0, text.Length * i / Stops));
            await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("Half.cs", half)), mayHaveErrors: true, showsHidden: true);
        }
    }
}
