namespace PageMove.PackageTests;

/// <summary>A test that needs a command which not every machine has; the reason that it is skipped for says which.</summary>
internal sealed class CommandFactAttribute : FactAttribute
{
    /// <summary>Skips the test where the command is missing.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="hint">How to get it.</param>
    public CommandFactAttribute(string command, string hint) =>
        Skip = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command))) ? null : $"'{command}' is not installed: {hint}";
}
