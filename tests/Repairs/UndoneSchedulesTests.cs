using System.Diagnostics;

namespace PageMove.Repairs;

/// <summary>Each scenario of tests/Concurrency.Tests finds the defect that it guards against, when it is there.</summary>
public sealed class UndoneSchedulesTests
{
    public static TheoryData<string> Undone => [.. Undoings.OfSchedules.Select(undoing => undoing.Repair)];

    [Theory, MemberData(nameof(Undone))]
    public void A_repair_that_is_undone_is_found_by_the_explorer(string repair)
    {
        Undoing undoing = Undoings.OfSchedules.Single(undoing => undoing.Repair == repair);
        using var folder = new TemporaryFolder();
        string tests = folder.Write("Concurrency.Tests.dll", RuntimeSources.CompileWithConcurrencyTests(undoing.Edits));
        Rewrite(tests);

        Verdict verdict = Verdict.Of(undoing.Test, tests);

        Assert.False(verdict.HasPassed, verdict.Reason);
    }

    /// <summary>Puts the assembly's tasks and locks into the explorer's hands.</summary>
    private static void Rewrite(string path)
    {
        // It looks for what the assembly uses beside it.
        foreach (string used in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(used => Path.GetFileName(used).StartsWith("Microsoft.Coyote", StringComparison.Ordinal) || Path.GetFileName(used).StartsWith("xunit", StringComparison.Ordinal)))
            File.Copy(used, Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(used)));

        using Process rewriting = Verdict.Start([BuildTool.PathOf("Coyote"), "rewrite", path]);
        Task<string> errors = rewriting.StandardError.ReadToEndAsync();
        string output = rewriting.StandardOutput.ReadToEnd();
        rewriting.WaitForExit();
        Assert.True(rewriting.ExitCode == 0, output + errors.Result);
    }
}
