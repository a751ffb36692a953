namespace PageMove.PackageTests;

/// <summary>What <c>dotnet format</c> does with the package's code fixes.</summary>
[Collection(nameof(Packaged))]
public sealed class CodeFixTests(InstalledPackages packages)
{
    [Fact]
    public async Task Dotnet_format_applies_the_fixes() => await Verifier.Verify(await FormattedAsync("Publisher.cs"));

    [Fact]
    public async Task Dotnet_format_mends_one_mistake_of_each_kind_in_one_go() => await Verifier.Verify(await FormattedAsync("Mistakes.cs"));

    [Fact]
    public async Task What_dotnet_format_has_mended_builds_without_a_word_from_the_rules()
    {
        Consumer consumer = await packages.FormattedAsync();

        CommandResult build = await DotNet.RunAsync(consumer.Folder, "build", "--no-restore", $"-p:PageMoveVersion={packages.Version}");

        build.ThrowIfFailed();
        Assert.Empty(consumer.Diagnostics);
    }

    private async Task<string> FormattedAsync(string file) => await File.ReadAllTextAsync(Path.Combine((await packages.FormattedAsync()).Folder, file));
}
