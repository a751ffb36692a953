using System.Reflection;

namespace PageMove.PackageTests;

/// <summary>The program that a newcomer runs first.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task Readers_see_the_file_and_every_rule_speaks()
    {
        CommandResult run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        // Moved and copied, at three sizes of page.
        Assert.Equal(2 * 3, run.Output.Split("the file").Length - 1);
        Assert.All(MisuseMarks(), mark => Assert.Contains(mark, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cache_tells_what_it_moved_and_what_readers_found()
    {
        CommandResult run = await RunAsync();

        Assert.Contains("pagemove.pages moved", run.Output, StringComparison.Ordinal);
        Assert.Contains("pagemove.cache.hits", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_file_is_moved_as_far_as_it_fills_pages()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, Enumerable.Range(0, 4096 + 100).Select(i => (byte)i).ToArray());
            CommandResult run = await RunAsync(file);

            Assert.Equal(0, run.ExitCode);
            Assert.Contains("1 partial", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("does not exist", "no-such-file")]
    [InlineData("is a folder", ".")]
    [InlineData("2 arguments were given", "one", "two")]
    [InlineData("is not an option", "--fast")]
    public async Task What_cannot_be_moved_is_said_in_one_line(string reason, params string[] arguments)
    {
        CommandResult run = await RunAsync(arguments);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("", run.Output);
        string line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_not_an_error()
    {
        CommandResult run = await RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Usage: ", run.Output, StringComparison.Ordinal);
    }

    [CommandFact("script", "it is part of util-linux")]
    public async Task Control_C_ends_the_live_view_and_leaves_the_terminal_as_it_was()
    {
        using var terminal = new Terminal($"'{DotNet.Host}' '{Program()}'");
        await terminal.WaitForAsync("pagemove.cache.hits");
        await terminal.TypeAsync("\u0003");
        CommandResult run = await terminal.WaitForEndAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.EndsWith("Interrupted.", run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Output, StringComparison.Ordinal);
        Assert.True(run.Output.LastIndexOf(Terminal.ShowCursor, StringComparison.Ordinal) > run.Output.LastIndexOf(Terminal.HideCursor, StringComparison.Ordinal));
        Assert.Contains(Terminal.HideCursor, run.Output, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments) => DotNet.RunAsync(RepositoryRoot.Path, [Program(), .. arguments]);

    private static string Program()
    {
        string configuration = typeof(QuickstartTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(RepositoryRoot.Path, "samples", "Quickstart", "bin", configuration, "net10.0", "Quickstart.dll");
    }

    // Each line of samples/Misuse that ends with a rule is where that rule is to speak: "samples/Misuse/LeftLocked.cs(10,".
    private static IEnumerable<string> MisuseMarks() =>
        from file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "samples", "Misuse"), "*.cs")
        from line in File.ReadLines(file).Index()
        where line.Item.Contains("// PGM", StringComparison.Ordinal)
        select $"samples/Misuse/{Path.GetFileName(file)}({line.Index + 1},";
}
