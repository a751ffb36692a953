using System.Globalization;

namespace PageMove.Mutants.Rewrites;

/// <summary>Compares files with what every rewrite makes of them, and counts the methods of which the same is reported.</summary>
internal static class RewriteReport
{
    /// <summary>Prints a line a rewrite, and each difference where they are wanted.</summary>
    public static async Task PrintAsync(IEnumerable<string> files, bool listsDifferences)
    {
        RewriteOutcome[] outcomes = [.. (await CompareAsync(files, _ => RewriteCatalog.All)).SelectMany(ofFile => ofFile)];
        foreach (NamedRewrite rewrite in RewriteCatalog.All)
            Print(rewrite.Name, [.. outcomes.Where(outcome => outcome.Rewrite == rewrite.Name)]);
        Print("all", outcomes);
        foreach (RewriteDifference difference in listsDifferences ? outcomes.SelectMany(outcome => outcome.Differences) : [])
            Console.WriteLine($"differs: {difference}");
    }

    /// <summary>Compares as many files at once as there are processors.</summary>
    public static async Task<IReadOnlyList<RewriteOutcome>[]> CompareAsync(IEnumerable<string> files, Func<string, IEnumerable<NamedRewrite>> rewritesOf)
    {
        string[] paths = [.. files];
        var outcomes = new IReadOnlyList<RewriteOutcome>[paths.Length];
        await Parallel.ForAsync(0, paths.Length, async (i, _) => outcomes[i] = await MetamorphicRelation.CompareAsync(paths[i], rewritesOf(paths[i])));
        return outcomes;
    }

    private static void Print(string name, IReadOnlyList<RewriteOutcome> outcomes)
    {
        int total = outcomes.Sum(outcome => outcome.Methods);
        int same = total - outcomes.Sum(outcome => outcome.Differences.Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rewrites.{name}: {same} of {total} methods same, {outcomes.Sum(outcome => outcome.Left)} left as they were"));
    }
}
