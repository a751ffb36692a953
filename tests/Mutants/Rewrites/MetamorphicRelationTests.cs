using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PageMove.Mutants.Rewrites;

/// <summary>
/// What the rules report of a method they also report of what a rewrite makes of it. Each corpus file is compared under some of the rewrites, each rewrite over some of the files; all of them over all is
/// <c>dotnet run -c Release --project tests/Mutants -- --rewrites</c>.
/// </summary>
public sealed class MetamorphicRelationTests
{
    private const int Slices = 7;

    /// <summary>The differences that are known are in the verified file.</summary>
    [Fact]
    public async Task The_same_is_reported_of_rewritten_methods()
    {
        RewriteOutcome[] outcomes = [.. (await RewriteReport.CompareAsync(Judge.Files, SliceFor)).SelectMany(ofFile => ofFile)];

        Assert.All(RewriteCatalog.All, rewrite => Assert.Contains(outcomes, outcome => outcome.Rewrite == rewrite.Name && outcome.Methods > 0));
        await Verifier.Verify(string.Join('\n', outcomes.SelectMany(outcome => outcome.Differences)));
    }

    [Fact]
    public async Task A_rewrite_that_changes_what_a_method_does_is_found_out()
    {
        RewriteOutcome outcome = Assert.Single(await CompareAsync("public static void Mark(Page page) { page.Lock(); page.MarkDirty(); page.Unlock(); }", () => new WithoutUnlock()));

        RewriteDifference difference = Assert.Single(outcome.Differences);
        Assert.Equal("Case.cs Case.Mark without-unlock: [] -> [PGM2003]", difference.ToString());
    }

    [Fact]
    public async Task What_a_rewrite_does_to_a_callee_counts_for_its_caller_too()
    {
        RewriteOutcome outcome = Assert.Single(await CompareAsync("public static void Mark(Page page) { page.Lock(); End(page); } private static void End(Page page) { page.Unlock(); }", () => new WithoutUnlock()));

        Assert.Equal(2, outcome.Methods);
        Assert.Equal("Case.Mark", Assert.Single(outcome.Differences).Method);
    }

    [Fact]
    public async Task A_method_whose_rewritten_form_does_not_compile_is_left_and_counted()
    {
        RewriteOutcome outcome = Assert.Single(await CompareAsync(
            "public static void First(Page page) { page.MarkDirty(); } public static void Second(ref Page page) { page.MarkDirty(); } public static void Third(Page page) { page.MarkDirty(); }",
            () => new LocalFunction()));

        Assert.Equal((2, 1), (outcome.Methods, outcome.Left));
    }

    /// <summary>A file's slice hangs on its name alone, so that a new file does not change that of another one.</summary>
    private static IEnumerable<NamedRewrite> SliceFor(string path)
    {
        int slice = Path.GetFileNameWithoutExtension(path).Sum(character => character) % Slices;
        return RewriteCatalog.All.Where((_, i) => i % Slices == slice);
    }

    private static async Task<IReadOnlyList<RewriteOutcome>> CompareAsync(string methods, Func<Rewrite> create)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "Case.cs");
        try
        {
            await File.WriteAllTextAsync(file, $"using PageMove.Pages; public static class Case {{ {methods} }}");
            return await MetamorphicRelation.CompareAsync(file, [new NamedRewrite("without-unlock", create)]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    /// <summary>Preserves no semantics: no lock is ever given back.</summary>
    private sealed class WithoutUnlock : Rewrite
    {
        public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) => node.ToString().EndsWith(".Unlock();", StringComparison.Ordinal) ? SyntaxFactory.EmptyStatement() : node;
    }
}
