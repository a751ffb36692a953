using System.Text.RegularExpressions;

namespace Analyzers.Tests;

/// <summary>The analyzers' dependencies point one way; each arrow that is allowed is named here, and drawing another fails a test.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> AnalyzerRooms = new()
    {
        ["Flow"] = [],
        ["Contracts"] = ["Flow"],
        ["Edits"] = [],
        ["Rules"] = ["Flow", "Contracts", "Edits"],
        ["Suppressors"] = ["Flow", "Contracts"],
    };

    public static TheoryData<string> RoomsOfTheAnalyzers => [.. AnalyzerRooms.Keys];

    [Theory]
    [MemberData(nameof(RoomsOfTheAnalyzers))]
    public void A_room_of_the_analyzers_uses_only_those_below_it(string room)
        => AssertArrows(Path.Combine("Analyzers", room), "PageMove.Analyzers", room, AnalyzerRooms);

    [Fact]
    public void Every_room_of_the_analyzers_has_its_arrows()
        => Assert.Equal(AnalyzerRooms.Keys.Order(), RoomsIn("Analyzers"));

    /// <summary>An attribute's enum argument reaches the analyzers as a number.</summary>
    [Fact]
    public void The_breaches_of_the_attributes_are_those_of_the_engine()
        => Assert.Equal(
            Enum.GetValues<PageMove.Contracts.Breach>().Select(breach => (breach.ToString(), (int)breach)),
            Enum.GetValues<PageMove.Analyzers.Flow.Breach>().Select(breach => (breach.ToString(), (int)breach)));

    [Fact]
    public void The_flow_analysis_knows_nothing_of_pages()
        => Assert.All(
            SourcesIn(Path.Combine("Analyzers", "Flow")),
            source => Assert.DoesNotMatch(PageVocabulary(), source.Text.Replace("PageMove", string.Empty, StringComparison.Ordinal)));

    private static void AssertArrows(string folder, string rootNamespace, string room, Dictionary<string, string[]> rooms)
    {
        string[] forbidden = [.. rooms.Keys.Except(rooms[room]).Where(other => other != room)];
        foreach ((string path, string text) in SourcesIn(folder))
        {
            foreach (string other in forbidden)
                Assert.False(text.Contains($"{rootNamespace}.{other}", StringComparison.Ordinal), $"{path} uses {rootNamespace}.{other}.");
        }
    }

    private static IEnumerable<(string Path, string Text)> SourcesIn(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories)];
        Assert.NotEmpty(files);
        return files.Select(file => (Path.GetRelativePath(RepositoryRoot.Path, file), File.ReadAllText(file)));
    }

    private static IEnumerable<string> RoomsIn(string folder)
        => Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, folder))
            .Where(room => Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories).Any())
            .Select(room => Path.GetFileName(room)!)
            .Where(room => room is not ("obj" or "bin"))
            .Order();

    [GeneratedRegex(@"\b(page|pages|pipe|request|buffer|steal|unlock)\w*\b", RegexOptions.IgnoreCase)]
    private static partial Regex PageVocabulary();
}
