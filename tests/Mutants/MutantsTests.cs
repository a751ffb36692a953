namespace PageMove.Mutants;

/// <summary>What the analyzers find of what goes wrong. The whole corpus is <c>dotnet run -c Release --project tests/Mutants</c>.</summary>
public sealed class MutantsTests
{
    private const double Bar = 0.9;

    [Theory]
    [InlineData("Locking/PGM2001.cs")]
    [InlineData("Lifetime/PGM4002.cs")]
    public async Task Nine_of_ten_mutants_that_go_wrong_are_found(string file)
    {
        IReadOnlyList<WrongMutant> mutants = await Judge.JudgeAsync(Path.Combine(RepositoryRoot.Path, "tests", "Corpus", file));

        string[] missed = [.. mutants.Where(mutant => !mutant.IsFound).Select(mutant => $"{mutant.Method}: {mutant.Wrong}")];
        Assert.True(mutants.Count > 10 && missed.Length <= (1 - Bar) * mutants.Count, $"{missed.Length} of {mutants.Count} are missed.\n{string.Join('\n', missed)}");
    }
}
