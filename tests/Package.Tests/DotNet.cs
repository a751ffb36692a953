using System.Diagnostics;

namespace PageMove.PackageTests;

/// <summary>Runs the <c>dotnet</c> command that runs the tests.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The <c>dotnet</c> command's path.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs <c>dotnet</c> to its end, within five minutes.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The arguments, each as the program shall see it.</param>
    public static Task<CommandResult> RunAsync(string folder, params string[] arguments) => RunProgramAsync(folder, Host, arguments);

    /// <summary>Runs a program that <c>dotnet</c> made, to its end, within five minutes.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The arguments, each as the program shall see it.</param>
    public static async Task<CommandResult> RunProgramAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the outer `dotnet test` told its own build is not for the inner one.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["NO_COLOR"] = "1";
        // A compiler server or a build node would outlive the test and hold its files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' took more than {Patience}.\n{await output}\n{await error}");
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }
}
