using System.Runtime.CompilerServices;

namespace Analyzers.Tests;

/// <summary>Where the files are that tests read in place.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Corpus { get; } = Path.Combine(Root, "tests", "Corpus");

    private static string FindRoot([CallerFilePath] string? thisFile = null)
    {
        // A deterministic build maps source paths away; then the tests run below the repository all the same.
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile) ?? string.Empty })
        {
            for (DirectoryInfo? directory = start.Length == 0 ? null : new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            {
                if (File.Exists(Path.Combine(directory.FullName, "Analyzers.sln")))
                    return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("Analyzers.sln was not found above the tests.");
    }
}
