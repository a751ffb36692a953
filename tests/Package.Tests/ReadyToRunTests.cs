using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PageMove.PackageTests;

/// <summary>The rules compiled ahead of time: what the package has of them, and who takes them.</summary>
[Collection(nameof(Packaged))]
public sealed class ReadyToRunTests(InstalledPackages packages)
{
    private const string Portable = "analyzers/dotnet/cs/PageMove.Analyzers.dll";

    // A native image says its operating system in the same field: the architecture's number, xor one of the system's.
    private const int Linux = 0x7B79;
    private const int Apple = 0x4644;
    private const int Windows = 0;

    [Theory]
    [InlineData("linux-x64", Machine.Amd64, Linux)]
    [InlineData("linux-arm64", Machine.Arm64, Linux)]
    [InlineData("osx-x64", Machine.Amd64, Apple)]
    [InlineData("osx-arm64", Machine.Arm64, Apple)]
    [InlineData("win-x64", Machine.Amd64, Windows)]
    [InlineData("win-arm64", Machine.Arm64, Windows)]
    public void An_image_is_the_portable_assembly_compiled_for_its_platform(string platform, Machine architecture, int operatingSystem)
    {
        using PEReader portable = packages.Assembly(Portable);
        using PEReader image = packages.Assembly($"tools/readytorun/{platform}/PageMove.Analyzers.dll");

        Assert.Equal(Identity(portable), Identity(image));
        Assert.Equal((int)architecture ^ operatingSystem, (int)image.PEHeaders.CoffHeader.Machine);
        Assert.NotEqual(0, image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    public async Task A_build_takes_the_image_of_the_platform_that_it_runs_on_in_the_place_of_the_portable_assembly()
        => Assert.Equal([$"tools/readytorun/{RuntimeInformation.RuntimeIdentifier}/PageMove.Analyzers.dll"], await RulesAsync());

    [Theory]
    [InlineData("DesignTimeBuild", "true")]
    [InlineData("PageMoveReadyToRun", "false")]
    [InlineData("NETCoreSdkPortableRuntimeIdentifier", "freebsd-x64")]
    [InlineData("BundledNETCoreAppTargetFrameworkVersion", "9.0")]
    [InlineData("BundledNETCoreAppTargetFrameworkVersion", "")]
    public async Task An_editor_and_whoever_says_so_or_has_another_runtime_takes_the_portable_assembly(string property, string value)
        => Assert.Equal([Portable], await RulesAsync($"-p:{property}={value}"));

    [Fact]
    public async Task Nobody_can_ask_for_an_image_that_there_is_not()
        => Assert.Equal([Portable], await RulesAsync("-p:PageMoveReadyToRun=true", "-p:NETCoreSdkPortableRuntimeIdentifier=freebsd-x64"));

    [Fact]
    public async Task A_platform_with_another_C_library_takes_the_same_image()
        => Assert.Equal(["tools/readytorun/linux-x64/PageMove.Analyzers.dll"], await RulesAsync("-p:NETCoreSdkPortableRuntimeIdentifier=linux-musl-x64"));

    // What the compiler would be given, as paths in the package.
    private async Task<string[]> RulesAsync(params string[] options)
    {
        CommandResult result = await DotNet.RunAsync(
            packages.Consumer("Pooled").Folder,
            [
                "msbuild", "Pooled.csproj", "-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=always",
                $"-p:PageMoveVersion={packages.Version}", "-getItem:CscCommandLineArgs", .. options,
            ]);
        result.ThrowIfFailed();
        using JsonDocument document = JsonDocument.Parse(result.Output);
        return
        [
            .. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!)
                .Where(argument => argument.StartsWith("/analyzer:", StringComparison.Ordinal) && argument.EndsWith("PageMove.Analyzers.dll", StringComparison.Ordinal))
                .Select(argument => Path.GetFullPath(argument["/analyzer:".Length..]))
                .Select(path => path[(path.IndexOf(packages.Version, StringComparison.Ordinal) + packages.Version.Length + 1)..].Replace('\\', '/')),
        ];
    }

    private static Guid Identity(PEReader assembly)
    {
        MetadataReader metadata = assembly.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
