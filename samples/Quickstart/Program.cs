using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using Quickstart;
using Spectre.Console;

using var interruption = new Interruption();

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
    bool same = await MoveFileAsync(file, interruption.Token) & await ReadThroughCacheAsync(file, interruption.Token);
    await ShowMisuseAsync(interruption.Token);
    return same ? 0 : 1;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted.");
    return interruption.ExitCode;
}
catch (Exception error) when (error is UsageException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static async Task<bool> MoveFileAsync(string path, CancellationToken cancellationToken)
{
    byte[] digest = await SourceFile.DigestAsync(path, cancellationToken);
    AnsiConsole.MarkupLineInterpolated($"[bold]{path}[/]");
    AnsiConsole.MarkupLineInterpolated($"SHA-256 {Convert.ToHexStringLower(digest)[..16]}…, through a pipe into a page cache:");

    List<TransferResult> results = [];
    foreach (int pageSize in new[] { 4 * 1024, 64 * 1024, 2 * 1024 * 1024 })
    {
        using var transfer = new Transfer(pageSize);
        // The first pass compiles the code and touches the memory.
        transfer.Run(path, move: true, cancellationToken);
        results.Add(transfer.Run(path, move: true, cancellationToken));
        transfer.Run(path, move: false, cancellationToken);
        results.Add(transfer.Run(path, move: false, cancellationToken));
    }

    TransferTable.Print(AnsiConsole.Console, results, digest);
    bool same = results.TrueForAll(result => CryptographicOperations.FixedTimeEquals(result.Digest, digest));
    if (!same)
        Console.Error.WriteLine($"Readers saw other bytes than '{path}' holds: it changed meanwhile, or PageMove has a defect.");
    return same;
}

static async Task<bool> ReadThroughCacheAsync(string path, CancellationToken cancellationToken)
{
    AnsiConsole.WriteLine();
    AnsiConsole.MarkupLine("Four readers, two seconds, and a [bold]PageCache[/] that holds half of it. Its meter says:");
    using var meter = new MeterReadings();
    await using var readers = new CacheReaders(path, await SourceFile.DigestAsync(path, cancellationToken));
    bool same = await LiveView.WatchAsync(AnsiConsole.Console, meter, readers.RunAsync(cancellationToken));
    if (!same)
        Console.Error.WriteLine($"Readers saw other bytes than '{path}' holds: it changed meanwhile, or PageMove has a defect.");
    return same;
}

static async Task ShowMisuseAsync(CancellationToken cancellationToken)
{
    IReadOnlyList<Diagnostic> diagnostics = await MisuseCompilation.AnalyzeAsync(cancellationToken);
    AnsiConsole.WriteLine();
    AnsiConsole.MarkupLineInterpolated($"[bold]samples/Misuse[/] breaks {diagnostics.Count} rules. The analyzers say:");
    AnsiConsole.WriteLine();
    foreach (Diagnostic diagnostic in diagnostics)
        Squiggles.Print(AnsiConsole.Console, diagnostic);
}
