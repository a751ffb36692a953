namespace PageMove.Soak;

public sealed class SoakTests
{
    [Fact]
    public void Five_seconds_of_everything_at_once_lose_no_page()
    {
        using var world = new World(seed: 1);

        SoakReport report = world.Run(TimeSpan.FromSeconds(5), CancellationToken.None);

        Assert.True(report.IsAccountedFor, $"{report.Spoiled} spoiled, {report.Missing} missing, {report.LeftOnList} left on the list. {report.Failure}");
        Assert.True(report is { Reads: > 1000, Moved: > 100, Copied: > 10, Aborted: > 0, Truncations: > 0 }, "Too little was done to be a test.");
    }
}
