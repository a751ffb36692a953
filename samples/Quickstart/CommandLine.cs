namespace Quickstart;

/// <summary>What the user asked for: help, or a file to move.</summary>
/// <param name="File">The file, or <see langword="null"/> for the largest assembly of the running .NET.</param>
/// <param name="Help">Whether the user asked how to use the program.</param>
internal readonly record struct CommandLine(string? File, bool Help)
{
    /// <summary>How to use the program.</summary>
    public const string Usage = "Usage: Quickstart [FILE]    moves FILE (by default the largest assembly of the running .NET) through a pipe into a page cache";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UsageException">The arguments are not understood.</exception>
    public static CommandLine Parse(string[] arguments) => arguments switch
    {
        [] => default,
        ["-h" or "--help" or "-?"] => new CommandLine(null, Help: true),
        ["--", string file] => new CommandLine(file, Help: false),
        [['-', ..] option] => throw new UsageException($"'{option}' is not an option. {Usage}"),
        [string file] => new CommandLine(file, Help: false),
        _ => throw new UsageException($"One file at most, but {arguments.Length} arguments were given. {Usage}"),
    };
}
