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

    [Fact]
    public async Task Five_seconds_of_a_cache_with_moody_sources_lose_no_page_and_spoil_no_byte()
    {
        CacheSoakReport report = await new CacheWorld(seed: 1).RunAsync(TimeSpan.FromSeconds(5), CancellationToken.None);

        Assert.True(report.IsAccountedFor, $"{report.Spoiled} spoiled, {report.Missing} missing, {report.Leases} leases. {report.Failure}");
        Assert.True(report is { Reads: > 1000, Failures: > 10, Cancellations: > 0, Changes: > 10, Moved: > 100, Copied: > 10, Evicted: > 0 }, "Too little was done to be a test.");
    }
}
