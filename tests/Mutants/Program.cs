using System.Globalization;

namespace PageMove.Mutants;

/// <summary>
/// Mutates the corpus' good methods, and counts which of the mutants that go wrong in guard mode the analyzers find: all files, or those whose path contains a text. <c>--missed</c> lists those
/// that are not found.
/// </summary>
internal static class Program
{
    private const string ListsMissed = "--missed";

    // A mutant that waits for ever is waited for, which takes a judge most of his time.
    private const int FilesAtOncePerProcessor = 2;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [Judge.OneFile, string one])
        {
            await Judge.RunAsync(one);
            return 0;
        }

        string[] names = [.. arguments.Where(argument => argument != ListsMissed)];
        string[] files = [.. Judge.Files.Where(file => names is [] || names.Any(name => file.Contains(name, StringComparison.Ordinal)))];
        if (files is [])
        {
            await Console.Error.WriteLineAsync($"No file of the corpus is named so. Usage: Mutants [{ListsMissed}] [part of a path ...]");
            return 2;
        }

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
        foreach (WrongMutant missed in arguments.Contains(ListsMissed) ? mutants.Where(mutant => !mutant.IsFound) : [])
            Console.WriteLine($"missed: {missed.File} {missed.Method}: {missed.Statement} ({missed.Wrong})");
        return 0;
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
