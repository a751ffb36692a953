namespace PageMove.PackageTests;

/// <summary>What a command left: its exit code and what it wrote to its two streams.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Throws, with all that the command wrote, unless it ended with zero.</summary>
    public CommandResult ThrowIfFailed() =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"The command ended with {ExitCode}.\n{Output}\n{Error}");
}
