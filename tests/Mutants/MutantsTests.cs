namespace PageMove.Mutants;

/// <summary>What the analyzers find of what goes wrong. The whole corpus is <c>dotnet run -c Release --project tests/Mutants</c>.</summary>
public sealed class MutantsTests
{
    [Theory]
    [InlineData("Locking/PGM2002.cs", 0.95)]
    [InlineData("Locking/PGM2004.cs", 0.88)]
    [InlineData("Moving/PGM1004.cs", 0.95)]
    [InlineData("Lifetime/PGM4001.cs", 0.85)]
    [InlineData("Lifetime/PGM4004.cs", 0.85)]
    public async Task As_many_mutants_that_go_wrong_are_found_as_before(string file, double found)
    {
        IReadOnlyList<WrongMutant> mutants = await Judge.JudgeAsync(Path.Combine(RepositoryRoot.Path, "tests", "Corpus", file));

        string[] missed = [.. mutants.Where(mutant => !mutant.IsFound).Select(mutant => $"{mutant.Method}: {mutant.Wrong}")];
        Assert.True(mutants.Count > 10 && missed.Length <= (1 - found) * mutants.Count, $"{missed.Length} of {mutants.Count} are missed.\n{string.Join('\n', missed)}");
    }
}
