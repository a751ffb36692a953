using System.Diagnostics;

namespace PageMove.Mutants;

/// <summary>Judges the mutants of each file in a process of its own, since a mutant that never ends cannot be stopped otherwise.</summary>
internal static class Judge
{
    /// <summary>The argument that has this program judge one file and print its mutants.</summary>
    public const string OneFile = "--one-file";

    /// <summary>The corpus.</summary>
    public static IEnumerable<string> Files
        => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests", "Corpus"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>The mutants of a file that go wrong.</summary>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public static async Task<IReadOnlyList<WrongMutant>> JudgeAsync(string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Judge).Assembly.Location, OneFile, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(WrongMutant.Parse)]
            : throw new InvalidOperationException($"The mutants of {file} could not be judged: {await error}");
    }

    /// <summary>Judges one file here, prints its mutants, and ends the process with whatever still runs in it.</summary>
    public static async Task RunAsync(string file)
    {
        // The corpus prints.
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        IReadOnlyList<WrongMutant> mutants = await CorpusMutants.JudgeAsync(file);
        foreach (WrongMutant mutant in mutants)
            await output.WriteLineAsync(mutant.Format());
        await output.FlushAsync();
        Environment.Exit(0);
    }
}
