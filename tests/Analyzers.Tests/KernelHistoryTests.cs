namespace Analyzers.Tests;

/// <summary>Each repair of docs/laws.md, section 4, broken and repaired: what is found of it, and docs/kernel-history.md, which says so.</summary>
public sealed class KernelHistoryTests
{
    public static TheoryData<string> Repairs => [.. KernelRepair.Listed().Select(repair => repair.Id)];

    [Fact]
    public void Each_repair_of_the_laws_has_a_file_and_each_file_a_repair()
        => Assert.Equal(
            KernelRepair.Listed().Select(repair => repair.Id).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.Combine(CorpusFile.Folder, "KernelHistory"), "*.cs")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Repairs))]
    public async Task The_broken_shape_is_found_where_the_file_says_so(string id)
    {
        KernelRepair repair = await KernelRepair.LoadAsync(id);

        Assert.Equal(repair.Expected, repair.FoundInBroken);
    }

    [Theory]
    [MemberData(nameof(Repairs))]
    public async Task A_broken_shape_in_which_nothing_is_found_says_why(string id)
    {
        KernelRepair repair = await KernelRepair.LoadAsync(id);

        Assert.True(repair.FoundInBroken.Any() || !string.IsNullOrEmpty(repair.Note), $"{id} is not found, and has no note.");
    }

    [Theory]
    [MemberData(nameof(Repairs))]
    public async Task Nothing_is_found_in_the_repaired_shape(string id)
        => Assert.Empty((await KernelRepair.LoadAsync(id)).FoundInRepaired);

    [Fact]
    public async Task The_table_says_what_is_found()
        => GeneratedSection.AssertFresh("docs/kernel-history.md", "repairs", await TableAsync());

    private static async Task<string> TableAsync()
    {
        KernelRepair[] repairs = await Task.WhenAll(KernelRepair.Listed().Select(repair => KernelRepair.LoadAsync(repair.Id)));
        IEnumerable<string> rows = repairs.Select(repair =>
            $"| [{repair.Id}](../tests/Corpus/KernelHistory/{repair.Id}.cs) | {repair.Fix} | {repair.WhatWasWrong} | {repair.Law} | {FoundBy(repair)} |");
        int byRules = repairs.Count(repair => repair.FoundInBroken.Any(IsOfRule));
        int byCompiler = repairs.Count(repair => repair.FoundInBroken.Any()) - byRules;
        return $"Of {repairs.Length} broken shapes the rules find {byRules}, and the compiler's own warnings {byCompiler} more.\n\n"
            + "| Repair | Fix | What was wrong | Law | Found by |\n|---|---|---|---|---|\n" + string.Join('\n', rows) + "\n";
    }

    private static string FoundBy(KernelRepair repair)
    {
        string[] found = [.. repair.FoundInBroken.Select(finding => $"{LinkTo(finding)}: `{repair.CodeAt(finding.Line).Replace("|", "\\|", StringComparison.Ordinal)}`")];
        string rules = found.Length == 0 ? "not found." : string.Join("; ", found);
        return repair.Note is null ? rules : $"{rules}{(found.Length == 0 ? "" : ".")} {repair.Note}";
    }

    private static string LinkTo(Finding finding) => IsOfRule(finding) ? $"[{finding.Rule}](rules/{finding.Rule}.md)" : finding.Rule;

    private static bool IsOfRule(Finding finding) => finding.Rule.StartsWith("PGM", StringComparison.Ordinal);
}
