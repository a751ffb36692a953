using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using Quickstart;
using Spectre.Console;

const int Interrupted = 130;

Console.CancelKeyPress += (_, _) =>
{
    Console.Error.WriteLine("Interrupted.");
    Environment.Exit(Interrupted);
};

// A pipe or a file has no width at which a line ends.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 1_000;

try
{
    var commandLine = CommandLine.Parse(args);
    if (commandLine.Help)
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    string file = commandLine.File ?? SourceFile.Default();
    bool same = MoveFile(file) & await ReadThroughCacheAsync(file);
    await ShowMisuseAsync();
    return same ? 0 : 1;
}
catch (Exception error) when (error is UsageException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static bool MoveFile(string path)
{
    byte[] digest = SourceFile.Digest(path);
    AnsiConsole.MarkupLineInterpolated($"[bold]{path}[/]");
    AnsiConsole.MarkupLineInterpolated($"SHA-256 {Convert.ToHexStringLower(digest)[..16]}…, through a pipe into a page cache:");

    List<TransferResult> results = [];
    foreach (int pageSize in new[] { 4 * 1024, 64 * 1024, 2 * 1024 * 1024 })
    {
        using var transfer = new Transfer(pageSize);
        // The first pass compiles the code and touches the memory.
        transfer.Run(path, move: true);
        results.Add(transfer.Run(path, move: true));
        transfer.Run(path, move: false);
        results.Add(transfer.Run(path, move: false));
    }

    TransferTable.Print(AnsiConsole.Console, results, digest);
    bool same = results.TrueForAll(result => CryptographicOperations.FixedTimeEquals(result.Digest, digest));
    if (!same)
        Console.Error.WriteLine($"Readers saw other bytes than '{path}' holds: it changed meanwhile, or PageMove has a defect.");
    return same;
}

static async Task<bool> ReadThroughCacheAsync(string path)
{
    AnsiConsole.WriteLine();
    AnsiConsole.MarkupLine("Four readers, two seconds, and a [bold]PageCache[/] that holds half of it. Its meter says:");
    using var meter = new MeterReadings();
    await using var readers = new CacheReaders(path, SourceFile.Digest(path));
    bool same = await LiveView.WatchAsync(AnsiConsole.Console, meter, readers.RunAsync());
    if (!same)
        Console.Error.WriteLine($"Readers saw other bytes than '{path}' holds: it changed meanwhile, or PageMove has a defect.");
    return same;
}

static async Task ShowMisuseAsync()
{
    IReadOnlyList<Diagnostic> diagnostics = await MisuseCompilation.AnalyzeAsync();
    AnsiConsole.WriteLine();
    AnsiConsole.MarkupLineInterpolated($"[bold]samples/Misuse[/] breaks {diagnostics.Count} rules. The analyzers say:");
    AnsiConsole.WriteLine();
    foreach (Diagnostic diagnostic in diagnostics)
        Squiggles.Print(AnsiConsole.Console, diagnostic);
}
