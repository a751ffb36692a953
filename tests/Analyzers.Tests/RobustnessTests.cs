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

    /// <summary>The regions around a lambda or local function are those of another graph.</summary>
    [Theory]
    [InlineData("Action<Page> inner = own => { Console.WriteLine(own); own.Lock(); own.Unlock(); };")]
    [InlineData("void Inner(Page own) { Console.WriteLine(own); own.Lock(); own.Unlock(); } Inner(page);")]
    [InlineData("Action<Page> inner = own => { own.Lock(); own.Unlock(); throw new Exception(); };")]
    public async Task A_function_inside_a_try_is_analysed_by_itself(string inner)
    {
        string source = $$"""
            using System;
            using PageMove.Pages;
            static class Nested
            {
                static void Run(Page page, bool flag)
                {
                    if (flag) Console.WriteLine(1);
                    if (flag) Console.WriteLine(2);
                    if (flag) Console.WriteLine(3);
                    try { {{inner}} } catch (InvalidOperationException) { Console.WriteLine(4); } finally { Console.WriteLine(5); }
                    page.Lock();
                    page.Unlock();
                }
            }
            """;

        Assert.Empty(await AnalyzerDriver.AnalyzeAsync(source));
    }

    [Theory]
    [InlineData("bool one = !one;")]
    [InlineData("bool one = !other, other = !one;")]
    [InlineData("bool one = false; void Turn() { if (one) page.Lock(); one = !one; } Turn();")]
    [InlineData("ref Page slot = ref slot; slot.Lock(); slot = page; slot.Unlock();")]
    [InlineData("ref Page slot = ref next; ref Page next = ref slot; slot.Lock(); next.Unlock();")]
    public async Task Variables_that_are_given_their_own_opposite_are_analysed_to_an_end(string statements)
    {
        string source = $$"""
            using PageMove.Pages;
            static class Turning
            {
                static void Run(Page page)
                {
                    {{statements}}
                    if (one) page.Unlock();
                }
            }
            """;

        await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("Turning.cs", SourceText.From(source))), mayHaveErrors: true);
    }

    /// <summary>A slice of what <c>tests/Benchmarks -- robust</c> does for a million lines.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Code_written_and_damaged_at_random_is_analysed_without_an_exception(int seed)
    {
        Random random = new(seed);
        for (int program = 0; program < 25; program++)
        {
            SourceText text = new RandomProgram(random).Write();
            await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("Random.cs", text)), mayHaveErrors: true);
            await AnalyzerDriver.AnalyzeAsync(AnalyzerDriver.Compile(("Damaged.cs", Damage.Of(text, accidents: 3, random))), mayHaveErrors: true);
        }
    }
}
