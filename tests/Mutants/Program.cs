using System.Globalization;
using PageMove.Mutants.Rewrites;

namespace PageMove.Mutants;

/// <summary>
/// Mutates the corpus' good methods, and counts which of the mutants that go wrong in guard mode the analyzers find: all files, or those whose path contains a text. <c>--missed</c> lists those
/// that are not found. With <c>--rewrites</c> it compares what is found of the corpus' methods with what is found of them rewritten.
/// </summary>
internal static class Program
{
    private const string ListsMissed = "--missed";
    private const string ComparesRewrites = "--rewrites";

    // A mutant that waits for ever is waited for, which takes a judge most of his time.
    private const int FilesAtOncePerProcessor = 2;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [Judge.OneFile, string one])
        {
            await Judge.RunAsync(one);
            return 0;
        }

        ILookup<bool, string> given = arguments.ToLookup(argument => argument.StartsWith('-'));
        if (given[true].Except([ListsMissed, ComparesRewrites]).FirstOrDefault() is { } unknown)
            return await FailAsync($"'{unknown}' is no option.");
        string[] files = [.. Judge.Files.Where(file => !given[false].Any() || given[false].Any(name => file.Contains(name, StringComparison.Ordinal)))];
        if (files is [])
            return await FailAsync("No file of the corpus is named so.");

        if (given[true].Contains(ComparesRewrites))
            await RewriteReport.PrintAsync(files, given[true].Contains(ListsMissed));
        else
            await JudgeAsync(files, given[true].Contains(ListsMissed));
        return 0;
    }

    private static async Task<int> FailAsync(string what)
    {
        await Console.Error.WriteLineAsync($"{what} Usage: Mutants [{ComparesRewrites}] [{ListsMissed}] [part of a path ...]");
        return 2;
    }

    private static async Task JudgeAsync(string[] files, bool listsMissed)
    {
        var mutants = new List<WrongMutant>();
        using var turns = new SemaphoreSlim(FilesAtOncePerProcessor * Environment.ProcessorCount);
        Task<IReadOnlyList<WrongMutant>>[] judged = [.. files.Select(file => JudgeInTurnAsync(file, turns))];
        foreach ((string file, Task<IReadOnlyList<WrongMutant>> verdict) in files.Zip(judged))
        {
            IReadOnlyList<WrongMutant> ofFile = await verdict;
            mutants.AddRange(ofFile);
            Print(Path.GetFileNameWithoutExtension(file), ofFile);
        }

        foreach (var kind in mutants.GroupBy(mutant => mutant.Kind).OrderBy(group => group.Key))
            Print(kind.Key.ToString().ToLowerInvariant(), [.. kind]);
        Print("all", mutants);
        foreach (WrongMutant missed in listsMissed ? mutants.Where(mutant => !mutant.IsFound) : [])
            Console.WriteLine($"missed: {missed.File} {missed.Method}: {missed.Statement} ({missed.Wrong})");
    }

    private static async Task<IReadOnlyList<WrongMutant>> JudgeInTurnAsync(string file, SemaphoreSlim turns)
    {
        await turns.WaitAsync();
        try
        {
            return await Judge.JudgeAsync(file);
        }
        finally
        {
            turns.Release();
        }
    }

    private static void Print(string name, IReadOnlyList<WrongMutant> mutants)
    {
        int found = mutants.Count(mutant => mutant.IsFound);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mutants.{name}: {found} of {mutants.Count} found, {(double)found / Math.Max(mutants.Count, 1):P1}"));
    }
}
