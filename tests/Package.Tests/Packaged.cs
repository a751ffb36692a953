namespace PageMove.PackageTests;

/// <summary>Has the packages made and installed once for all tests.</summary>
[CollectionDefinition(nameof(Packaged))]
public sealed class Packaged : ICollectionFixture<InstalledPackages>;
