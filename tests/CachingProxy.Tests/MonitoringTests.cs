using CachingProxy.Tests.Support;

namespace CachingProxy.Tests;

public sealed class MonitoringTests
{
    [Fact]
    public async Task The_metrics_tell_what_was_served_moved_and_copied()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        int size = (2 * ProxyScene.PageSize) + 5;
        await scene.Client.GetByteArrayAsync($"/body?size={size}");
        await scene.Client.GetByteArrayAsync($"/body?size={size}");

        string[] lines = (await scene.Client.GetStringAsync("/metrics")).Split('\n');

        Assert.Contains("cachingproxy_requests_total 2", lines);
        Assert.Contains("cachingproxy_hits_total 1", lines);
        Assert.Contains("cachingproxy_misses_total 1", lines);
        Assert.Contains($"cachingproxy_bytes_served_total {2 * size}", lines);
        Assert.Contains("cachingproxy_bytes_copied_total 0", lines);
        Assert.Contains("cachingproxy_copied_responses_total 0", lines);
        Assert.Contains("cachingproxy_pages_moved_total 2", lines);
        Assert.Contains("cachingproxy_pages_copied_total 1", lines);
        Assert.Contains("cachingproxy_pages_not_moved_total{reason=\"Partial\"} 1", lines);
        Assert.Contains($"cachingproxy_resident_bytes {3 * ProxyScene.PageSize}", lines);
        Assert.Contains("cachingproxy_page_evictions_total 0", lines);
    }

    [Fact]
    public async Task The_proxy_is_healthy_though_its_origin_is_gone()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        await scene.Origin.DisposeAsync();

        Assert.Equal("Healthy\n", await scene.Client.GetStringAsync("/healthz"));
        Assert.Equal(0, scene.Proxy.Counters.Requests);
    }
}
