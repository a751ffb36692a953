namespace PageMove.PackageTests;

/// <summary>What the compiler says to projects that have installed a package.</summary>
[Collection(nameof(Packaged))]
public sealed class ConsumerTests(InstalledPackages packages)
{
    [Theory]
    [InlineData("Pooled")]
    [InlineData("Moving")]
    public void Each_rule_fires_on_its_line_and_nowhere_else(string name) => AssertAsExpected(packages.Consumer(name));

    [Fact]
    public void A_project_that_references_both_packages_gets_each_diagnostic_once() => AssertAsExpected(packages.Consumer("Both"));

    [Fact]
    public void Corrupting_misuse_is_an_error_unless_the_project_says_otherwise()
    {
        IReadOnlyList<Diagnostic> diagnostics = packages.Consumer("Pooled").Diagnostics;

        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Equal("error", diagnostic.Level));
    }

    [Fact]
    public void Editorconfig_turns_one_rule_into_a_warning_and_another_off()
    {
        Consumer consumer = packages.Consumer("Softened");

        AssertAsExpected(consumer);
        Assert.All(consumer.Diagnostics, diagnostic => Assert.Equal("warning", diagnostic.Level));
    }

    [Fact]
    public void The_mode_None_turns_every_rule_off() => Assert.Empty(packages.Consumer("Silenced").Diagnostics);

    [Fact]
    public void A_baseline_excuses_what_it_names_and_nothing_else() => AssertAsExpected(packages.Consumer("Baselined"));

    [Fact]
    public async Task A_baseline_can_be_made_of_the_compilers_log()
    {
        Consumer consumer = packages.Consumer("Baselined");
        string script = Path.Combine(RepositoryRoot.Path, "samples", "Baseline", "Baseline.cs");

        CommandResult result = await DotNet.RunAsync(consumer.Folder, "run", "--file", script, "--", consumer.Folder, "diagnostics.sarif");

        result.ThrowIfFailed();
        Assert.Equal("PGM5001|Reader.cs|ArrayPool<byte>.Shared.Return(buffer); // expect PGM5001", result.Output.Trim());
    }

    [Fact]
    public void A_mode_that_there_is_not_is_an_error_that_names_those_that_there_are()
        => Assert.Contains("error PGM0001: PageMoveAnalysisMode is 'Everything'; it must be None, Default, All or Strict.", packages.BuildOutput);

    [Fact]
    public void What_others_say_of_an_object_that_a_contract_passes_on_is_suppressed_and_nothing_else() => AssertAsExpected(packages.Consumer("Owning"));

    private static void AssertAsExpected(Consumer consumer)
    {
        Assert.NotEmpty(consumer.Expected);
        Assert.Equal(consumer.Expected, consumer.Diagnostics.Select(diagnostic => (diagnostic.Place, diagnostic.Rule)));
    }
}
