using System.Globalization;

namespace PageMove.Mutants;

/// <summary>
/// Mutates the corpus' good methods, and counts which of the mutants that go wrong in guard mode the analyzers find: all files, or those whose path contains a text. <c>--missed</c> lists those
/// that are not found.
/// </summary>
internal static class Program
{
    private const string ListsMissed = "--missed";

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
        foreach (string file in files)
        {
            IReadOnlyList<WrongMutant> ofFile = await Judge.JudgeAsync(file);
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

    private static void Print(string name, IReadOnlyList<WrongMutant> mutants)
    {
        int found = mutants.Count(mutant => mutant.IsFound);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mutants.{name}: {found} of {mutants.Count} found, {(double)found / Math.Max(mutants.Count, 1):P1}"));
    }
}
