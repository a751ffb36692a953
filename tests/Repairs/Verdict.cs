using System.Diagnostics;

namespace PageMove.Repairs;

/// <summary>What a test said in a process of its own.</summary>
/// <param name="HasPassed">Whether it passed; a test that hangs or crashes has not.</param>
/// <param name="Reason">What it said.</param>
internal sealed record Verdict(bool HasPassed, string Reason)
{
    // .NET's exit code for an exception that nobody caught: the runner's own, such as a test that is not there.
    private const int Unhandled = 134;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a test.</summary>
    internal static Verdict Of(string test, string tests, params string[] others)
    {
        using Process process = Start([typeof(Verdict).Assembly.Location, test, tests, .. others]);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            return new Verdict(false, $"It did not end within {Patience.TotalSeconds} seconds.");
        }

        string reason = output.Result + errors.Result;
        if (process.ExitCode == Unhandled && reason.Contains($"{nameof(TestRun)}.{nameof(TestRun.Run)}", StringComparison.Ordinal) && !reason.Contains("Fatal error", StringComparison.Ordinal))
            throw new InvalidOperationException(reason);

        return new Verdict(process.ExitCode == Program.Passed, $"{process.ExitCode}: {reason}");
    }

    /// <summary>Starts a program of .NET, without a core dump where it crashes.</summary>
    internal static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        start.Environment["COYOTE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
