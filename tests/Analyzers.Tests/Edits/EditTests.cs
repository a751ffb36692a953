using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PageMove.Analyzers.Contracts;
using PageMove.Analyzers.Edits;

namespace Analyzers.Tests.Edits;

/// <summary>What the rules have found in a body is said again after an edit of another one, unless it depends on that one.</summary>
public sealed class EditTests
{
    private const string TwoBodies = """
        using PageMove.Pages;

        static class Two
        {
            static void Edited(Page page)
            {
                page.MarkDirty();
            }

            static void Left(Page page)
            {
                page.Lock();
                page.Unlock();
                page.Unlock();
            }
        }
        """;

    [Fact]
    public async Task A_finding_below_an_edit_moves_with_its_lines()
    {
        EditedProject project = new(TwoBodies);
        Assert.Equal(["PGM2001"], await project.RulesAsync());
        project.Edit("page.MarkDirty();", "page.MarkDirty();\n");
        Assert.Equal(["PGM2001"], await project.RulesAsync());
        project.Edit("page.MarkDirty();", "\n\npage.MarkDirty();\n");
        Assert.Equal(["PGM2001"], await project.RulesAsync());

        string shown = Assert.Single(await project.ShownAsync());
        Assert.Contains("(17,8)", shown, StringComparison.Ordinal);
        Assert.Contains("at line 17", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_an_edit_leaves_alone_is_known()
    {
        EditedProject project = new(TwoBodies);
        project.Edit("page.MarkDirty();", "page.Lock();");
        BodyEdit? edit = BodyEdit.Between(new Snapshot(project.Before!), project.Compilation);

        Assert.NotNull(edit?.Untouched(MethodNamed("Left", project.Before!)));
        Assert.Null(edit.Untouched(MethodNamed("Edited", project.Before!)));
    }

    [Theory]
    [InlineData("static void Edited(Page page)", "static void Edited(Page page, int more)")]
    [InlineData("static void Edited(Page page)", "static int Edited(Page page)")]
    [InlineData("static void Edited(Page page)", "[Obsolete] static void Edited(Page page)")]
    [InlineData("static class Two", "class Two")]
    [InlineData("using PageMove.Pages;", "using System; using PageMove.Pages;")]
    [InlineData("static class Two", "#nullable disable\nstatic class Two")]
    [InlineData("page.MarkDirty();", "page.MarkDirty(); } static void New() {")]
    public async Task After_an_edit_of_what_is_declared_nothing_is_known(string text, string replacement)
    {
        EditedProject project = new(TwoBodies);
        project.Edit(text, replacement);

        Assert.Null(BodyEdit.Between(new Snapshot(project.Before!), project.Compilation));
        await project.RulesAsync();
    }

    [Fact]
    public void Of_another_project_nothing_is_known()
    {
        EditedProject project = new(TwoBodies);

        Assert.Null(BodyEdit.Between(new Snapshot(project.Compilation), project.Compilation.WithReferences(project.Compilation.References.Skip(1))));
        Assert.Null(BodyEdit.Between(new Snapshot(project.Compilation), project.Compilation.WithAssemblyName("Other")));
        Assert.Null(BodyEdit.Between(new Snapshot(project.Compilation), project.Compilation.WithOptions(project.Compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
    }

    /// <summary>Each time a body is edited, and a rule speaks, or falls silent, in another one.</summary>
    /// <param name="members">The type's members.</param>
    /// <param name="text">What is edited.</param>
    /// <param name="replacement">What it becomes.</param>
    /// <param name="before">The rules that spoke.</param>
    /// <param name="after">The rules that speak.</param>
    [Theory]
    [InlineData(
        "void Run(Page page) { page.Lock(); Mark(page); page.Unlock(); } private static void Mark(Page page) { page.MarkDirty(); }",
        "page.MarkDirty();", "page.Unlock();", "", "PGM2001")]
    [InlineData(
        "void Run(Page page) { page.Lock(); First(page); page.Unlock(); } private static void First(Page page) { Second(page); } private static void Second(Page page) { page.MarkDirty(); }",
        "page.MarkDirty();", "page.Unlock();", "", "PGM2001")]
    [InlineData(
        "private readonly Page _page = null!; bool Run(bool skip) { _page.Lock(); if (skip) return false; _page.Unlock(); return true; } void Other() { _page.MarkDirty(); }",
        "_page.MarkDirty();", "_page.Unlock();", "PGM2003", "")]
    [InlineData(
        "private static void Run(PipeBuffer buffer) { if (buffer.TrySteal(out Page? page)) { page.Unlock(); page.Release(); buffer.Release(); } } void Other(PipeBuffer buffer) { _ = buffer.Length; }",
        "_ = buffer.Length;", "if (buffer.Confirm() == ConfirmResult.Good) Run(buffer);", "PGM1001", "")]
    [InlineData(
        "private readonly Page _page = null!; bool Run(bool skip) { _page.Lock(); if (skip) return false; _page.Unlock(); return true; } void Other() { Keeper.Look(_page); } public static class Keeper { static Page? _kept; public static void Look(Page page) { _ = page.Index; } }",
        "_ = page.Index;", "_kept = page;", "PGM2003", "")]
    [InlineData(
        "void Run(PageArena arena) { Page page = arena.Allocate(); Keeper.Look(page); } public static class Keeper { static Page? _kept; public static void Look(Page page) { _ = page.Index; } }",
        "_ = page.Index;", "_kept = page;", "PGM4003", "")]
    [InlineData(
        "void Run(Page page, bool isBad) { page.Lock(); if (isBad) { page.Unlock(); Helper.Fail(); } page.Unlock(); } public static class Helper { public static void Fail() => Throw(); private static void Throw() => throw new System.InvalidOperationException(); }",
        "throw new System.InvalidOperationException()", "System.Console.WriteLine()", "", "PGM2001")]
    [InlineData(
        "void Run(Page page) { bool isLocked = page.TryLock(); Helper.Check(isLocked); page.Unlock(); } public static class Helper { public static void Check(bool truth) { if (!truth) System.Console.WriteLine(); } }",
        "System.Console.WriteLine()", "throw new System.InvalidOperationException()", "PGM2002", "")]
    public async Task A_body_is_looked_at_again_when_one_is_edited_that_it_depends_on(string members, string text, string replacement, string before, string after)
    {
        EditedProject project = new($$"""using PageMove.Pages; using PageMove.Pipes; class Type { {{members}} void Another() { } }""");
        Assert.Equal(before, string.Join(' ', await ReportedAsync(project)));
        project.Edit("void Another() { }", "void Another() { _ = 1; }");
        Assert.Equal(before, string.Join(' ', await ReportedAsync(project)));

        project.Edit(text, replacement);

        Assert.Equal(after, string.Join(' ', await ReportedAsync(project)));
    }

    [Fact]
    public async Task A_body_depends_on_one_in_another_part_of_its_type()
    {
        EditedProject project = new(
            "using PageMove.Pages; partial class Parts { void Run(Page page) { page.Lock(); First(page); page.Unlock(); } void Another() { } }",
            "using PageMove.Pages; partial class Parts { private static void First(Page page) { Second(page); } }",
            "using PageMove.Pages; partial class Parts { private static void Second(Page page) { page.MarkDirty(); } }");
        Assert.Empty(await ReportedAsync(project));
        project.Edit("void Another() { }", "void Another() { _ = 1; }");
        Assert.Empty(await ReportedAsync(project));

        project.Edit("page.MarkDirty();", "page.Unlock();");

        Assert.Equal(["PGM2001"], await ReportedAsync(project));
    }

    [Fact]
    public async Task An_option_that_changes_is_obeyed()
    {
        EditedProject project = new("using PageMove.Requests; class Type { void Run(ReadRequest request) { if (!request.TryLock()) return; Flush(); request.End(); } static void Flush() { } void Another() { } }");
        Assert.Empty(await ReportedAsync(project));
        project.Edit("void Another() { }", "void Another() { _ = 1; }");
        Assert.Empty(await ReportedAsync(project));

        project.Options = new AnalyzerOptions([], new ProjectOptions((BlockingMethods.Option, "Type.Flush")));

        Assert.Equal(["PGM2005"], await ReportedAsync(project));
    }

    [Fact]
    public async Task A_baseline_that_changes_is_obeyed()
    {
        EditedProject project = new(TwoBodies) { Options = ProjectOptions.WithBaseline("PGM2001|File0.cs|page.Unlock();") };
        Assert.Empty(await ReportedAsync(project));
        project.Edit("page.MarkDirty();", "_ = page.Index;");
        Assert.Empty(await ReportedAsync(project));

        project.Options = ProjectOptions.WithBaseline(string.Empty);

        Assert.Equal(["PGM2001"], await ReportedAsync(project));
    }

    public static TheoryData<string> CorpusFiles => RobustnessTests.CorpusFiles;

    /// <summary>Statements are deleted, doubled, swapped and given other names, one after the other, so that each edit meets what was kept before it.</summary>
    [Theory]
    [MemberData(nameof(CorpusFiles))]
    public async Task A_file_that_is_edited_at_random_shows_what_a_compiler_would_say_of_it(string file)
    {
        const int Edits = 6;
        EditedProject project = new(CorpusFile.Load(file).Text.ToString());
        await project.ShownAsync();
        Random random = new(file.Length);
        for (int i = 0; i < Edits; i++)
        {
            SyntaxTree tree = project.Compilation.SyntaxTrees[0];
            StatementSyntax[] statements = [.. tree.GetRoot().DescendantNodes().OfType<StatementSyntax>().Where(statement => statement.Parent is BlockSyntax)];
            if (statements is [])
                return;
            StatementSyntax victim = statements[random.Next(statements.Length)];
            string donor = statements[random.Next(statements.Length)].ToString();
            project.Edit(tree, (i % 4) switch
            {
                0 => new TextChange(victim.Span, string.Empty),
                1 => new TextChange(new TextSpan(victim.SpanStart, 0), victim + "\n"),
                2 => new TextChange(new TextSpan(victim.Span.End, 0), "\n" + donor),
                _ => new TextChange(victim.Span, donor),
            });

            Assert.Equal(await project.ShownAnewAsync(), await project.ShownAsync());
        }
    }

    private static MethodDeclarationSyntax MethodNamed(string name, Compilation compilation)
        => compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.ValueText == name);

    // What is only offered is not reported.
    private static async Task<IEnumerable<string>> ReportedAsync(EditedProject project) => (await project.RulesAsync()).Where(rule => rule != "PGM9007");
}
