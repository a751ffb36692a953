namespace PageMove.PackageTests;

/// <summary>A program with the package that is compiled ahead of time, to machine code without a just-in-time compiler.</summary>
[Collection(nameof(Packaged))]
public sealed class NativeTests(InstalledPackages packages)
{
    [CommandFact("clang", "on Debian, apt-get install -y clang zlib1g-dev")]
    public async Task A_native_program_reads_and_moves_and_its_compiler_has_nothing_to_say()
    {
        string folder = packages.Consumer("Native").Folder;

        CommandResult publish = await DotNet.RunAsync(folder, "publish", "-o", "published", $"-p:PageMoveVersion={packages.Version}");
        publish.ThrowIfFailed();
        CommandResult run = await DotNet.RunProgramAsync(folder, Path.Combine(folder, "published", "Native"));

        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("memory: same bytes, 0 moved, 32 copied\ngiven pages: same bytes, 32 moved, 0 copied\n", run.ThrowIfFailed().Output.ReplaceLineEndings("\n"));
    }
}
