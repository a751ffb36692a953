using System.Net;
using CachingProxy.Tests.Support;

namespace CachingProxy.Tests;

public sealed class RangeTests
{
    private const int Size = (2 * ProxyScene.LeaseLength) + 1000;

    [Theory]
    [InlineData("0-0", 0, 1)]
    [InlineData("100-70000", 100, 69_901)]
    [InlineData("65535-65536", 65_535, 2)]
    [InlineData("1048000-", 1_048_000, Size - 1_048_000)]
    [InlineData("-500", Size - 500, 500)]
    [InlineData("-99999999", 0, Size)]
    [InlineData("10-99999999", 10, Size - 10)]
    public async Task A_range_is_answered_by_its_bytes_uncopied(string range, int offset, int length)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();

        using HttpResponseMessage answer = await scene.GetAsync($"/body?size={Size}", ("Range", $"bytes={range}"));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {offset}-{offset + length - 1}/{Size}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(scene.BytesOf("/body", offset + length, offset), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(0, scene.Proxy.Counters.BytesCopied);
    }

    [Fact]
    public async Task A_range_reads_only_what_is_near_it_from_the_origin()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();

        await scene.GetAsync($"/body?size={1 << 30}", ("Range", "bytes=536870912-536870921"));

        Assert.True(scene.Proxy.Pages!.Statistics.ResidentBytes <= ProxyScene.LeaseLength);
    }

    [Theory]
    [InlineData("bytes=1049576-")]
    [InlineData("bytes=-0")]
    public async Task A_range_past_the_end_is_not_satisfiable(string range)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();

        using HttpResponseMessage answer = await scene.GetAsync($"/body?size={Size}", ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal($"bytes */{Size}", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=0-9,20-29")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=9-1")]
    [InlineData("nonsense")]
    public async Task What_is_not_one_range_of_bytes_is_answered_by_the_whole(string range)
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();

        using HttpResponseMessage answer = await scene.GetAsync($"/body?size={Size}", ("Range", range));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(scene.BytesOf("/body", Size), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task If_Range_gives_the_part_of_this_version_and_the_whole_of_another()
    {
        await using ProxyScene scene = await ProxyScene.StartAsync();
        string tag = scene.Origin.BodyOf("/body").EntityTag(Size);

        using HttpResponseMessage same = await scene.GetAsync($"/body?size={Size}", ("Range", "bytes=0-9"), ("If-Range", tag));
        using HttpResponseMessage other = await scene.GetAsync($"/body?size={Size}", ("Range", "bytes=0-9"), ("If-Range", "\"other\""));

        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }
}
