using System.Security.Cryptography;

namespace Quickstart;

/// <summary>The file to move: its bytes as anybody reads them, and their digest.</summary>
internal static class SourceFile
{
    /// <summary>The largest assembly of the running .NET: a real file that every machine has.</summary>
    public static string Default() =>
        new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
            .EnumerateFiles("*.dll")
            .MaxBy(file => file.Length)!
            .FullName;

    /// <summary>Opens the file for reading from start to end.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is empty.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new UsageException($"'{path}' is a folder, not a file.");

        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"'{path}' does not exist.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"'{path}' cannot be read: {error.Message}");
        }

        if (file.CanSeek && file.Length > 0)
            return file;
        file.Dispose();
        throw new UsageException($"'{path}' is empty or has no length, so there is no page to move.");
    }

    /// <summary>The SHA-256 of the whole file.</summary>
    public static async Task<byte[]> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = Open(path);
        return await SHA256.HashDataAsync(file, cancellationToken);
    }
}
