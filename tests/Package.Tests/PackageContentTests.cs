using System.IO.Compression;
using System.Xml.Linq;

namespace PageMove.PackageTests;

/// <summary>What is in the packages.</summary>
[Collection(nameof(Packaged))]
public sealed class PackageContentTests(InstalledPackages packages)
{
    [Fact]
    public Task Packages_hold_these_files() => Verifier.Verify(string.Join("\n\n", packages.Packages.Select(List)));

    [Theory]
    [InlineData("PageMove")]
    [InlineData("PageMove.Analyzers")]
    public void The_readme_that_the_gallery_shows_is_not_empty(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(packages.Package(id));
        string readme = Manifest(package).Descendants().Single(element => element.Name.LocalName == "readme").Value;

        Assert.True(package.GetEntry(readme)?.Length > 0);
    }

    [Fact]
    public void The_runtime_brings_the_analyzers_of_its_own_version_along()
    {
        using ZipArchive package = ZipFile.OpenRead(packages.Package("PageMove"));
        XElement[] dependencies = [.. Manifest(package).Descendants().Where(element => element.Name.LocalName == "dependency")];
        XElement dependency = Assert.Single(dependencies, element => (string?)element.Attribute("id") == "PageMove.Analyzers");

        // Beside them, only what a logger is to the runtime.
        Assert.All(dependencies.Except([dependency]), other => Assert.Matches(@"^Microsoft\.Extensions\.\w+\.Abstractions$", (string?)other.Attribute("id")));
        Assert.Equal(packages.Version, (string?)dependency.Attribute("version"));
        Assert.DoesNotContain("Analyzers", ((string?)dependency.Attribute("exclude") ?? "").Split(','));
    }

    [Fact]
    public void The_analyzers_are_a_development_dependency_that_brings_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(packages.Package("PageMove.Analyzers"));
        XDocument manifest = Manifest(package);

        Assert.Equal("true", manifest.Descendants().Single(element => element.Name.LocalName == "developmentDependency").Value);
        Assert.DoesNotContain(manifest.Descendants(), element => element.Name.LocalName == "dependency");
    }

    private string List(string path)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        IEnumerable<string> files = package.Entries
            .Select(entry => entry.FullName)
            .Where(name => !IsPackaging(name))
            .Order(StringComparer.Ordinal);
        return Path.GetFileName(path).Replace(packages.Version, "{version}", StringComparison.Ordinal) + "\n    " + string.Join("\n    ", files);
    }

    // The parts of the Open Packaging Conventions, which every package has; one is named at random.
    private static bool IsPackaging(string name) =>
        name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/", StringComparison.Ordinal);

    private static XDocument Manifest(ZipArchive package)
    {
        using Stream manifest = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(manifest);
    }
}
