using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Tests;

/// <summary>The rules on the contracts that a type declares of itself; those on members' contracts are in the corpus.</summary>
public sealed partial class ContractRulesTests
{
    private const string Usings = "using System;\nusing PageMove.Contracts;\n";

    [Theory]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Rule("PGM4001", Breach.Use, "Closed")] // PGM9002
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut", Entry = "Ajar")] // PGM9002
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Reacts("bang", "Open", "Closed")] // PGM9002
        [Reacts("bell", "Shut", "Open")]
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Protocol("bolt", "Free", "Fast")]
        [Implies("Fast", "Shut")]
        [Implies("Loose", "Shut")] // PGM9002
        [Fades("Open"), Fades("Wide")] // PGM9002
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        class Door;

        // What a base declares is the base's to judge.
        [Rule("PGM4001", Breach.Use, "Shut")] // PGM9002
        class Gate : Door;
        """)]
    public async Task A_state_that_the_type_does_not_declare_is_reported(string source) => await AssertAsync(source);

    [Theory]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Rule("PGM9999", Breach.Use, "Shut")] // PGM9006
        [Rule("PGM4001", Breach.Use, "Open")]
        [Rule("PGM4002", Breach.Use, "Open")] // PGM9006
        [Rule("PGM4001", Breach.Repeated, "Open")]
        class Door;
        """)]
    [InlineData("""
        [Exhaustive("LIST1")] // PGM9006
        enum ListOfNobody
        {
            Black,
            White,
        }

        [Exhaustive("PGM4008")]
        enum ListThatIsRead
        {
            Black,
            White,
        }
        """)]
    [InlineData("""
        class Door
        {
            [MustCheck("PGM407")] // PGM9006
            public string? Name => null;

            [MustCheck("PGM4007")] // PGM9004
            public int Width => 1;

            [NoProof("PGM1011")] // PGM9004
            public long Count => 1;
        }
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Rule("PGM4001", Breach.Use, null!)]
        class Door
        {
            [Answers("Open", new[] { 2 })] // PGM9005
            [Produces("Open", When = new[] { true })]
            public bool IsOpen() => true;
        }
        """)]
    public async Task A_rule_that_nobody_reports_is_reported(string source) => await AssertAsync(source);

    [Theory]
    [InlineData("""
        [Protocol("door")] // PGM9007
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut", "Open")] // PGM9007
        class Door;
        """)]
    [InlineData("""
        [Protocol("door", "Open", "Shut")]
        [Protocol("window", "Open", "Tilted")] // PGM9007
        [Protocol("bolt", "Free", "Fast")]
        class Door;
        """)]
    public async Task A_protocol_whose_states_have_no_names_of_their_own_is_reported(string source) => await AssertAsync(source);

    [Fact]
    public async Task More_states_than_the_engine_counts_are_reported()
        => await AssertAsync($"[Protocol(\"many\", {string.Join(", ", Enumerable.Range(0, 29).Select(i => $"\"S{i}\""))})] // PGM9007\nclass Many;");

    [Theory]
    [InlineData("""
        [Protocol("door", "Open", "Shut", Entry = "Open")]
        [Rule("PGM4001", Breach.Use, "Shut")]
        [Rule("PGM4002", Breach.Repeated, "Shut")]
        sealed class Door : IDisposable
        {
            [Produces("Shut")]
            public void Dispose() { }

            [Requires("Open")]
            public int Width { get; [Produces("Open")] set; }

            [Requires("Open")]
            public int this[[Transfers] object index] => 1;

            [Produces("Open")]
            public Door() { }
        }

        record Pair([Transfers] Door Left, [property: Asks("length")] Door Right);

        delegate void Handler([Transfers] Door door);
        """)]
    [InlineData("""
        interface IDoor
        {
            [property: Obsolete]
            int Width { get; }
        }

        class Requires : Attribute;

        class Door
        {
            [global::Requires]
            public void Knock() { }
        }
        """)]
    public async Task What_is_meant_as_it_stands_is_left_alone(string source) => await AssertAsync(source);

    [Fact]
    public async Task The_message_names_what_there_is()
    {
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerDriver.AnalyzeAsync(
            Usings + """[Protocol("door", "Open", "Shut")] class Door { [Requires("Closed")] public void Knock() { } }""");

        Assert.Equal(
            "'Closed' does not exist: the states of 'Door' are Open, Shut",
            Assert.Single(diagnostics).GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_left_to_the_compiler()
        => Assert.Empty(await AnalyzerDriver.AnalyzeAsync(
            AnalyzerDriver.Compile(("Source.cs", SourceText.From(Usings + "[Protocol(1, Missing)] class Door { [Requires(Nothing)] [return: Produces()] void M([Produces(When = )] int x) { } [Produces(\"Open\", When = new[] { 1 })] bool N() => true; }", System.Text.Encoding.UTF8))),
            mayHaveErrors: true));

    private static async Task AssertAsync(string source)
    {
        string whole = Usings + source.ReplaceLineEndings("\n");
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerDriver.AnalyzeAsync(whole);

        Assert.Equal(
            whole.Split('\n').SelectMany((line, number) => Expectation().Matches(line).Select(match => $"{number + 1}: {match.Groups[1].Value}")),
            diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}"));
    }

    [GeneratedRegex(@"// (PGM\d{4})")]
    private static partial Regex Expectation();
}
