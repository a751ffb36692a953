namespace PageMove.Testing;

/// <summary>The folder that holds the solution, found from where the tests run.</summary>
internal static class RepositoryRoot
{
    // What the compiler puts in place of the root in a deterministic build (PathMap).
    private const string MappedRoot = "/_/";

    /// <summary>The folder's full path.</summary>
    public static string Path { get; } = Find();

    /// <summary>The path on this machine of a source file that the compiler named (<c>CallerFilePath</c>), perhaps in a deterministic build.</summary>
    /// <param name="sourceFile">The path that the compiler gave.</param>
    public static string Locate(string sourceFile) =>
        sourceFile.StartsWith(MappedRoot, StringComparison.Ordinal)
            ? System.IO.Path.Combine(Path, sourceFile[MappedRoot.Length..])
            : sourceFile;

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Analyzers.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Analyzers.sln.");
    }
}
