namespace PageMove.PackageTests;

/// <summary>What <c>dotnet format</c> does with the package's code fixes.</summary>
[Collection(nameof(Packaged))]
public sealed class CodeFixTests(InstalledPackages packages)
{
    [Fact]
    public async Task Dotnet_format_applies_the_fixes()
    {
        Consumer consumer = packages.Consumer("Fixed");

        CommandResult format = await DotNet.RunAsync(
            consumer.Folder, "format", "analyzers", "Fixed.csproj", "--no-restore", "--severity", "error", "--diagnostics", "PGM2001", "PGM3001");
        format.ThrowIfFailed();

        await Verifier.Verify(await File.ReadAllTextAsync(Path.Combine(consumer.Folder, "Publisher.cs")));
    }
}
