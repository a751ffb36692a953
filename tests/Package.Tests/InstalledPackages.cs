using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;

namespace PageMove.PackageTests;

/// <summary>
/// The two packages as a user gets them: packed once from what the solution's build made, under a version that no other run uses,
/// and installed from a local folder into projects outside the repository, which are built once.
/// </summary>
public sealed class InstalledPackages : IAsyncLifetime, IDisposable
{
    private static readonly string[] Fixable =
    [
        "PGM1001", "PGM1002", "PGM1004", "PGM1007", "PGM1009", "PGM2001", "PGM2003", "PGM2006", "PGM3001", "PGM3003", "PGM4002", "PGM4003", "PGM4004", "PGM9009",
    ];

    private readonly TemporaryFolder _folder = new();
    private Task<Consumer>? _formatted;

    /// <summary>The version that the packages have in this run.</summary>
    public string Version { get; } = "0.1.0-test." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>The files that <c>dotnet pack</c> made.</summary>
    public IReadOnlyList<string> Packages => Directory.GetFiles(_folder["feed"]).Order(StringComparer.Ordinal).ToArray();

    /// <summary>The full path of a package.</summary>
    public string Package(string id, string extension = "nupkg") => _folder["feed", $"{id}.{Version}.{extension}"];

    /// <summary>An assembly of the package of the analyzers, by its path there.</summary>
    public PEReader Assembly(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(Package("PageMove.Analyzers"));
        using Stream compressed = package.GetEntry(path)!.Open();
        MemoryStream image = new();
        compressed.CopyTo(image);
        image.Position = 0;
        return new PEReader(image);
    }

    /// <summary>A project that was built with the packages installed.</summary>
    public Consumer Consumer(string name) => new(name, _folder[name]);

    /// <summary>A project full of mistakes, once <c>dotnet format</c> has applied every fix that there is.</summary>
    public Task<Consumer> FormattedAsync() => _formatted ??= FormatAsync();

    /// <summary>What the build of the projects printed.</summary>
    public string BuildOutput { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string configuration = typeof(InstalledPackages).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        CommandResult pack = await DotNet.RunAsync(
            RepositoryRoot.Path,
            "pack", "Analyzers.sln", "-c", configuration, "--no-build", "-o", _folder["feed"],
            $"-p:Version={Version}", $"-p:NuspecOutputPath={_folder["nuspec"]}/");
        pack.ThrowIfFailed();

        _folder.CopyFrom(Path.Combine(RepositoryRoot.Path, "tests", "Package.Tests", "Consumers"));

        // Fails, since the consumers break rules that are errors; what the compiler said is in each one's log.
        CommandResult build = await DotNet.RunAsync(_folder.Path, "build", "Consumers.slnx", $"-p:PageMoveVersion={Version}");
        BuildOutput = build.Output;
        if (Directory.GetFiles(_folder.Path, "*.sarif", SearchOption.AllDirectories).Length == 0)
            throw new InvalidOperationException($"The consumers were not compiled.\n{build.Output}\n{build.Error}");
    }

    private async Task<Consumer> FormatAsync()
    {
        Consumer consumer = Consumer("Fixed");
        CommandResult format = await DotNet.RunAsync(consumer.Folder, ["format", "analyzers", "Fixed.csproj", "--no-restore", "--severity", "info", "--diagnostics", .. Fixable]);
        format.ThrowIfFailed();
        return consumer;
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
